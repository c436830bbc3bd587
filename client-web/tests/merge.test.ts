// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import { readFrames } from '../src/protocol/frames';
import { readCode } from '../src/protocol/http';
import { merge, mergeLayers } from '../src/protocol/merge';

describe('[V3] a merge patch (RFC 7396)', () => {
  // The table of the RFC's appendix A, as far as a view can hold it.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    [{ a: 'foo' }, { a: { b: 1 } }, { a: { b: 1 } }],
  ])('%j with %j is %j', (target, patch, result) => {
    expect(merge(target, patch)).toEqual(result);
  });

  it('leaves what it was given as it was, and shares what did not change', () => {
    const before = { room: { seats: { s1: { name: 'Awa' } }, title: 'x' } };
    const after = mergeLayers(before, { room: { title: 'y' } });
    expect(before.room.title).toBe('x');
    expect((after.room as typeof before.room).seats).toBe(before.room.seats);
  });

  it('[S3] takes a layer away that is null, and holds one that comes whole', () => {
    expect(mergeLayers({ room: {}, desk: { a: 1 } }, { desk: null, own_s1: { x: 1 } })).toEqual({
      room: {},
      own_s1: { x: 1 },
    });
  });
});

describe('[L1] a message of the server', () => {
  it('is an array of frames; what this build does not know is left out', () => {
    expect(readFrames('[{"t":"time","now":1},{"t":"hologram"},7,null]')).toEqual([{ t: 'time', now: 1 }]);
  });
  it.each(['', '{}', '{"t":"time"}', '[', 'null'])('%j gives nothing', (text) => {
    expect(readFrames(text)).toEqual([]);
  });
});

describe('[H11] a code as people type it', () => {
  it.each([
    ['KATA-27XB', 'KATA-27XB'],
    ['kata27xb', 'KATA-27XB'],
    [' kata 27 xb ', 'KATA-27XB'],
    ['KATA-27X', undefined],
    ['KOLA-27XB', undefined],
    ['KATA-27X0', undefined],
    ['KATA-27XBB', undefined],
    ['', undefined],
  ])('%j is %j', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });
});
