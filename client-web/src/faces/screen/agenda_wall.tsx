// SPDX-License-Identifier: AGPL-3.0-or-later
// The agenda from ten metres: where we are, and what is still to come.
import { pointsOf, takenUp } from '../../activities/agenda/points';
import { spaced } from '../../i18n/say';
import { t } from '../../i18n/t';
import type { Agenda } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { stateQuestion } from '../../room/sentences';

const rows_max = 6;
/** So few are set larger. */
const few_max = 3;

export function AgendaWall({ view }: { view: Agenda }) {
  const room = useRoom();
  const points = pointsOf(view);
  const now = takenUp(view)?.[0];
  const at = points.findIndex(([id]) => id === now);
  // What is done scrolls away once there are more than fit.
  const from = Math.max(0, Math.min(points.length - rows_max, at < 0 ? 0 : at - 1));
  const shown = points.slice(from, from + rows_max);
  return (
    <section class="wall">
      <h1 class="small">{stateQuestion(room) ?? t('agenda.question')}</h1>
      <ol class={`points${shown.length <= few_max ? ' few' : ''}`}>
        {shown.map(([id, point]) => (
          <li key={id} class={`point ${point.phase}`}>
            <span>{spaced(point.text)}</span>
            {(point.phase !== 'waiting' || point.minutes !== undefined) && (
              <small>
                {point.phase === 'waiting'
                  ? t('agenda.minutes', { n: point.minutes ?? 0 })
                  : t(`agenda.phase.${point.phase}`)}
              </small>
            )}
          </li>
        ))}
      </ol>
      {points.length > shown.length && (
        <p class="aside">{t('screen.more', { n: points.length - shown.length })}</p>
      )}
    </section>
  );
}
