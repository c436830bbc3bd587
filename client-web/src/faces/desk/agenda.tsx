// SPDX-License-Identifier: AGPL-3.0-or-later
// The agenda at the desk: take a point up, set it down, put another one first. It stays while a point is treated.
import { PointList } from '../../activities/agenda/list';
import { pointsOf, takenUp } from '../../activities/agenda/points';
import { t } from '../../i18n/t';
import type { AgendaBody } from '../../protocol/commands';
import { latest, useRoom } from '../../room/room';
import { Button } from '../../ui/button';

export function AgendaAtDesk() {
  const room = useRoom();
  const found = latest(room.room.value, 'agenda');
  if (!found || found[1].running === false) return null;
  const [id, view] = found;
  const act = (body: AgendaBody) => room.submitMyself(body, { on: id });
  const now = takenUp(view);
  const waiting = pointsOf(view).filter(
    ([, point]) => point.phase === 'waiting' || point.phase === 'put_off',
  );
  const next = waiting.find(([, point]) => point.phase === 'waiting');
  return (
    <>
      {now && (
        <div class="row">
          <span>{t('now.point', { words: now[1].text })}</span>
          <Button onPress={() => act({ type: 'set_down', item: now[0], done: true })}>
            {t('desk.point_done')}
          </Button>
          <Button look="quiet" onPress={() => act({ type: 'set_down', item: now[0], done: false })}>
            {t('desk.point_off')}
          </Button>
        </div>
      )}
      {!now && next && (
        <Button onPress={() => act({ type: 'take_up', item: next[0] })}>
          {t('desk.point_next', { words: next[1].text })}
        </Button>
      )}
      {waiting.length > 1 && (
        <details class="fold">
          <summary>{t('desk.agenda')}</summary>
          <PointList
            view={view}
            acts={(item, point) => {
              const at = waiting.findIndex(([other]) => other === item);
              if (at < 0) return null;
              const before = waiting[at - 1]?.[0];
              const after = waiting[at + 2]?.[0];
              return (
                <div class="row">
                  {!now && (
                    <Button look="quiet" onPress={() => act({ type: 'take_up', item })}>
                      {t('desk.point_take')}
                    </Button>
                  )}
                  {before && point.phase === 'waiting' && (
                    <Button look="quiet" onPress={() => act({ type: 'order', item, before })}>
                      {t('desk.earlier')}
                    </Button>
                  )}
                  {at < waiting.length - 1 && point.phase === 'waiting' && (
                    <Button
                      look="quiet"
                      onPress={() => act({ type: 'order', item, ...(after ? { before: after } : {}) })}
                    >
                      {t('desk.later_point')}
                    </Button>
                  )}
                </div>
              );
            }}
          />
        </details>
      )}
    </>
  );
}
