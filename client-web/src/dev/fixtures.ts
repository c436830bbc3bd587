// SPDX-License-Identifier: AGPL-3.0-or-later
// Hand-written views, one for each moment that a face must show. They follow SPEC.md §4 and §6.
import type { Activity, OwnLayer, Queue, Roles, RoomLayer, Seat } from '../protocol/view';

const first = [
  'Awa',
  'René',
  'Léa',
  'Moussa',
  'Jeanne',
  'Idriss',
  'Marie-Claude',
  'Tomás',
  'Fatou',
  'Gilles',
  'Solène',
  'Ousmane',
];
export const text_1 = 'Nous ouvrons l’atelier le samedi matin.';
export const text_2 =
  'Nous ouvrons l’atelier le samedi matin, à l’essai jusqu’à Noël, avec deux personnes présentes au moins.';

export interface Fixture {
  readonly room: RoomLayer;
  readonly own?: OwnLayer;
  readonly desk?: object;
  readonly contact?: 'live' | 'offline';
  readonly pending?: boolean;
}

export function seatsOf(n: number, long = false): Record<string, Seat> {
  const seats: Record<string, Seat> = {};
  for (let index = 0; index < n; index += 1) {
    const again = Math.floor(index / first.length);
    const name = `${first[index % first.length]}${again ? ` ${again + 1}` : ''}`;
    seats[`s${index + 1}`] = {
      name: long && index === 1 ? 'Bérengère-Antoinette de la Roche-Vineuse' : name,
      place: index === 7 ? 'remote' : 'room',
      attendance: index === 9 ? 'away' : 'counted',
      device: index !== 4,
      ...(index === 4 ? { voice: 's1' } : {}),
    };
  }
  return seats;
}

const now = Date.now();
const queue: Queue = { kind: 'queue', name: 'queue', always: true, running: true, waiting: 0, paused: false };
const roles: Roles = {
  kind: 'roles',
  name: 'roles',
  always: true,
  running: true,
  roles: {
    facilitator: { holder: 's3' },
    timekeeper: { holder: 's4' },
    scribe: {},
    guardian: {},
    proposer: { holder: 's6' },
  },
};
const edit: Activity = {
  kind: 'edit',
  name: 'text',
  running: true,
  role: 'proposer',
  review: 'required',
  version: 2,
  text: text_2,
  review_date: '2026-12-20',
  by: 's6',
  versions: {
    v1: { text: text_1, by: 's6', at: now },
    v2: { text: text_2, by: 's6', at: now, review_date: '2026-12-20' },
  },
  suggestions: {},
};

function base(
  n: number,
  key: string,
  activities: Record<string, Activity>,
  more: Partial<RoomLayer> = {},
): RoomLayer {
  return {
    title: 'Faut-il ouvrir l’atelier le samedi ?',
    why: 'Des adhérents ne peuvent venir qu’en fin de semaine. Voyons ce qu’on peut tenir, ensemble.',
    language: 'fr',
    address: 'tu',
    scenario: 'consent_decision',
    open: 'open',
    conducted: true,
    founder: 's3',
    seats: seatsOf(n),
    seat_count: n,
    counted: n,
    state: { entry: 'c7', key, path: ['deliberation', key], since: now - 60_000, texts: key },
    step: {
      exits: {
        advance: {
          target: 'amendment',
          allowed: false,
          law: true,
          missing: { guard: 'nothing_missing', code: 'not_heard', params: { count: 4 } },
        },
        postpone: { target: 'postponing', allowed: true, law: false },
      },
      undo: true,
    },
    roles: { facilitator: 's3', timekeeper: 's4', proposer: 's6' },
    activities: { a1: roles, a2: queue, a3: edit, ...activities },
    ...more,
  };
}

