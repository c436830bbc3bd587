// SPDX-License-Identifier: AGPL-3.0-or-later
// Who sits with whom, at the desk: a person moves to another group by two taps.
import { useState } from 'preact/hooks';
import { names, t } from '../../i18n/t';
import type { Groups } from '../../protocol/gathering';
import type { ActivityId, SeatId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';

export function MoveSeats({ id, view }: { id: ActivityId; view: Groups }) {
  const room = useRoom();
  const [moving, setMoving] = useState<SeatId>();
  const groups = rowsOf(view.groups);
  const called = (seats: readonly SeatId[] | undefined) =>
    names(
      (seats ?? []).map((seat) => room.name(seat)),
      7,
    );
  if (groups.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t('desk.groups')}</summary>
      {moving === undefined ? (
        <ul class="cards">
          {groups.map(([group, row]) => (
            <li key={group} class="row">
              {(row.seats ?? []).map((seat) => (
                <Button key={seat} look="quiet" onPress={() => setMoving(seat)}>
                  {room.name(seat)}
                </Button>
              ))}
            </li>
          ))}
        </ul>
      ) : (
        <fieldset class="choices">
          <legend>
            {t('desk.move_seat', { name: room.name(moving) })} · {t('desk.move_to')}
          </legend>
          {groups
            .filter(([, row]) => !row.seats?.includes(moving))
            .map(([group, row]) => (
              <Button
                key={group}
                look="choice"
                onPress={() => {
                  room.submitMyself({ type: 'move', seat: moving, to: group }, { on: id });
                  setMoving(undefined);
                }}
              >
                {called(row.seats)}
              </Button>
            ))}
          <Button look="quiet" onPress={() => setMoving(undefined)}>
            {t('cancel')}
          </Button>
        </fieldset>
      )}
    </details>
  );
}
