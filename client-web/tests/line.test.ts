// SPDX-License-Identifier: AGPL-3.0-or-later
// The line of a session, played through on a clock of its own.
import { describe, expect, it } from 'vitest';
import { type Effect, Line } from '../src/connection/line';
import { empty_outbox } from '../src/connection/outbox';
import type { FrameDown, FrameUp } from '../src/protocol/frames';

const position = (seq: number) => ({ epoch: 1, seq, nonce: `n${seq}` });
const view = (seq: number, room: object = {}): FrameDown => ({
  t: 'view',
  position: position(seq),
  layers: { room },
});
const patch = (from: number, to: number, room: object): FrameDown => ({
  t: 'patch',
  from: position(from),
  to: position(to),
  layers: { room },
});
const welcome = (cseq = 0): FrameDown => ({ t: 'welcome', seats: ['s1'], rights: [], now: 5_000, cseq });

const sent = (effects: readonly Effect[]): readonly FrameUp[] =>
  effects.flatMap((effect) => (effect.do === 'send' ? effect.frames : []));
const does = (effects: readonly Effect[], what: Effect['do']) => effects.some((effect) => effect.do === what);
const commands = (effects: readonly Effect[]) =>
  sent(effects).flatMap((frame) => (frame.t === 'command' ? [frame.cseq] : []));

function fresh(random = 0.5) {
  return new Line({ code: 'KATA-27XB', secret: 'abc' }, empty_outbox, () => random);
}

function joined(line: Line, seq = 1, now = 0): Effect[] {
  line.start(now);
  line.opened(now);
  return line.received([welcome(), view(seq)], now);
}

const idea = (text: string) => ({ on: 'a1', body: { type: 'submit' as const, text } });

