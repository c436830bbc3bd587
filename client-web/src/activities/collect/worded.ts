// SPDX-License-Identifier: AGPL-3.0-or-later
// What an item says, whatever was asked for.
import { spaced } from '../../i18n/say';
import type { CollectItem } from '../../protocol/view';
import type { Room } from '../../room/room';
import { choiceName } from '../../room/sentences';

export function worded(room: Room, item: CollectItem): string {
  if (item.text !== undefined) return spaced(item.text);
  if (item.choice !== undefined) return choiceName(room, item.choice);
  if (item.number !== undefined) return String(item.number);
  return item.seat_chosen === undefined ? '' : room.name(item.seat_chosen);
}
