// SPDX-License-Identifier: AGPL-3.0-or-later
// The people: seats, who is awaited, who holds what; what can be done for each, behind one tap.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Seat, SeatId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { roleName } from '../../room/sentences';
import { AddSeat } from '../phone/add_seat';
import { Help } from './next_step';

export function People() {
  const room = useRoom();
  const [open, setOpen] = useState<SeatId>();
  const layer = room.room.value;
  const seats = rowsOf(room.seats.value).filter(([, seat]) => seat.attendance !== 'left');
  const { here } = room.presence.value;
  return (
    <section>
      <h2>{t('where.people', { n: layer?.seat_count ?? seats.length })}</h2>
      {here > 0 && <p class="help">{t('people.here', { n: here })}</p>}
      <ul class="people">
        {seats.map(([id, seat]) => (
          <li key={id}>
            <button
              type="button"
              class="person"
              aria-expanded={open === id}
              onClick={() => setOpen(open === id ? undefined : id)}
            >
              <span class="act">{seat.name}</span>
              <span class="hint">
                <SeatWords id={id} seat={seat} />
              </span>
            </button>
            {open === id && <Help seat={id} />}
          </li>
        ))}
      </ul>
      <AddSeat />
    </section>
  );
}

function SeatWords({ id, seat }: { id: SeatId; seat: Seat }) {
  const room = useRoom();
  const roles = Object.entries(room.room.value?.roles ?? {}).filter(([, holder]) => holder === id);
  const words = [
    ...roles.map(([role]) => roleName(room, role)),
    ...(seat.attendance === 'counted' ? [] : [t(`attendance.${seat.attendance}`)]),
    ...(room.presence.value.awaited.includes(id) ? [t('people.awaited')] : []),
    ...(seat.device === false
      ? [seat.voice ? t('people.voice', { name: room.name(seat.voice) }) : t('people.no_device')]
      : []),
    ...(seat.place === 'remote' ? [t('place.remote')] : []),
    ...(seat.late ? [t('people.late')] : []),
  ];
  return <>{words.join(' · ')}</>;
}
