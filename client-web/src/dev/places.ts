// SPDX-License-Identifier: AGPL-3.0-or-later
// In which method, and where in it, a moment happens: its own words, its map, its ways on.
import type { ScenarioTexts, Scenario as Told } from '../protocol/http';
import type { Exit, RoomLayer } from '../protocol/view';
import { places, targets } from '../room/path';

const usual = 'consent_decision';

const where: Readonly<Record<string, readonly [scenario: string, state: string]>> = {
  builds: ['brainstorm', 'building'],
  ideas_few: ['brainstorm', 'wall'],
  ideas_some: ['brainstorm', 'wall'],
  ideas_many: ['brainstorm', 'wall'],
  sort_begins: ['brainstorm', 'grouping'],
  sort: ['brainstorm', 'grouping'],
  sort_many: ['brainstorm', 'grouping'],
  sorted: ['brainstorm', 'naming'],
  score_dots: ['brainstorm', 'dots'],
  score_dots_revealed: ['brainstorm', 'drawn'],
  carried: ['brainstorm', 'carrying'],
  score: ['decide_without_voting', 'rating'],
  score_review: ['decide_without_voting', 'rating'],
  score_done: ['decide_without_voting', 'rating'],
  score_revealed: ['decide_without_voting', 'listening'],
  score_tie: ['decide_without_voting', 'tied'],
  silence: ['decide_without_voting', 'stillness'],
  silence_over: ['decide_without_voting', 'stillness'],
  sense: ['decide_without_voting', 'approve'],
  sense_revealed: ['decide_without_voting', 'united'],
  celebrate: ['decide_without_voting', 'adoption'],
  celebrate_joined: ['decide_without_voting', 'adoption'],
  about: ['enrich_projects', 'ideas'],
  authors: ['enrich_projects', 'takeaway'],
  pairs: ['one_two_four_all', 'pairs'],
  groups: ['one_two_four_all', 'fours'],
  groups_heard: ['one_two_four_all', 'all'],
  groups_out: ['one_two_four_all', 'fours'],
  agenda: ['rotating_leadership', 'points'],
  agenda_empty: ['rotating_leadership', 'points'],
  agenda_taken: ['rotating_leadership', 'choosing'],
  agenda_beside: ['rotating_leadership', 'circle'],
  rotation: ['rotating_leadership', 'sharing'],
};

type File = Told['scenario'];
const files = import.meta.glob<File>('../../../scenarios/*/scenario.json', {
  eager: true,
  import: 'default',
});
const words = import.meta.glob<ScenarioTexts>('../../../scenarios/*/texts.*.json', {
  eager: true,
  import: 'default',
});
const fileOf = (scenario: string) => files[`../../../scenarios/${scenario}/scenario.json`] ?? {};

function wordsOf(scenario: string, language: string): ScenarioTexts {
  const own = words[`../../../scenarios/${scenario}/texts.${language}.json`];
  const shared = words[`../../../scenarios/palabre/texts.${language}.json`];
  return { ...own, states: { ...shared?.states, ...own?.states } } as ScenarioTexts;
}

export function scenarioOf(moment: string): Told {
  const scenario = where[moment]?.[0] ?? usual;
  const texts = { fr: wordsOf(scenario, 'fr'), en: wordsOf(scenario, 'en') };
  return { scenario: fileOf(scenario), texts } as Told;
}

/** The cards that founding offers: every method, with its own words. */
export function every(): readonly object[] {
  return Object.entries(files).map(([path, file]) => ({
    ...file,
    texts: {
      fr: words[path.replace('scenario.json', 'texts.fr.json')],
      en: words[path.replace('scenario.json', 'texts.en.json')],
    },
  }));
}

/** The moment where it belongs: its state, and the ways out of it, open once nothing is missing. */
export function placed(moment: string, layer: RoomLayer): RoomLayer {
  const found = where[moment];
  const place = found && places(fileOf(found[0]).states).find(({ key }) => key === found[1]);
  if (!found || !place || !layer.state) return layer;
  const missing = Object.values(layer.activities ?? {})
    .flatMap((view) => (view.running === false ? [] : Object.entries(view.missing ?? {})))
    .find(([, count]) => Number(count) > 0);
  const why = missing && {
    guard: 'nothing_missing',
    code: missing[0],
    params: { count: Number(missing[1]) },
  };
  const exits = Object.entries(place.state.on ?? {}).map(([event, way]): [string, Exit] => {
    const closed = event === 'advance' && why;
    const target = targets(way)[0] ?? '';
    return [event, { target, law: true, allowed: !closed, ...(closed ? { missing: why } : {}) }];
  });
  return {
    ...layer,
    scenario: found[0],
    state: { ...layer.state, key: found[1], path: [found[1]], texts: place.state.meta?.text ?? found[1] },
    step: { ...layer.step, exits: Object.fromEntries(exits) },
  };
}
