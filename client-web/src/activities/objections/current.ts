// SPDX-License-Identifier: AGPL-3.0-or-later
// Which objection is being heard, and in which moment it stands.
import type { ItemId, Objection, Objections } from '../../protocol/view';
import { rowsOf } from '../../room/room';

export function currentObjection(view: Objections): readonly [ItemId, Objection] | undefined {
  const row = view.current === undefined ? undefined : view.items?.[view.current];
  return row && view.current !== undefined ? [view.current, row] : undefined;
}

/** In which moment an objection stands: being understood, being integrated, or asked again on a new text. */
export function momentOf(row: Objection): 'test' | 'integrate' | 'again' {
  if (row.asked_again) return 'again';
  return row.state === 'held' ? 'integrate' : 'test';
}

export function listOf(view: Objections): readonly (readonly [ItemId, Objection])[] {
  return rowsOf(view.items);
}
