// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest';
import consent from '../../scenarios/consent_decision/scenario.json';
import palabre from '../../scenarios/palabre/scenario.json';
import type { FileState } from '../src/protocol/http';
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
