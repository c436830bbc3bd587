// SPDX-License-Identifier: AGPL-3.0-or-later
// Time is given, paused and added, never a clock that punishes. For whoever facilitates and whoever keeps the time.
import { t } from '../../i18n/t';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Timer } from '../../ui/timer';

const minute_ms = 60_000;
const more_min = [1, 2, 5] as const;

export function TimerControls() {
  const room = useRoom();
  const timer = room.room.value?.timer;
  return (
    <div class="timer-controls">
      <div class="row">
        {timer ? <Timer timer={timer} /> : <p class="help">{t('timer.title')}</p>}
        {more_min.map((n) => (
          <Button
            key={n}
            look="quiet"
            onPress={() =>
              room.submitMyself(
                timer
                  ? { type: 'timer_extend', ms: n * minute_ms }
                  : { type: 'timer_start', ms: n * minute_ms },
              )
            }
          >
            {timer ? t('timer.more', { n }) : t('timer.start', { n })}
          </Button>
        ))}
        {timer && (
          <Button
            look="quiet"
            pressed={timer.left !== undefined}
            onPress={() =>
              room.submitMyself({ type: timer.left === undefined ? 'timer_pause' : 'timer_resume' })
            }
          >
            {timer.left === undefined ? t('timer.pause') : t('timer.resume')}
          </Button>
        )}
      </div>
    </div>
  );
}
