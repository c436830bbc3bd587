// SPDX-License-Identifier: AGPL-3.0-or-later
// The agenda as a list: what is waiting, what we are at, what is done or put off.
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/t';
import type { Agenda, AgendaPoint } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { pointsOf } from './points';

interface PointListProps {
  readonly view: Agenda;
  acts?(item: ItemId, point: AgendaPoint, place: number): ComponentChildren;
}

export function PointList({ view, acts }: PointListProps) {
  const room = useRoom();
  const points = pointsOf(view);
  if (points.length === 0) return null;
  return (
    <ol class="points">
      {points.map(([item, point], place) => (
        <li
          key={item}
          class={`point ${point.phase}`}
          aria-current={point.phase === 'taken_up' ? 'step' : undefined}
        >
          <p>{point.text}</p>
          <small>
            {[
              room.name(point.by),
              enteredBy(room, point.entered_by),
              point.minutes ? t('agenda.minutes', { n: point.minutes }) : undefined,
              point.phase === 'waiting' ? undefined : t(`agenda.phase.${point.phase}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
          {acts?.(item, point, place)}
        </li>
      ))}
    </ol>
  );
}