describe('a line', () => {
  it('[L2] [P1] says hello first, without a position when it holds no view', () => {
    const line = fresh();
    expect(line.start(0)).toEqual([{ do: 'connect' }]);
    expect(sent(line.opened(0))).toEqual([{ t: 'hello', code: 'KATA-27XB', secret: 'abc', gzip: true }]);
  });

  it('[P1] says on a new line which position it holds', () => {
    const line = fresh();
    joined(line, 7);
    line.closed(1006, 1_000);
    line.tick(60_000);
    expect(sent(line.opened(60_000))[0]).toMatchObject({ t: 'hello', position: position(7) });
  });

  it('[S7] has a sum checked that is of its position, and no other', () => {
    const line = fresh();
    joined(line, 1);
    line.received([patch(1, 2, { title: 'Élire' })], 10);
    const sums = { room: '00' };
    expect(line.received([{ t: 'sum', position: position(1), layers: sums }], 20)).toEqual([]);
    expect(line.received([{ t: 'sum', position: position(2), layers: sums }], 20)).toEqual([
      { do: 'check', view: line.state.view, sums },
    ]);
  });

  it('[S7] asks again for a view that patches made wrong, never for one that came whole', () => {
    const line = fresh();
    joined(line, 1);
    expect(line.differs(10)).toEqual([]);
    line.received([patch(1, 2, { title: 'Élire' })], 10);
    expect(line.differs(20)).toEqual([{ do: 'close' }, { do: 'connect' }]);
    expect(line.state.view).toBeUndefined();
    expect(line.state.mistaken).toBe(2);
  });

  it('[S3] merges a patch that begins at its position', () => {
    const line = fresh();
    joined(line, 1);
    line.received([patch(1, 2, { title: 'Élire' })], 10);
    expect(line.state.view).toEqual({ position: position(2), layers: { room: { title: 'Élire' } } });
  });

  it('[S3] asks for the whole view on a new line when a patch begins elsewhere', () => {
    const line = fresh();
    joined(line, 1);
    const effects = line.received([patch(3, 4, {})], 10);
    expect(effects.map((effect) => effect.do)).toEqual(['close', 'connect']);
    expect(sent(line.opened(11))[0]).not.toHaveProperty('position');
  });

  it('[V4] takes positions of another epoch or nonce for other positions', () => {
    const line = fresh();
    joined(line, 1);
    const other: FrameDown = {
      t: 'patch',
      from: { epoch: 2, seq: 1, nonce: 'n1' },
      to: position(2),
      layers: {},
    };
    expect(does(line.received([other], 10), 'connect')).toBe(true);
  });

  it('[D8] stores a command before it sends it', () => {
    const line = fresh();
    joined(line);
    const effects = line.submit(idea('un'));
    expect(effects.map((effect) => effect.do)).toEqual(['store', 'send']);
    expect(sent(effects)[0]).toMatchObject({ t: 'command', cseq: 1, seen: 1, on: 'a1' });
  });

  it('keeps what is said without a line, and sends it after the next welcome', () => {
    const line = fresh();
    joined(line, 4);
    line.closed(1006, 100);
    expect(sent(line.submit(idea('hors ligne')))).toEqual([]);
    line.tick(10_000);
    line.opened(10_000);
    const effects = line.received([welcome()], 10_050);
    expect(commands(effects)).toEqual([1]);
    expect(sent(effects)).toContainEqual(expect.objectContaining({ seen: 4 }));
  });

  it('[C1] has at most eight commands unanswered, in order', () => {
    const line = fresh();
    joined(line);
    const all = Array.from({ length: 10 }, (_, index) => commands(line.submit(idea(`${index}`)))).flat();
    expect(all).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(commands(line.received([{ t: 'ack', cseq: 1, seq: 2 }], 10))).toEqual([9]);
  });

  it('[C1] sends again from the lowest unanswered on a new line', () => {
    const line = fresh();
    joined(line);
    line.submit(idea('un'));
    line.submit(idea('deux'));
    line.received([{ t: 'ack', cseq: 1, seq: 2 }], 10);
    line.closed(1006, 20);
    line.tick(10_000);
    line.opened(10_000);
    expect(commands(line.received([welcome(1)], 10_001))).toEqual([2]);
  });

  it('[S4] keeps an acknowledged command until the view has reached it', () => {
    const line = fresh();
    joined(line, 1);
    line.submit(idea('un'));
    line.received([{ t: 'ack', cseq: 1, seq: 3 }], 10);
    expect(line.state.outbox.entries).toHaveLength(1);
    line.received([patch(1, 2, {})], 11);
    expect(line.state.outbox.entries).toHaveLength(1);
    line.received([patch(2, 3, {})], 12);
    expect(line.state.outbox.entries).toHaveLength(0);
  });

  it('[C4] gives the words of a final refusal back', () => {
    const line = fresh();
    joined(line);
    line.submit(idea('mes mots'), 'a1/s1/item');
    const effects = line.received([{ t: 'refused', cseq: 1, code: 'stale', final: true }], 10);
    expect(line.state.outbox.entries).toHaveLength(0);
    expect(effects).toContainEqual({
      do: 'tell',
      event: {
        is: 'returned',
        returned: { entry: expect.objectContaining({ draft: 'a1/s1/item' }), code: 'stale', params: {} },
      },
    });
  });

  it('[C3] holds a transient refusal and all later ones back, then sends them in order', () => {
    const line = fresh();
    joined(line);
    line.submit(idea('un'));
    line.submit(idea('deux'));
    line.received([{ t: 'refused', cseq: 1, code: 'too_fast', final: false }], 100);
    expect(commands(line.submit(idea('trois')))).toEqual([]);
    expect(commands(line.tick(500))).toEqual([]);
    expect(commands(line.tick(1_200))).toEqual([1, 2, 3]);
  });

  it('[S1] counts on above what the room has judged, should the store have been lost', () => {
    const line = fresh();
    line.start(0);
    line.opened(0);
    line.received([welcome(41), view(1)], 1);
    expect(commands(line.submit(idea('un')))).toEqual([42]);
  });

  it('[P3] pings a quiet line, and drops one that does not answer', () => {
    const line = fresh();
    joined(line, 1, 0);
    expect(sent(line.tick(24_000))).toEqual([]);
    expect(sent(line.tick(25_000))).toEqual([{ t: 'ping' }]);
    expect(does(line.tick(32_000), 'close')).toBe(false);
    expect(does(line.tick(33_000), 'close')).toBe(true);
    expect(line.state.phase).toBe('waiting');
  });

  it('tests its line at once when the phone wakes, and gives it four seconds', () => {
    const line = fresh();
    joined(line, 1, 0);
    expect(sent(line.woke(600_000))).toEqual([{ t: 'ping' }]);
    expect(does(line.tick(603_900), 'close')).toBe(false);
    expect(does(line.tick(604_000), 'close')).toBe(true);
  });

  it('does not wait for its back-off when the phone wakes', () => {
    const line = fresh();
    joined(line);
    line.closed(1006, 0);
    expect(does(line.woke(1), 'connect')).toBe(true);
  });

  it('[S6] reconnects after the time it is told', () => {
    const line = fresh();
    joined(line);
    expect(does(line.received([{ t: 'go', after_ms: 3_000, code: 'deploy' }], 1_000), 'close')).toBe(true);
    expect(does(line.tick(3_900), 'connect')).toBe(false);
    expect(does(line.tick(4_000), 'connect')).toBe(true);
  });

  it.each([
    [4001, 'no_such_session'],
    [4002, 'replaced'],
    [4003, 'closed_for_you'],
    [4004, 'erased'],
  ])('ends for good at close code %i', (code, why) => {
    const line = fresh();
    joined(line);
    expect(line.closed(code, 10)).toEqual([{ do: 'tell', event: { is: 'ended', why } }]);
    expect(line.tick(1_000_000)).toEqual([]);
    expect(line.woke(1_000_001)).toEqual([]);
  });

  it('does not take what comes late on a line that it has dropped', () => {
    const line = fresh();
    joined(line, 1);
    line.closed(1006, 5);
    expect(line.received([view(9)], 6)).toEqual([]);
    expect(line.state.view?.position.seq).toBe(1);
  });

  it('[P3] says that it is hidden, on each line anew', () => {
    const line = fresh();
    joined(line);
    expect(sent(line.setHidden(true))).toEqual([{ t: 'visible', hidden: true }]);
    line.closed(1006, 10);
    line.woke(20);
    line.opened(20);
    expect(sent(line.received([welcome(), view(2)], 30))).toContainEqual({ t: 'visible', hidden: true });
  });
});
