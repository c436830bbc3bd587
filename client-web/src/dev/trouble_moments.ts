// SPDX-License-Identifier: AGPL-3.0-or-later
// Moments just after something has happened, and a text that changes late.
import type { Activity } from '../protocol/view';
import { adopt, base, check, edit, type Fixture, now, round } from './fixture_parts';

const objections: Activity = {
  kind: 'objections',
  name: 'objections',
  running: true,
  state: 'resolving',
  test: 's3',
  text_version: 2,
  current: 'i1',
  pending: 2,
  items: { i1: { seat: 's2', state: 'pending' }, i2: { seat: 's1', state: 'pending' } },
};

export const trouble_moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
  objection_fresh: (n) => ({
    room: base(
      n,
      'integrate',
      { a5: { ...check(n, n, true, 2), running: false } as Activity, a6: objections },
      {
        state: {
          entry: 'c9',
          key: 'integrate',
          path: ['resolving', 'integrate'],
          texts: 'integrate',
          since: now,
        },
        timer: { deadline: now + 300_000, started_at: now, length: 300_000 },
      },
    ),
  }),
  concerns_changed: (n) => ({
    room: base(
      n,
      'concerns',
      { a3: { ...edit, version: 3 } as Activity, a5: check(n, n, true) },
      { step: { exits: { ...adopt.exits, adopt: { ...adopt.exits.adopt, allowed: false } } } },
    ),
  }),
  saying: (n, mine) => ({
    room: base(n, 'check', {
      a5: { ...check(n, n, true, 1), signal: 'round', floor: mine, next: ['s7', 's8'], said: 5 } as Activity,
    }),
  }),
  objection_asked: (n) => ({
    room: base(n, 'integrate', {
      a6: {
        ...objections,
        qualify_by: 'consent_including_author',
        asked: 'i1',
        unsaid: 4,
        items: { i1: { seat: 's2', state: 'argued', argument: 'Personne pour fermer le soir.' } },
      } as Activity,
    }),
    own: { activities: { a6: { asked: 'i1' } } },
  }),
  outage: (n) => {
    const lost = { command: 'submit', at: now - 60_000, reason: { code: 'already_done', params: {} } };
    return {
      room: base(n, 'check', { a5: check(n, 5) }),
      own: { set_aside: { i1: { ...lost, text: 'Un covoiturage depuis le bourg.' } } },
      desk: {
        set_aside: { i1: { ...lost, seat: 's6' } },
        orphaned_outcomes: { i1: { outcome: 'adopted', at: now - 60_000 } },
      },
    };
  },
  saving: (n) => ({ ...answered(n), notice: 'saving' }),
  late: (n) => ({ room: base(n, 'clarification', {}), late: true }),
  tablet: (n) => {
    const { view, own } = round(n, 8, 6);
    return { room: base(n, 'reactions', { a5: view }), own, holds: ['s8', 's9'] };
  },
};

const answered = (n: number): Fixture => ({
  room: base(n, 'check', { a5: check(n, 5) }),
  own: { activities: { a5: { choice: 'consent' } } },
});
