// SPDX-License-Identifier: AGPL-3.0-or-later
// The moments of ideas: given, built upon, sorted, weighed, carried.
import type { Score, Sort } from '../protocol/gathering';
import type { Activity, Collect, CollectItem } from '../protocol/view';
import { base, type Fixture } from './fixture_parts';

const ideas = [
  'Prévenir les voisins avant d’ouvrir',
  'Ouvrir un samedi sur deux pour commencer',
  'Une caisse à prix libre à l’entrée',
  'Tenir à deux, toujours',
  'Prêter les outils le week-end contre une caution en heures, pas en argent',
  'Un atelier pour les enfants',
  'Faire connaître l’atelier au marché, avec un établi et du café',
  'Garder le dimanche pour se reposer',
  'Un carnet de ce qui casse',
  'Inviter le lycée professionnel',
  'Une clé chez la boulangère',
  'Des soirées où l’on répare ensemble ce que chacun apporte',
];
export const idea = (index: number) =>
  index < ideas.length ? (ideas[index] ?? '') : `${ideas[(index * 7) % ideas.length]} (${index + 1})`;

const builds: readonly (readonly [string, readonly string[]])[] = [
  ['leur laisser un numéro à appeler', ['i1']],
  ['demander aux voisins de tenir la caisse', ['i1', 'i3']],
  ['le dire au marché du samedi, et à la sortie de l’école', ['i2', 'i7']],
  ['l’imprimer sur un papier que l’on emporte, et l’afficher aussi à la mairie', ['i13']],
];

export function itemsOf(
  n: number,
  seats: number,
  more: Partial<CollectItem> = {},
): Record<string, CollectItem> {
  return Object.fromEntries(
    Array.from({ length: n }, (_, index) => [
      `i${index + 1}`,
      { text: idea(index), by: `s${(index % seats) + 1}`, ...more },
    ]),
  );
}

function built(seats: number): Record<string, CollectItem> {
  const added = builds.map(([text, on], index): [string, CollectItem] => [
    `i${13 + index}`,
    { text, on, by: `s${(index % seats) + 1}` },
  ]);
  return { ...itemsOf(12, seats), ...Object.fromEntries(added) };
}

export function ideasView(
  n: number,
  items: Record<string, CollectItem>,
  more: Partial<Collect> = {},
): Collect {
  return {
    kind: 'collect',
    name: 'ideas',
    running: true,
    state: 'harvest',
    visibility: 'blind',
    input: 'text',
    phase: 'revealed',
    per_seat: 4,
    length_max: 280,
    finished: n,
    total: n,
    count: Object.keys(items).length,
    items,
    settled: true,
    ...more,
  };
}

const ended = (n: number, items: Record<string, CollectItem>): Activity =>
  ideasView(n, items, { running: false });

/** So many of the cards lie in groups. */
function sortOf(placed: number, more: Partial<Sort> = {}): Sort {
  const names = ['Ouvrir plus', 'Tenir ensemble', undefined, 'Faire venir du monde'];
  const groups = Object.fromEntries(
    names.map((name, index) => [`g${index + 1}`, { ...(name ? { name } : {}), n: 3, by: 's2' }]),
  );
  const order = ['g1', 'g1', 'g3', 'g2', 'g2', 'g4', 'g4', 'g1', 'g2', 'g4', 'g3', 'g4'];
  const cards = Object.fromEntries(
    Array.from({ length: placed }, (_, index) => [
      `i${index + 1}`,
      { groups: index === 6 ? ['g4', 'g1'] : [order[index % order.length] ?? 'g1'] },
    ]),
  );
  return {
    kind: 'sort',
    name: 'sorting',
    of: 'ideas',
    running: true,
    state: 'sorting',
    calm: false,
    ungrouped: 12 - placed,
    groups,
    cards,
    groups_max: 64,
    missing: { still_moving: 1, groups_unnamed: 1, ungrouped: 12 - placed },
    ...more,
  };
}

const many_names = [
  'Ouvrir plus',
  'Tenir ensemble',
  'Faire venir du monde',
  'Apprendre les uns des autres',
  'Les outils et leur entretien',
  'Avec l’école',
  'L’argent',
  'Se reposer',
  'Plus tard',
];

