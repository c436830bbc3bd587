// SPDX-License-Identifier: AGPL-3.0-or-later
// The moments up to the check, each as a hand-written view, to look at.
import type { Activity, Round } from '../protocol/view';
import { base, blind, check, edit, type Fixture, queue, roles, round } from './fixture_parts';

const wrote = (finished: boolean) => ({
  activities: { a5: { items: { i4: { text: 'Des petits pas, mais datés.' } }, finished } },
});

export const early_moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
  why: (n) => ({
    room: base(
      n,
      'why',
      {},
      {
        activities: { a1: roles, a2: queue },
        step: { exits: { advance: { target: 'arrival', allowed: true, law: false } } },
      },
    ),
  }),
  round_wait: (n) => {
    const { view, own } = round(n, 4, 6);
    return { room: base(n, 'reactions', { a5: view }), own };
  },
  round_mine: (n) => {
    const { view, own } = round(n, 6, 6);
    return { room: base(n, 'reactions', { a5: view }), own };
  },
  round_spoke: (n) => {
    const { view } = round(n, 8, 6);
    return {
      room: base(n, 'reactions', { a5: view }),
      own: { activities: { a5: { ticket: 6, mark: 'spoke' } } },
    };
  },
  round_passed: (n) => {
    const { view } = round(n, 8, 6);
    const order = { ...(view as Round).order, s6: { ticket: 6, mark: 'passed' as const } };
    return {
      room: base(n, 'reactions', { a5: { ...view, order } as Activity }),
      own: { activities: { a5: { ticket: 6, mark: 'passed' } } },
    };
  },
  questions: (n) => {
    const { view, own } = round(n, 4, 6);
    return {
      room: base(n, 'clarification', {
        a5: {
          ...view,
          questions: { i1: { seat: 's4', text: 'Qui aura les clés ?', answered: false } },
        } as Activity,
      }),
      own,
    };
  },
  blind: (n) => ({ room: base(n, 'keep', { a5: blind(n, 4) }), own: wrote(false) }),
  blind_done: (n) => ({ room: base(n, 'keep', { a5: blind(n, n - 3) }), own: wrote(true) }),
  revealed: (n) => ({
    room: base(n, 'keep', {
      a5: {
        ...blind(n, n),
        phase: 'revealed',
        missing: {},
        count: 42,
        settled: true,
        items: Object.fromEntries(
          [
            'Des petits pas, mais datés.',
            'Qui manque autour du cercle ?',
            'Écouter jusqu’au bout, même quand c’est long et qu’on n’est pas d’accord.',
            'La confiance vient en marchant.',
            'Un samedi sur deux ?',
            'Prévenir les voisins.',
            'Garder une trace de ce qu’on apprend.',
            'Dire merci.',
            'Ne pas s’épuiser.',
            'Un tour de rôle écrit.',
          ].map((text, index) => [`i${index + 1}`, { text, by: `s${(index % n) + 1}` }]),
        ),
      },
    }),
  }),
  choice: (n) => ({
    room: base(
      n,
      'context',
      {
        a5: {
          kind: 'collect',
          name: 'driver',
          running: true,
          state: 'context',
          visibility: 'blind',
          input: 'choice',
          choices: ['clear', 'unclear', 'not_ours'],
          phase: 'open',
          per_seat: 1,
          finished: 4,
          total: n,
        },
      },
      {
        step: {
          exits: {
            advance: {
              target: 'deliberation',
              allowed: false,
              law: true,
              missing: { guard: 'role_held', code: 'role_vacant', params: { role: 'scribe' } },
            },
          },
        },
      },
    ),
    own: { activities: { a5: { items: {}, finished: false } } },
  }),
  write_first: (n) => ({
    room: base(n, 'presentation', {
      a3: { kind: 'edit', name: 'text', running: true, role: 'proposer', review: 'required', version: 0 },
    }),
  }),
  read: (n) => ({
    room: base(n, 'amendment', {
      a3: {
        ...edit,
        suggestions: { i1: { text: 'Un samedi sur deux pour commencer.', seat: 's2', state: 'open' } },
      } as Activity,
    }),
  }),
  consent: (n) => ({
    room: base(
      n,
      'check',
      { a5: check(n, 5) },
      { step: { exits: { postpone: { target: 'postponing', allowed: true, law: false } } } },
    ),
    own: { activities: { a5: {} } },
  }),
  consent_answered: (n) => ({
    room: base(
      n,
      'check',
      { a5: check(n, n - 3) },
      { step: { exits: { postpone: { target: 'postponing', allowed: true, law: false } } } },
    ),
    own: { activities: { a5: { choice: 'concern' } } },
    desk: { activities: { a5: { missing: { not_answered: ['s2', 's9', 's5'] } } } },
  }),
};