function round(n: number, floor: number, mine: number): { view: Activity; own: OwnLayer } {
  const order: Record<
    string,
    { ticket: number; mark: 'spoke' | 'speaking' | 'waiting' | 'passed' | 'away' }
  > = {};
  for (let index = 1; index <= n; index += 1) {
    order[`s${index}`] = {
      ticket: index,
      mark:
        index === 10
          ? 'away'
          : index < floor
            ? index === 2
              ? 'passed'
              : 'spoke'
            : index === floor
              ? 'speaking'
              : 'waiting',
    };
  }
  return {
    view: {
      kind: 'round',
      name: 'reactions',
      running: true,
      state: 'reactions',
      phase: 'first',
      floor: `s${floor}`,
      serving: floor,
      next: [`s${floor + 1}`, `s${floor + 2}`, `s${floor + 3}`],
      turn_started_at: now - 20_000,
      turn_s: 60,
      spoken: floor - 1,
      total: n,
      missing: { not_heard: n - floor + 1 },
      ...(n <= 64 ? { order } : {}),
      notes: {},
    },
    own: { activities: { a5: { ticket: mine, mark: mine < floor ? 'spoke' : 'waiting' } } },
  };
}

function check(n: number, answered: number, revealed = false, objections = 0): Activity {
  const answers: Record<string, { choice: 'consent' | 'concern' | 'objection'; text?: string }> = {};
  for (let index = 1; index <= n; index += 1) {
    answers[`s${index}`] =
      index <= objections
        ? { choice: 'objection' }
        : index === objections + 2 || index === objections + 5
          ? { choice: 'concern', text: 'Je crains que ce soient toujours les mêmes qui viennent.' }
          : { choice: 'consent' };
  }
  return {
    kind: 'consent_check',
    name: 'check',
    running: true,
    state: 'checking',
    version: 2,
    phase: revealed ? 'revealed' : 'open',
    answered,
    total: n,
    concerns_allowed: true,
    ...(revealed
      ? { answers, tally: { consent: n - 2 - objections, concern: 2, objection: objections } }
      : { missing: { not_answered: n - answered } }),
  };
}

const adopt = {
  exits: {
    adopt: { target: 'adoption', allowed: true, law: false },
    check_again: { target: 'checking', allowed: true, law: false },
    postpone: { target: 'postponing', allowed: true, law: false },
  },
};

export const moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
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
    return {
      room: base(n, 'reactions', { a5: view }),
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
  blind: (n) => ({
    room: base(n, 'keep', {
      a5: {
        kind: 'collect',
        name: 'kept',
        running: true,
        state: 'harvest',
        visibility: 'blind',
        input: 'text',
        phase: 'open',
        per_seat: 2,
        length_max: 280,
        finished: 4,
        total: n,
        missing: { still_writing: n - 4 },
      },
    }),
    own: { activities: { a5: { items: { i4: { text: 'Des petits pas, mais datés.' } }, finished: false } } },
  }),
  blind_done: (n) => ({
    room: base(n, 'keep', {
      a5: {
        kind: 'collect',
        name: 'kept',
        running: true,
        state: 'harvest',
        visibility: 'blind',
        input: 'text',
        phase: 'open',
        per_seat: 2,
        length_max: 280,
        finished: n - 3,
        total: n,
        missing: { still_writing: 3 },
      },
    }),
    own: { activities: { a5: { items: { i4: { text: 'Des petits pas, mais datés.' } }, finished: true } } },
  }),
  revealed: (n) => ({
    room: base(n, 'keep', {
      a5: {
        kind: 'collect',
        name: 'kept',
        running: true,
        state: 'harvest',
        visibility: 'blind',
        input: 'text',
        phase: 'revealed',
        per_seat: 2,
        finished: n,
        total: n,
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
    room: base(n, 'keep', {
      a5: {
        kind: 'collect',
        name: 'kept',
        running: true,
        state: 'harvest',
        visibility: 'blind',
        input: 'text',
        phase: 'open',
        per_seat: 2,
        finished: 4,
        total: n,
      },
    }),
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
