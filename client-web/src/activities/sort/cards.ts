// SPDX-License-Identifier: AGPL-3.0-or-later
// The cards of a sort: which ideas there are, and in which groups each lies.
import { t } from '../../i18n/t';
import type { Sort } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { type Room, rowsOf } from '../../room/room';
import { type Idea, ideasOf } from '../ideas';

/** A card shown in so many groups fits nowhere: it is not copied any further. */
export const copies_max = 3;

export interface Card extends Idea {
  readonly groups: readonly string[];
  /** What was said on it: « oui, et… »; it travels along. */
  readonly builds: readonly Idea[];
}

export interface SortGroup {
  readonly id: string;
  readonly name: string | undefined;
  readonly cards: readonly Card[];
}

export interface Sorted {
  readonly groups: readonly SortGroup[];
  readonly loose: readonly Card[];
}

export function sorted(room: Room, view: Sort): Sorted {
  const ideas = ideasOf(room, view.of);
  const builds = new Map<ItemId, Idea[]>();
  const known = new Set(ideas.map((idea) => idea.id));
  const roots = ideas.filter((idea) => !idea.on.some((id) => known.has(id)));
  for (const idea of ideas) for (const id of idea.on) builds.set(id, [...(builds.get(id) ?? []), idea]);
  const cards = roots.map(
    (idea): Card => ({
      ...idea,
      groups: view.cards?.[idea.id]?.groups ?? [],
      builds: builds.get(idea.id) ?? [],
    }),
  );
  const within = new Map<string, Card[]>();
  for (const card of cards)
    for (const group of card.groups) within.set(group, [...(within.get(group) ?? []), card]);
  return {
    groups: rowsOf(view.groups).map(([id, row]) => ({ id, name: row.name, cards: within.get(id) ?? [] })),
    loose: cards.filter((card) => card.groups.length === 0),
  };
}

/** A group by its name, or as the one with no name yet. */
export function groupName(group: SortGroup): string {
  return group.name ?? t('sort.unnamed');
}
