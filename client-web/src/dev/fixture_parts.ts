// SPDX-License-Identifier: AGPL-3.0-or-later
// Hand-written views, one for each moment that a face must show. They follow SPEC.md §4 and §6.
import type { Activity, Collect, OwnLayer, Queue, Roles, RoomLayer, Seat } from '../protocol/view';

export const first = [
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
  readonly notice?: 'saving';
  /** Whoever looks came late, or holds seats of others. */
  readonly late?: boolean;
  readonly holds?: readonly string[];
}

export function seatsOf(n: number, names: 'long' | 'short' | 'usual' = 'usual'): Record<string, Seat> {
  const nameOf = (index: number) => {
    if (names === 'long')
      return `${first[index % first.length]}-Antoinette Bérengère de la Roche-Vineuse`.slice(0, 40);
    if (names === 'short') return 'Lu';
    const again = Math.floor(index / first.length);
    return `${first[index % first.length]}${again ? ` ${again + 1}` : ''}`;
  };
  const seats: Record<string, Seat> = {};
  for (let index = 0; index < n; index += 1) {
    seats[`s${index + 1}`] = {
      name: nameOf(index),
      place: index === 7 ? 'remote' : 'room',
      attendance: 'counted',
      device: index !== 4,
      ...(index === 4 ? { voice: 's1' } : {}),
    };
  }
  return seats;
}

export const now = Date.now();
export const queue: Queue = {
  kind: 'queue',
  name: 'queue',
  always: true,
  running: true,
  waiting: 0,
  paused: false,
};
export const roles: Roles = {
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
export const edit: Activity = {
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

export function base(
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

export function round(n: number, floor: number, mine: number): { view: Activity; own: OwnLayer } {
  const order: Record<string, { ticket: number; mark: 'spoke' | 'speaking' | 'waiting' | 'passed' }> = {};
  for (let index = 1; index <= n; index += 1) {
    order[`s${index}`] = {
      ticket: index,
      mark: index < floor ? (index === 2 ? 'passed' : 'spoke') : index === floor ? 'speaking' : 'waiting',
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
      turn_started_at: Date.now() - 20_000,
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

export function check(n: number, answered: number, revealed = false, objections = 0): Activity {
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

/** Everybody writes, and nobody sees it before the end. */
export const blind = (n: number, finished: number): Collect => ({
  kind: 'collect',
  name: 'kept',
  running: true,
  state: 'harvest',
  visibility: 'blind',
  input: 'text',
  phase: 'open',
  per_seat: 2,
  length_max: 280,
  finished,
  total: n,
  missing: { still_writing: n - finished },
});

export const adopt = {
  exits: {
    adopt: { target: 'adoption', allowed: true, law: false },
    check_again: { target: 'checking', allowed: true, law: false },
    postpone: { target: 'postponing', allowed: true, law: false },
  },
};
