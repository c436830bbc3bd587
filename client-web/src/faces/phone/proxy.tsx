// SPDX-License-Identifier: AGPL-3.0-or-later
// « Je parle pour Awa »: a band with its own colour and words, as long as this phone speaks for another seat.
import { t } from '../../i18n/t';
import type { SeatId } from '../../protocol/view';
import { type Room, rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';

/** For whom this phone may enter: seats it brought here, and any seat for the scribe and whoever facilitates. */
export function mayEnterFor(room: Room): readonly SeatId[] {
  const me = room.me.value;
  const any = room.holds('scribe', me) || room.facilitates.value;
  return rowsOf(room.seats.value)
    .filter(([id, seat]) => id !== me && seat.attendance !== 'left')
    .filter(([, seat]) => any || (seat.device === false && seat.voice === me))
    .map(([id]) => id);
}

export function speakFor(room: Room, seat: SeatId | undefined): void {
  room.speaking_for.value = seat;
}

export function ProxyBand() {
  const room = useRoom();
  const other = room.speaking_for.value;
  if (other === undefined) return null;
  return (
    <div class="proxy" role="status">
      <p>{t('proxy.now', { name: room.name(other) })}</p>
      <Button look="quiet" onPress={() => speakFor(room, undefined)}>
        {t('proxy.end')}
      </Button>
    </div>
  );
}
