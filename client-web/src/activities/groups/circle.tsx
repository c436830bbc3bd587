// SPDX-License-Identifier: AGPL-3.0-or-later
// A few seats round a table, all alike, as a small circle.
import { names } from '../../i18n/t';
import type { SeatId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Ring } from '../../ui/ring';

interface SmallCircleProps {
  readonly seats: readonly SeatId[];
  readonly me?: SeatId | undefined;
  readonly lit?: boolean;
}

export function SmallCircle({ seats, me, lit = false }: SmallCircleProps) {
  const room = useRoom();
  return (
    <Ring
      small
      seats={seats.map((id) => ({ id, name: room.name(id), mark: lit ? 'done' : 'idle' }))}
      me={me}
      total={seats.length}
      label={names(
        seats.map((seat) => room.name(seat)),
        8,
      )}
    />
  );
}