/** A large circle sorts: all but a few of the cards lie in nine groups of very different size. */
function sortMany(n: number): Sort {
  const size = many_names.map((_, index) => Math.max(1, Math.round(n / (3 * (index + 1)))));
  const bounds = size.map((_, index) => size.slice(0, index + 1).reduce((sum, one) => sum + one, 0));
  const groupOf = (card: number) => bounds.findIndex((bound) => card < bound);
  const cards = Array.from({ length: n }, (_, card) => [card, groupOf(card)] as const).filter(
    ([, group]) => group >= 0,
  );
  const inGroup = (group: number) => cards.filter(([, of]) => of === group).length;
  return sortOf(0, {
    groups: Object.fromEntries(
      many_names.map((name, index) => [`g${index + 1}`, { name, n: inGroup(index), by: 's2' }]),
    ),
    cards: Object.fromEntries(cards.map(([card, group]) => [`i${card + 1}`, { groups: [`g${group + 1}`] }])),
    ungrouped: n - cards.length,
    missing: n > cards.length ? { ungrouped: n - cards.length } : {},
  });
}

const options = ['i1', 'i2', 'i4', 'i5', 'passive'];

function scoreOf(n: number, more: Partial<Score> = {}): Score {
  return {
    kind: 'score',
    name: 'weighing',
    of: 'ideas',
    running: true,
    state: 'weighing',
    min: 0,
    max: 10,
    passive: true,
    loud_at: 8,
    version: 3,
    options,
    phase: 'open',
    finished: 4,
    total: n,
    missing: { not_scored: n - 4 },
    ...more,
  };
}

