// SPDX-License-Identifier: AGPL-3.0-or-later
// The moments of being together: groups, silence, joy, an agenda, roles that turn, the sense of the meeting.
import type { Agenda, Celebrate, Groups } from '../protocol/gathering';
import type { Activity, ConsentCheck } from '../protocol/view';
import { base, check, type Fixture, now, roles, round } from './fixture_parts';

function groupsOf(n: number, size: number, heard: number, more: Partial<Groups> = {}): Groups {
  const seats = Array.from({ length: n }, (_, index) => `s${index + 1}`);
  const count = Math.max(1, Math.floor(n / size));
  // Whoever mates in the fixture is not the neighbour by number: chance made the groups.
  const within = (group: number) => seats.filter((_, index) => index % count === group);
  const rows = Array.from({ length: Math.min(count, 64) }, (_, group): [string, object] => [
    `g${group + 1}`,
    { seats: within(group), shared: group < heard ? 1 : 0, passed: false },
  ]);
  const said = [
    'Commencer petit, mais commencer.',
    'Que personne ne tienne l’accueil sans relève.',
    'Demander au marché.',
  ];
  const items = Array.from({ length: Math.min(heard, said.length) }, (_, index): [string, object] => [
    `i${index + 1}`,
    { text: said[index], group: `g${index + 1}`, by: `s${index + 1}` },
  ]);
  return {
    kind: 'groups',
    name: 'fours',
    running: true,
    state: 'fours',
    size,
    share: true,
    count,
    total: n,
    shared: heard,
    groups: Object.fromEntries(rows) as NonNullable<Groups['groups']>,
    items: Object.fromEntries(items) as NonNullable<Groups['items']>,
    missing: { groups_not_heard: count - heard },
    ...more,
  };
}

function agendaOf(taken: boolean): Agenda {
  return {
    kind: 'agenda',
    name: 'agenda',
    running: true,
    state: 'agenda',
    left: taken ? 2 : 3,
    ...(taken ? { taken_up: 'i2' } : {}),
    items: {
      i1: { text: 'Le budget de la fête', by: 's1', minutes: 15, phase: 'done', place: 1 },
      i2: {
        text: 'Ouvrir l’atelier le samedi',
        by: 's6',
        minutes: 30,
        phase: taken ? 'taken_up' : 'waiting',
        place: 2,
      },
      i3: {
        text: 'Qui tient la caisse en août, quand presque tout le monde est en vacances ?',
        by: 's2',
        phase: 'waiting',
        place: 3,
      },
      i4: { text: 'Nouvelles des voisins', by: 's4', minutes: 5, phase: 'waiting', place: 4 },
      i5: { text: 'La toiture', by: 's8', phase: 'put_off', place: 5 },
    },
  };
}

const joy = (n: number, joined: number): Celebrate => ({
  kind: 'celebrate',
  name: 'joy',
  of: 'text',
  running: true,
  state: 'joy',
  joined,
  seats: Object.fromEntries(Array.from({ length: Math.min(n, joined) }, (_, index) => [`s${index + 1}`, {}])),
  thanks: {
    t1: { by: 's2', to: 's3', text: 'Tu as tenu le fil jusqu’au bout.' },
    t2: { by: 's9', to: 's6' },
    t3: { by: 's4', to: 's1', text: 'Merci d’avoir dit ton objection.' },
  },
});

const still = (left_s: number, over = false): Activity => ({
  kind: 'silence',
  name: 'still',
  running: true,
  state: 'still',
  s: 120,
  started_at: now - (120 - left_s) * 1000,
  ...(over ? { over: true, settled: true, outcome: 'over' } : { until: now + left_s * 1000 }),
});

const uncounted = ({
  answered: _a,
  total: _t,
  tally: _y,
  missing: _m,
  answers: _w,
  ...rest
}: ConsentCheck): Activity => ({
  ...rest,
  counts: false,
  all_answered: rest.phase === 'revealed',
  outcome: 'consent',
  ...(rest.phase === 'revealed'
    ? { words: { i1: { text: 'Je crains que ce soient toujours les mêmes qui viennent.' } } }
    : {}),
});

export const together_moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
  pairs: (n) => ({ room: base(n, 'pairs', { a5: groupsOf(n, 2, 0, { share: false, missing: {} }) }) }),
  groups: (n) => ({ room: base(n, 'fours', { a5: groupsOf(n, 4, 0) }) }),
  groups_heard: (n) => ({ room: base(n, 'fours', { a5: groupsOf(n, 4, 3, { missing: {} }) }) }),
  groups_out: (n) => ({
    room: base(n, 'fours', {
      a5: groupsOf(n, 4, 1, {
        groups: { g1: { seats: ['s1', 's2', 's3'], shared: 1 }, g2: { seats: ['s4', 's5'] } },
      }),
    }),
  }),
  silence: (n) => ({
    room: base(
      n,
      'still',
      { a5: still(80) },
      { timer: { deadline: now + 80_000, started_at: now - 40_000, length: 120_000 } },
    ),
  }),
  silence_over: (n) => ({ room: base(n, 'still', { a5: still(0, true) }) }),
  celebrate: (n) => ({ room: base(n, 'joy', { a5: joy(n, 5) }) }),
  celebrate_joined: (n) => ({
    room: base(n, 'joy', { a5: joy(n, 9) }),
    own: { activities: { a5: { joined: true } } },
  }),
  agenda: (n) => ({ room: base(n, 'agenda', { a5: agendaOf(false) }) }),
  agenda_taken: (n) => ({ room: base(n, 'agenda', { a5: agendaOf(true) }) }),
  agenda_beside: (n) => {
    const { view, own } = round(n, 4, 6);
    return { room: base(n, 'reactions', { a4: agendaOf(true), a5: view }), own };
  },
  agenda_empty: (n) => ({
    room: base(n, 'agenda', { a5: { ...agendaOf(false), items: {}, left: 0, missing: { no_point: 1 } } }),
  }),
  practice: (n, mine) => {
    const { view, own } = round(n, 6, mine === 's6' ? 6 : 4);
    return { room: base(n, 'reactions', { a5: view }, { practice: true }), own };
  },
  rotation: (n) => ({
    room: base(n, 'roles', {
      a9: {
        ...roles,
        name: 'turning',
        always: false,
        rotation: ['facilitator', 'timekeeper', 'scribe'],
        held: { s3: 2, s4: 1, s6: 1 },
        roles: { ...roles.roles, facilitator: { holder: 's3', rotating: true } },
      },
    }),
  }),
  sense: (n) => ({
    room: base(n, 'check', { a5: uncounted(check(n, 5) as ConsentCheck) }),
    own: { activities: { a5: { choice: 'consent' } } },
  }),
  sense_revealed: (n) => ({
    room: base(n, 'concerns', { a5: uncounted(check(n, n, true) as ConsentCheck) }),
    own: { activities: { a5: { choice: 'consent' } } },
  }),
};
