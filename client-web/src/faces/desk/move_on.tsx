// SPDX-License-Identifier: AGPL-3.0-or-later
// What whoever conducts can do in the activity itself: pass the stick on, reveal, call a last time.

import { stillWriting } from '../../activities/collect/panel';
import { worded } from '../../activities/collect/worded';
import { currentObjection } from '../../activities/objections/current';
import { t } from '../../i18n/t';
import { roomNow } from '../../room/clock';
import { current, rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { useSecond } from '../../ui/timer';
import { MoveSeats } from './groups';

/** Above so many seats a check may end by a last call [practice: absence does not block for ever]. */
const last_call_from = 20;

export function MoveOn() {
  const room = useRoom();
  const now = useSecond() || roomNow();
  const named = current(room.room.value);
  if (!named) return null;
  const [id, view] = named;
  const act = (body: Parameters<typeof room.submitMyself>[0], version?: number) =>
    room.submitMyself(body, version === undefined ? { on: id } : { on: id, version });
  switch (view.kind) {
    case 'present':
      return view.finished ? null : (
        <Button onPress={() => act({ type: 'finish' })}>{t('desk.present_finished')}</Button>
      );
    case 'round':
      if (view.phase === 'closed' || view.floor === undefined) return null;
      return (
        <div class="row">
          <Button onPress={() => act({ type: 'move_on' })}>
            {t('desk.move_on', { name: room.name(view.floor) })}
          </Button>
          <Button look="quiet" onPress={() => act({ type: 'later' })}>
            {t('desk.later', { name: room.name(view.floor) })}
          </Button>
        </div>
      );
    case 'collect': {
      // Everybody is waited for; in a large circle it may be revealed without the rest.
      const many = (view.total ?? 0) > last_call_from;
      return (
        <>
          {view.phase === 'open' &&
            view.visibility === 'blind' &&
            view.reveal !== 'never' &&
            (stillWriting(view) === 0 || many) && (
              <Button onPress={() => act({ type: 'reveal' })}>{t('desk.reveal')}</Button>
            )}
          {rowsOf(view.items).length > 0 && view.input !== 'choice' && <HideItems />}
        </>
      );
    }
    case 'consent_check': {
      if (view.phase !== 'open') return null;
      if (view.last_call_until !== undefined) {
        const n = Math.max(0, Math.ceil((view.last_call_until - now) / 1000));
        return <p>{t('desk.last_call_runs', { n })}</p>;
      }
      return (view.total ?? 0) > last_call_from ? (
        <Button hint={t('desk.last_call_hint')} onPress={() => act({ type: 'last_call' }, view.version ?? 0)}>
          {t('desk.last_call')}
        </Button>
      ) : null;
    }
    case 'objections': {
      const now_item = currentObjection(view)?.[0];
      const others = rowsOf(view.items).filter(
        ([item, row]) =>
          item !== now_item && (row.state === 'pending' || row.state === 'argued' || row.state === 'held'),
      );
      return (
        <div class="row">
          {others.map(([item, row]) => (
            <Button key={item} look="quiet" onPress={() => act({ type: 'take_up', item })}>
              {t('desk.take_up', { name: room.name(row.seat) })}
            </Button>
          ))}
        </div>
      );
    }
    case 'score': {
      const many = (view.total ?? 0) > last_call_from;
      return view.phase === 'open' && (many || (view.finished ?? 0) === (view.total ?? 0)) ? (
        <Button onPress={() => act({ type: 'reveal' })}>{t('desk.reveal')}</Button>
      ) : null;
    }
    case 'groups':
      return <MoveSeats id={id} view={view} />;
    case 'silence':
      return view.over ? null : (
        <div class="row">
          <Button onPress={() => act({ type: 'extend', s: 60 })}>{t('desk.more_silence')}</Button>
          <Button look="quiet" onPress={() => act({ type: 'end' })}>
            {t('desk.end_silence')}
          </Button>
        </div>
      );
    // The agenda has its own place at the desk: it goes on beside what treats a point.
    case 'agenda':
    case 'edit':
    case 'roles':
    case 'queue':
    case 'commitments':
    case 'sort':
    case 'celebrate':
      return null;
  }
}

/** An item may be hidden from the wall and shown again; the rule is an event like any other. */
function HideItems() {
  const room = useRoom();
  const named = current(room.room.value);
  if (named?.[1].kind !== 'collect') return null;
  const [id, view] = named;
  return (
    <details class="fold">
      <summary>{t('desk.items')}</summary>
      <ul class="cards">
        {rowsOf(view.items).map(([item, row]) => (
          <li key={item} class="card">
            <p>{worded(room, row)}</p>
            <Button
              look="quiet"
              pressed={row.hidden}
              onPress={() => room.submitMyself({ type: row.hidden ? 'show' : 'hide', item }, { on: id })}
            >
              {row.hidden ? t('desk.show_item') : t('desk.hide_item')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
