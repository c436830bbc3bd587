// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import consent from '../../scenarios/consent_decision/scenario.json';
import palabre from '../../scenarios/palabre/scenario.json';
import rotating from '../../scenarios/rotating_leadership/scenario.json';
import type { FileState } from '../src/protocol/http';
import { asChosen } from '../src/room/chosen';
import { mapOf } from '../src/room/method_map';
import { stops, usualPath } from '../src/room/path';

const keys = (file: unknown, now?: string) => stops(file as FileState, now).map((stop) => stop.key);

describe('the path that people see', () => {
  it('goes from the beginning to the end of the method', () => {
    expect(keys(palabre)[0]).toBe('why');
    expect(keys(palabre).at(-1)).toBe('last_word');
    expect(keys(consent)).toEqual(expect.arrayContaining(['presentation', 'check', 'adoption', 'last_word']));
  });

  it('leaves the ways out of trouble aside, until one stands there', () => {
    expect(keys(consent)).not.toContain('stuck');
    expect(keys(consent, 'stuck')).toContain('stuck');
  });

  it('goes where the founding chose', () => {
    const chosen = (turns: string) => {
      const file = asChosen(rotating as unknown as FileState, { turns, commitments: false });
      return stops(file, undefined).map((stop) => stop.key);
    };
    expect(chosen('each_point')).toContain('turning');
    expect(chosen('on_request')).not.toContain('turning');
    expect(chosen('on_request')).not.toContain('commitments');
    expect(keys(asChosen(rotating as unknown as FileState, undefined))).toContain('commitments');
  });

  it('shows no state that only leads on', () => {
    expect(keys(consent, 'arrived')).not.toContain('arrived');
  });

  it('ends, also on a chart that goes in circles or nowhere', () => {
    const circle: FileState = {
      initial: 'a',
      states: { a: { on: { advance: 'b' } }, b: { on: { advance: 'a' } } },
    };
    expect(usualPath(circle)).toEqual(['a', 'b']);
    expect(usualPath({ states: { a: { on: { go: 'nowhere' } } } })).toEqual(['a']);
    expect(usualPath(undefined)).toEqual([]);
  });
});

describe('the map of a method', () => {
  const map = (file: unknown) => mapOf(file as FileState);
  const waysAt = (file: unknown, key: string) =>
    map(file)
      .stops.find((stop) => stop.key === key)
      ?.ways.map(({ kind, event, outcome, to }) => [kind, event ?? outcome, to.key]);

  it('has the stops of the usual path, and no way that is the usual one', () => {
    expect(map(consent).stops.map(({ key }) => key)).toEqual(keys(consent));
    expect(waysAt(consent, 'arrival')).toEqual([]);
    for (const file of [consent, palabre]) {
      for (const [index, stop] of map(file).stops.entries()) {
        const next = map(file).stops[index + 1]?.key;
        for (const way of stop.ways) expect([stop.key, next]).not.toContain(way.to.key);
      }
    }
  });

  it('names what may happen instead: back, by way of something, or out', () => {
    expect(waysAt(consent, 'check')).toEqual([
      ['back', 'question', 'clarification'],
      ['detour', 'objection', 'integrate'],
    ]);
    expect(waysAt(consent, 'context')).toContainEqual(['out', 'defer', 'deferring']);
    expect(waysAt(consent, 'concerns')).toEqual([['back', 'check_again', 'check']]);
    expect(waysAt(palabre, 'mirror')).toContainEqual(['back', 'rework', 'synthesis']);
  });

  it('tells once what may happen at many stops', () => {
    const anywhere = map(consent).anywhere.map(({ event, to }) => [event, to.key]);
    expect(anywhere).toEqual([
      ['postpone', 'postponing'],
      [undefined, 'withdrawing'],
    ]);
  });

  it('ends on a chart that goes in circles, and is empty without one', () => {
    const circle: FileState = {
      initial: 'a',
      states: { a: { on: { advance: 'b', off: 'c' } }, b: { on: { advance: 'a' } }, c: { always: 'c' } },
    };
    expect(mapOf(circle).stops.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(mapOf(undefined)).toEqual({ stops: [], anywhere: [] });
  });
});
