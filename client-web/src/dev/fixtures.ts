// SPDX-License-Identifier: AGPL-3.0-or-later
// Every moment of a palabre as a hand-written view, to look at.
import type { Activity } from '../protocol/view';
import { early_moments } from './early_moments';
import { adopt, base, blind, check, edit, type Fixture, now, queue, roles, round } from './fixture_parts';
import { idea_moments } from './idea_moments';
import { together_moments } from './together_moments';
import { trouble_moments } from './trouble_moments';

export const moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
  ...early_moments,
  ...idea_moments,
  ...together_moments,
  ...trouble_moments,
  concerns: (n) => ({
    room: base(n, 'concerns', { a5: check(n, n, true) }, { step: adopt }),
    own: { activities: { a5: { choice: 'consent' } } },
  }),
  objection: (n) => ({
    room: base(
      n,
      'integrate',
      {
        a5: { ...check(n, n, true, 2), running: false } as Activity,
        a6: {
          kind: 'objections',
          name: 'objections',
          running: true,
          state: 'resolving',
          test: 's3',
          text_version: 2,
          current: 'i1',
          pending: 2,
          items: {
            i1: {
              seat: 's1',
              state: 'argued',
              argument: 'Samedi matin, c’est le marché : on n’aura personne pour tenir l’accueil.',
            },
            i2: { seat: 's2', state: 'pending' },
          },
        },
      },
      { timer: { deadline: now + 200_000, started_at: now - 100_000, length: 300_000 } },
    ),
  }),
  objection_mine: (n, mine) => ({
    room: base(n, 'integrate', {
      a6: {
        kind: 'objections',
        name: 'objections',
        running: true,
        state: 'resolving',
        test: 's3',
        text_version: 2,
        current: 'i1',
        pending: 1,
        items: { i1: { seat: mine, state: 'pending' } },
      },
    }),
  }),
  objection_again: (n) => ({
    room: base(n, 'integrate', {
      a6: {
        kind: 'objections',
        name: 'objections',
        running: true,
        state: 'resolving',
        test: 's3',
        text_version: 2,
        current: 'i1',
        pending: 2,
        items: { i1: { seat: 's1', state: 'held', asked_again: true, argument: 'C’est le jour du marché.' } },
      },
    }),
  }),
  stuck: (n) => ({
    room: base(
      n,
      'stuck',
      {
        a6: {
          kind: 'objections',
          name: 'objections',
          running: true,
          state: 'resolving',
          current: 'i1',
          pending: 1,
          items: { i1: { seat: 's1', state: 'held' } },
        },
      },
      {
        step: {
          exits: Object.fromEntries(
            ['go_on', 'name_it', 'smaller_step', 'entrust', 'next_circle', 'postpone'].map((event) => [
              event,
              { target: event, allowed: true, law: false },
            ]),
          ),
        },
      },
    ),
  }),
  adopted: (n) => ({
    room: base(
      n,
      'adoption',
      {
        a5: { ...check(n, n, true), running: false } as Activity,
        a3: { ...edit, running: false } as Activity,
      },
      {
        decision: { outcome: 'adopted', of: 'a3', version: 2, at: now },
        step: { exits: { advance: { target: 'commitments', allowed: true, law: false } } },
      },
    ),
  }),
  commitments: (n, mine) => ({
    room: base(
      n,
      'commitments',
      {
        a7: {
          kind: 'commitments',
          name: 'commitments',
          running: true,
          state: 'commitments',
          count: 3,
          items: {
            i1: {
              what: 'Ouvrir et fermer les deux premiers samedis',
              seat: 's2',
              by: 's2',
              by_when: '2026-10-03',
              state: 'accepted',
            },
            i2: { what: 'Prévenir les voisins', seat: mine, by: 's4', by_when: '2026-09-20', state: 'asked' },
            i3: { what: 'Afficher les horaires', seat: 's9', by: 's1', state: 'asked' },
          },
        },
      },
      { decision: { outcome: 'adopted', of: 'a3', version: 2, at: now } },
    ),
  }),
  final: (n) => ({
    room: base(
      n,
      'adopted',
      { a3: { ...edit, running: false } as Activity },
      {
        state: { entry: 'c20', key: 'adopted', path: ['adopted'], texts: 'adopted', final: true },
        decision: { outcome: 'adopted', of: 'a3', version: 2, at: now },
        step: { exits: {} },
      },
    ),
  }),
  closed: (n) => ({
    room: base(
      n,
      'adopted',
      {},
      { open: 'closed', decision: { outcome: 'adopted', of: 'a3', version: 2, at: now } },
    ),
  }),
  paused: (n) => ({
    room: base(
      n,
      'check',
      { a2: { ...queue, paused: true, paused_by: 's2', paused_at: now } as Activity, a5: check(n, 5) },
      { paused: { since: now } },
    ),
  }),
  offline: (n) => ({
    room: base(n, 'keep', { a5: blind(n, 4) }),
    own: { activities: { a5: { items: {}, finished: false } } },
    contact: 'offline',
    pending: true,
  }),
  asked: (n, mine) => {
    const { view, own } = round(n, 4, 6);
    return {
      room: base(n, 'reactions', {
        a1: {
          ...roles,
          roles: { facilitator: { holder: 's3', proposed: mine, proposed_by: 's3' } },
        } as Activity,
        a5: view,
      }),
      own: { ...own, activities: { ...own.activities, a1: { proposed: { facilitator: { by: 's3' } } } } },
    };
  },
  unconducted: (n) => {
    const { view, own } = round(n, 4, 6);
    return {
      room: base(
        n,
        'reactions',
        { a5: view },
        {
          conducted: false,
          roles: {},
          step: {
            exits: { advance: { target: 'amendment', allowed: true, law: false } },
            called: { event: 'advance', by: 's2', opens_at: now + 11_000 },
          },
        },
      ),
      own,
    };
  },
  busy: (n, mine) => {
    const { view, own } = round(n, 4, 6);
    return {
      room: base(
        n,
        'reactions',
        {
          a2: {
            ...queue,
            hands: { s2: { ticket: 1, kind: 'speak' }, [mine]: { ticket: 2, kind: 'reply' } },
            waiting: 2,
            signals: { s8: { kind: 'cannot_hear', at: now } },
          } as Activity,
          a5: view,
        },
        {
          claims: { k1: { seat: 's9' } },
          override: {
            by: 's3',
            reason: 'Le bus part dans dix minutes.',
            event: 'advance',
            at: now,
            entry: 'c6',
          },
        },
      ),
      own,
    };
  },
};
