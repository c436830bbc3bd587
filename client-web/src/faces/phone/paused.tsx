// SPDX-License-Identifier: AGPL-3.0-or-later
// A pause that anyone may ask for: everything else steps back until somebody says how to go on.
import { t } from '../../i18n/t';
import type { SeatId } from '../../protocol/view';
import { latest, type Room, useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';

/** Who paused, where it is paused; absent: it is not. */
export function pausedBy(room: Room): { readonly by?: SeatId } | undefined {
  const queue = latest(room.room.value, 'queue')?.[1];
  const paused = room.room.value?.paused;
  if (!paused && !queue?.paused) return undefined;
  const by = queue?.paused_by ?? paused?.by;
  return by === undefined ? {} : { by };
}

/** Whoever asked for the pause, and whoever conducts, says when it is over. */
export function EndPause() {
  const room = useRoom();
  const queue = latest(room.room.value, 'queue');
  if (!queue || (pausedBy(room)?.by !== room.me.value && !room.conducts.value)) return null;
  return (
    <Button look="gesture" onPress={() => room.submitMyself({ type: 'unpause' }, { on: queue[0] })}>
      {t('pause.end')}
    </Button>
  );
}

export function Paused() {
  const room = useRoom();
  const by = pausedBy(room)?.by;
  const facilitator = room.room.value?.roles?.facilitator;
  const enders = [...new Set([by, facilitator])].flatMap((seat) =>
    seat === undefined ? [] : room.name(seat),
  );
  const may_end = by === room.me.value || room.conducts.value;
  return (
    <Moment
      moment="paused"
      heading={t('pause.now')}
      lead={by ? t('pause.by', { name: room.name(by) }) : undefined}
      calm={!may_end && enders.length > 0 ? t('pause.then', { names: enders.join(t('or')) }) : undefined}
    >
      <div class="gestures">
        <div class="end-pause gestures">
          <EndPause />
        </div>
        <Button onPress={() => room.submitMyself({ type: 'recall_frame' })}>{t('sign.frame')}</Button>
      </div>
    </Moment>
  );
}
