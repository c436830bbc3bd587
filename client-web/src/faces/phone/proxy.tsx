// SPDX-License-Identifier: AGPL-3.0-or-later
// « Je parle pour Awa »: a band with its own colour and words, as long as this phone speaks for another seat.
import { isTurnOf } from '../../activities';
import { t } from '../../i18n/t';
import type { SeatId } from '../../protocol/view';
import { current, latest, type Room, rowsOf, useRoom } from '../../room/room';
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

/** Seats without a phone of their own that speak through this one: a neighbour's, or a tablet that goes round. */
export function seatsHere(room: Room): readonly SeatId[] {
  const me = room.me.value;
  return rowsOf(room.seats.value)
    .filter(([, seat]) => seat.device === false && seat.voice === me && seat.attendance !== 'left')
    .map(([id]) => id);
}

/** Who holds this device now: one touch, always in sight where several speak through it. */
function SeatSwitch() {
  const room = useRoom();
  const me = room.me.value;
  const others = seatsHere(room);
  if (me === undefined || others.length === 0) return null;
  const now = current(room.room.value) ?? latest(room.room.value, 'queue');
  return (
    <fieldset class="seat-switch">
      <legend class="unseen">{t('proxy.who')}</legend>
      {[me, ...others].map((seat) => {
        const turn = isTurnOf(room, now, seat);
        return (
          <button
            key={seat}
            type="button"
            class={turn ? 'called' : ''}
            aria-pressed={room.acting.value === seat}
            onClick={() => speakFor(room, seat === me ? undefined : seat)}
          >
            {seat === me ? t('me', { name: room.name(seat) }) : room.name(seat)}
            {turn && <small> {t('proxy.turn')}</small>}
          </button>
        );
      })}
    </fieldset>
  );
}

export function ProxyBand() {
  return (
    <>
      <SeatSwitch />
      <SpeakingFor />
    </>
  );
}

function SpeakingFor() {
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
