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

export function Paused() {
  const room = useRoom();
  const queue = latest(room.room.value, 'queue');
  const by = pausedBy(room)?.by;
  const may_end = by === room.me.value || room.conducts.value;
  return (
    <Moment
      moment="paused"
      heading={t('pause.now')}
      lead={by ? t('pause.by', { name: room.name(by) }) : undefined}
    >
      <div class="gestures">
        {may_end && queue && (
          <Button look="gesture" onPress={() => room.submitMyself({ type: 'unpause' }, { on: queue[0] })}>
            {t('pause.end')}
          </Button>
        )}
        <Button onPress={() => room.submitMyself({ type: 'recall_frame' })}>{t('sign.frame')}</Button>
      </div>
    </Moment>
  );
}
