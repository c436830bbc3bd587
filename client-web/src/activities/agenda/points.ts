// SPDX-License-Identifier: AGPL-3.0-or-later
// The points of an agenda in their order.
import type { Agenda, AgendaPoint } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { latest, type Room, rowsOf } from '../../room/room';

export type Point = readonly [ItemId, AgendaPoint];

export function pointsOf(view: Agenda): readonly Point[] {
  return [...rowsOf(view.items)].sort(([, a], [, b]) => (a.place ?? 0) - (b.place ?? 0));
}

export function takenUp(view: Agenda): Point | undefined {
  const points = pointsOf(view);
  return (
    points.find(([id]) => id === view.taken_up) ?? points.find(([, point]) => point.phase === 'taken_up')
  );
}

/** The point that the palabre is at, wherever it treats it. */
export function pointInHand(room: Room): AgendaPoint | undefined {
  const found = latest(room.room.value, 'agenda');
  return found && found[1].running !== false ? takenUp(found[1])?.[1] : undefined;
}
