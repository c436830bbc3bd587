// SPDX-License-Identifier: AGPL-3.0-or-later
// What a group wants to do, how many they are: the methods that fit, the best first.
import type { ScenarioCard } from '../../protocol/http';

/** The closed list of `moments` that a scenario may name, in the order they are asked. */
export const moments = ['think', 'talk', 'consent', 'without_vote', 'lead', 'projects', 'many'] as const;
export type Moment = (typeof moments)[number];

export type Size = readonly [number, number];
export const sizes: readonly Size[] = [
  [2, 5],
  [6, 20],
  [21, 60],
  [61, 1000],
];

export const wheres = ['room', 'remote', 'both'] as const;
export type Where = (typeof wheres)[number];

export function fits({ seats }: ScenarioCard, size: Size | undefined): boolean {
  return !seats || !size || (seats.min <= size[1] && size[0] <= seats.max);
}

/** Only what some method here is made for is asked. */
export function offered(cards: readonly ScenarioCard[]): readonly Moment[] {
  return moments.filter((moment) => cards.some((card) => card.moments?.includes(moment)));
}

/** Those made for this moment: for so many people first, then those that name it before others. */
export function suggested(
  cards: readonly ScenarioCard[],
  moment: Moment | undefined,
  size: Size | undefined,
): readonly ScenarioCard[] {
  if (!moment) return [];
  const place = (card: ScenarioCard) => card.moments?.indexOf(moment) ?? -1;
  return cards
    .filter((card) => place(card) >= 0)
    .sort((a, b) => Number(fits(b, size)) - Number(fits(a, size)) || place(a) - place(b));
}
