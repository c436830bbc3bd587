// SPDX-License-Identifier: AGPL-3.0-or-later
// The ideas, groups or options that another activity is about, with their words.
import { t } from '../i18n/t';
import type { ItemId } from '../protocol/view';
import { activitiesOf, type Named, type Room, rowsOf } from '../room/room';
import { choiceName } from '../room/sentences';
import { worded } from './collect/worded';

/** What there is to choose when nothing is changed. */
export const passive = 'passive';

/** An activity by the name that the scenario gives it; the latest of that name. */
export function activityNamed(room: Room, name: string | undefined): Named | undefined {
  if (name === undefined) return undefined;
  return activitiesOf(room.room.value)
    .filter(([id, activity]) => activity.name === name || id === name)
    .at(-1);
}

export interface Idea {
  readonly id: ItemId;
  readonly words: string;
  /** What it builds on, oldest first. */
  readonly on: readonly ItemId[];
}

/** What another activity holds, as cards: a collect's ideas, a sort's groups, an agenda's points. */
export function ideasOf(room: Room, of: string | undefined): readonly Idea[] {
  const view = activityNamed(room, of)?.[1];
  switch (view?.kind) {
    case 'collect':
      return rowsOf(view.items)
        .filter(([, item]) => !item.hidden)
        .map(([id, item]) => ({ id, words: worded(room, item), on: item.on ?? [] }));
    case 'sort':
      return rowsOf(view.groups).map(([id, group]) => ({
        id,
        words: group.name ?? firstWords(room, view.of, id, view.cards),
        on: [],
      }));
    case 'agenda':
    case 'groups':
      return rowsOf<{ readonly text: string }>(view.items).map(([id, { text }]) => ({
        id,
        words: text,
        on: [],
      }));
    default:
      return [];
  }
}

/** A group without a name is known by its first card. */
function firstWords(
  room: Room,
  of: string | undefined,
  group: string,
  cards: Readonly<Record<string, { readonly groups?: readonly string[] }>> | undefined,
): string {
  const first = rowsOf(cards).find(([, card]) => card.groups?.includes(group))?.[0];
  return ideasOf(room, of).find((idea) => idea.id === first)?.words ?? t('now.unnamed');
}

/** The words of one of them. */
export function wordsOf(room: Room, of: string | undefined, id: ItemId): string {
  if (id === passive) return choiceName(room, passive);
  return ideasOf(room, of).find((idea) => idea.id === id)?.words ?? '…';
}

/** All of them by their ids: for lists, where one look-up each would be many. */
export function wordsBy(room: Room, of: string | undefined): (id: ItemId) => string {
  const words = new Map(ideasOf(room, of).map((idea) => [idea.id, idea.words]));
  return (id) => (id === passive ? choiceName(room, passive) : (words.get(id) ?? '…'));
}