const results = (n: number): Score['results'] => ({
  i1: {
    total: 2 * n,
    min: 0,
    max: 8,
    acceptance: 80,
    loud: 1,
    rank: 2,
    histogram: [5, 2, 1, 1, 1, 0, 1, 0, 1, 0, 0],
  },
  i2: {
    total: n,
    min: 0,
    max: 4,
    acceptance: 90,
    loud: 0,
    rank: 1,
    histogram: [6, 3, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  },
  i4: {
    total: 4 * n,
    min: 1,
    max: 9,
    acceptance: 60,
    loud: 2,
    rank: 3,
    histogram: [0, 2, 2, 2, 1, 2, 1, 0, 1, 1, 0],
  },
  i5: {
    total: 7 * n,
    min: 2,
    max: 10,
    acceptance: 30,
    loud: 6,
    rank: 5,
    histogram: [0, 0, 1, 0, 1, 2, 1, 1, 3, 2, 1],
  },
  passive: {
    total: 6 * n,
    min: 2,
    max: 10,
    acceptance: 40,
    loud: 3,
    rank: 4,
    histogram: [0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 1],
  },
});

const revealedScore = (n: number, more: Partial<Score> = {}): Score =>
  scoreOf(n, {
    phase: 'revealed',
    finished: n,
    scored: n,
    settled: true,
    outcome: 'clear',
    missing: {},
    results: results(n) ?? {},
    ranking: ['i2', 'i1', 'i4', 'passive', 'i5'],
    ...more,
  });

/** The first two weigh the same. */
const level = (n: number): NonNullable<Score['results']> => {
  const all = results(n) ?? {};
  const { i2 } = all;
  return i2 ? { ...all, i1: i2 } : all;
};

const dots = { dots: 5, min: 0, max: 5, passive: false, options: ['i1', 'i2', 'i4', 'i5'] } as const;

export const idea_moments: Readonly<Record<string, (n: number, mine: string) => Fixture>> = {
  builds: (n) => ({
    room: base(n, 'ideas', { a5: ideasView(n, built(n), { builds: true, settled: false }) }),
    own: {
      activities: { a5: { items: { i13: { text: builds[0]?.[0] ?? '', on: ['i1'] } }, finished: true } },
    },
  }),
  ideas_few: (n) => ({ room: base(n, 'ideas', { a5: ideasView(n, itemsOf(4, n)) }) }),
  ideas_some: (n) => ({ room: base(n, 'ideas', { a5: ideasView(n, itemsOf(42, n)) }) }),
  ideas_many: (n) => ({ room: base(n, 'ideas', { a5: ideasView(n, itemsOf(2000, n)) }) }),
  about: (n) => ({
    room: base(n, 'ideas', {
      a4: ended(n, itemsOf(12, n)),
      a5: {
        ...ideasView(n, {}, { name: 'reactions', from: 'ideas', phase: 'open', finished: 3, settled: false }),
        tags: ['like', 'wish', 'question'],
        missing: { still_writing: n - 3, too_few_items: 2 },
      },
    }),
    own: { activities: { a5: { items: {}, finished: false } } },
  }),
  authors: (n) => ({
    room: base(n, 'ideas', {
      a4: ended(n, itemsOf(3, n)),
      a5: ideasView(
        n,
        {},
        {
          name: 'takeaway',
          from: 'ideas',
          only_authors: true,
          phase: 'open',
          finished: 1,
          total: 3,
          settled: false,
        },
      ),
    }),
    own: { activities: { a5: { items: {}, finished: false } } },
  }),
  sort: (n) => ({ room: base(n, 'sorting', { a4: ended(n, built(n)), a5: sortOf(8) }) }),
  sort_many: (n) => ({
    room: base(n, 'sorting', { a4: ended(n, itemsOf(8 * n, n)), a5: sortMany(8 * n) }),
  }),
  sort_begins: (n) => ({
    room: base(n, 'sorting', { a4: ended(n, itemsOf(12, n)), a5: sortOf(0, { groups: {}, cards: {} }) }),
  }),
  sorted: (n) => ({
    room: base(n, 'sorting', {
      a4: ended(n, itemsOf(12, n)),
      a5: sortOf(12, { calm: true, ungrouped: 0, missing: { groups_unnamed: 1 } }),
    }),
  }),
  score: (n) => ({
    room: base(n, 'weighing', { a4: ended(n, itemsOf(12, n)), a5: scoreOf(n) }),
    own: { activities: { a5: { scores: { i1: { value: 2 } }, finished: false } } },
  }),
  score_review: (n) => ({
    room: base(n, 'weighing', { a4: ended(n, itemsOf(12, n)), a5: scoreOf(n) }),
    own: {
      activities: {
        a5: {
          scores: Object.fromEntries(
            options.map((option, index) => [option, { value: [2, 0, 5, 8, 10][index] ?? 0 }]),
          ),
          finished: false,
        },
      },
    },
  }),
  score_done: (n) => ({
    room: base(n, 'weighing', {
      a4: ended(n, itemsOf(12, n)),
      a5: scoreOf(n, { finished: n - 3, missing: { not_scored: 3 } }),
    }),
    own: { activities: { a5: { finished: true, scores: {} } } },
  }),
  score_revealed: (n) => ({
    room: base(n, 'weighing', { a4: ended(n, itemsOf(12, n)), a5: revealedScore(n) }),
    own: { activities: { a5: { finished: true, scores: { i1: { value: 2 }, i2: { value: 0 } } } } },
  }),
  score_tie: (n) => ({
    room: base(n, 'weighing', {
      a4: ended(n, itemsOf(12, n)),
      a5: revealedScore(n, { outcome: 'tie', tie: ['i1', 'i2'], results: level(n) }),
    }),
  }),
  score_dots: (n) => ({
    room: base(n, 'weighing', { a4: ended(n, itemsOf(12, n)), a5: scoreOf(n, dots) }),
    own: { activities: { a5: { scores: { i2: { value: 2 }, i5: { value: 1 } }, left: 2, finished: false } } },
  }),
  score_dots_revealed: (n) => ({
    room: base(n, 'weighing', {
      a4: ended(n, itemsOf(12, n)),
      a5: revealedScore(n, {
        ...dots,
        results: {
          i1: { total: 7, rank: 3 },
          i2: { total: 21, rank: 1 },
          i4: { total: 19, rank: 2 },
          i5: { total: 2, rank: 4 },
        },
        ranking: ['i2', 'i4', 'i1', 'i5'],
      }),
    }),
  }),
  carried: (n, mine) => ({
    room: base(n, 'commitments', {
      a4: ended(n, itemsOf(6, n)),
      a7: {
        kind: 'commitments',
        name: 'bearers',
        running: true,
        state: 'commitments',
        of: 'ideas',
        count: 2,
        items: {
          i1: {
            what: 'Je passe chez chacun',
            seat: 's2',
            by: 's2',
            by_when: '2026-10-03',
            state: 'accepted',
            item: 'i1',
          },
          i2: { what: 'Faire le planning', seat: mine, by: 's4', state: 'asked', item: 'i4' },
        },
      },
    }),
  }),
};
