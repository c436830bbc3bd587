// SPDX-License-Identifier: AGPL-3.0-or-later
// The room's seats as the ring draws them.
import type { SeatId } from '../protocol/view';
import { type Room, rowsOf } from '../room/room';
import type { RingSeat, SeatMark } from '../ui/ring';

/** Everybody who has not left, with the mark that `markOf` gives to those who are counted. */
export function circle(room: Room, markOf: (seat: SeatId) => SeatMark = () => 'idle'): readonly RingSeat[] {
  return rowsOf(room.seats.value)
    .filter(([, seat]) => seat.attendance !== 'left')
    .map(([id, seat]) => ({
      id,
      name: seat.name,
      mark: seat.attendance === 'counted' ? markOf(id) : 'off',
    }));
}

export function total(room: Room): number {
  return room.room.value?.seat_count ?? rowsOf(room.seats.value).length;
}
