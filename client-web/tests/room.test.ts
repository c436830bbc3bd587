// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import type { RoomLayer } from '../src/protocol/view';
import { current, isCrossroads } from '../src/room/room';

const exits = Object.fromEntries(['go', 'stay', 'turn', 'end'].map((event) => [event, { allowed: true }]));
const room = (about?: string) =>
  ({
    state: { entry: 'c4', key: 'talking', path: ['meeting', 'talking'], ...(about ? { about } : {}) },
    step: { exits },
    activities: {
      a1: { kind: 'queue', name: 'queue', state: '', always: true, running: true },
      a2: { kind: 'collect', name: 'options', state: 'meeting', running: true },
      a3: { kind: 'round', name: 'circle', state: 'circle', running: false },
    },
  }) as unknown as RoomLayer;

describe('what a state is about', () => {
  it('is the running activity begun last that is not always there', () => {
    expect(current(room())?.[0]).toBe('a2');
  });

  it('is what its scenario says, always there or not', () => {
    expect(current(room('a1'))?.[0]).toBe('a1');
    expect(current(room('a9'))?.[0]).toBe('a2');
  });

  it('is no crossroads then, however many ways lead out', () => {
    expect(isCrossroads(room())).toBe(true);
    expect(isCrossroads(room('a1'))).toBe(false);
  });
});
