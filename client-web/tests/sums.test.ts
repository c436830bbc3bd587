// SPDX-License-Identifier: AGPL-3.0-or-later
// [S7] Sums of layers: the same digits as the server's.
import { describe, expect, it } from 'vitest';
import { blake2b } from '../src/connection/blake2b';
import { canonical, sumOf, wrongLayers } from '../src/connection/sums';

const hash = (text: string) => blake2b(new TextEncoder().encode(text), 16);

describe('BLAKE2b-128', () => {
  // As Python's hashlib.blake2b(…, digest_size=16) gives them.
  it.each([
    ['', 'cae66941d9efbd404e4d88758ea67670'],
    ['abc', 'cf4ab791c62b8d2b2109c90275287816'],
    ['x'.repeat(128), '874acca82a22239ec64a3e70c3ae494e'],
    ['y'.repeat(129), '1387a72eb29ba78bf6693c16ba54611b'],
    ['é'.repeat(200), 'cad5a9c16b6cbbb8966421655e70a46b'],
  ])('of %j', (text, digits) => {
    expect(hash(text)).toBe(digits);
  });
});

describe('[S7] the sum of a layer', () => {
  it('does not depend on the order in which its rows came', () => {
    expect(canonical({ b: {}, a: [1, true, 'é\n'] })).toBe('{"a":[1,true,"é\\n"],"b":{}}');
    expect(sumOf({ b: {}, a: [1, true, 'é\n'] })).toBe('5373256072a1cc5d');
  });

  it('names the layers that are not the server’s', () => {
    const layers = { room: { title: 'Élire' }, own_s1: {} };
    const sums = { room: sumOf({ title: 'Élire' }), own_s1: sumOf({}) };
    expect(wrongLayers(layers, sums)).toEqual([]);
    expect(wrongLayers({ ...layers, room: { title: 'Elire' } }, sums)).toEqual(['room']);
    expect(wrongLayers(layers, { ...sums, desk: sumOf({}) })).toEqual(['desk']);
  });
});
