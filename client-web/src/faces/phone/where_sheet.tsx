// SPDX-License-Identifier: AGPL-3.0-or-later
// « Où on en est »: the map of the method, what I said, who is here, the screen as text.
import { useEffect, useState } from 'preact/hooks';
import { worded } from '../../activities/collect/worded';
import { speakMore, t } from '../../i18n/t';
import type { Activity } from '../../protocol/view';
import { activitiesOf, type Room, rowsOf, useRoom } from '../../room/room';
import { roleName } from '../../room/sentences';
import { Button } from '../../ui/button';
import { lazy } from '../../ui/lazy';
import { Sheet } from '../../ui/sheet';
import { RunMap } from './run_map';
import { ScreenText } from './screen_text';
import { TakeMinutes } from './take_away';

const RolesAtDesk = lazy(() =>
  Promise.all([import('../desk/roles'), speakMore()]).then(([part]) => part.RolesAtDesk),
);
const RoomActs = lazy(() =>
  Promise.all([import('../desk/room_acts'), speakMore()]).then(([part]) => part.RoomActs),
);

export interface WhereProps {
  onClose(): void;
  onWatch(layers: readonly string[]): void;
}

export function WhereSheet({ onClose, onWatch }: WhereProps) {
  const room = useRoom();
  const [screen, setScreen] = useState(false);
  useEffect(() => {
    if (!screen) return;
    onWatch(['screen']);
    return () => onWatch([]);
  }, [screen]);
  if (screen) {
    return (
      <Sheet title={t('screen.title')} onClose={onClose}>
        <Button look="quiet" onPress={() => setScreen(false)}>
          {t('back')}
        </Button>
        <ScreenText />
      </Sheet>
    );
  }
  return (
    <Sheet title={t('where.open')} onClose={onClose}>
      {room.room.value?.why && <p class="lead">{room.room.value.why}</p>}
      {room.room.value?.practice && <p class="help">{t('where.practice')}</p>}
      <div class="row">
        <Button onPress={() => setScreen(true)}>{t('where.screen')}</Button>
      </div>
      <section>
        <h3>{t('where.run')}</h3>
        <RunMap />
      </section>
      <Mine />
      <People />
      <section>
        <h3>{t('where.minutes')}</h3>
        <TakeMinutes />
      </section>
      <RolesAtDesk />
      <RoomActs />
      <p class="help">
        <a href="/source">{t('about.source')}</a>
      </p>
    </Sheet>
  );
}

function wordsOf(room: Room, id: string, view: Activity): readonly string[] {
  const me = room.me.value ?? '';
  const own = room.ownOf(id, me);
  switch (view.kind) {
    case 'collect':
      return rowsOf(own.items).map(([, item]) => worded(room, item));
    case 'round':
      return [view.notes?.[me]?.text ?? ''];
    case 'consent_check':
      return own.choice ? [`${t(`choice.${own.choice}`)}${own.text ? ` · ${own.text}` : ''}`] : [];
    case 'objections':
      return rowsOf(view.items)
        .filter(([, row]) => row.seat === me)
        .map(([, row]) => row.argument ?? t('choice.objection'));
    case 'edit':
      return rowsOf(view.suggestions)
        .filter(([, row]) => row.seat === me)
        .map(([, row]) => row.text);
    case 'commitments':
      return rowsOf(view.items)
        .filter(([, row]) => row.seat === me && row.state === 'accepted')
        .map(([, row]) => row.what);
    case 'present':
    case 'roles':
    case 'queue':
    case 'sort':
    case 'score':
    case 'silence':
      return [];
    case 'agenda':
    case 'groups':
      return rowsOf<{ readonly text: string; readonly by?: string }>(view.items)
        .filter(([, row]) => row.by === me)
        .map(([, row]) => row.text);
    case 'celebrate':
      return rowsOf(view.thanks)
        .filter(([, row]) => row.by === me)
        .map(([, row]) => row.text ?? '');
  }
}

/** What I have said so far that the view still holds. */
function Mine() {
  const room = useRoom();
  const said = activitiesOf(room.room.value).flatMap(([id, view]) => wordsOf(room, id, view));
  const words = said.filter((word) => word !== '');
  return (
    <section>
      <h3>{t('where.mine')}</h3>
      {words.length === 0 ? (
        <p class="help">{t('where.nothing')}</p>
      ) : (
        <ul class="cards">
          {words.map((word) => (
            <li key={word} class="card">
              {word}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function People() {
  const room = useRoom();
  const roles = Object.entries(room.room.value?.roles ?? {});
  const seats = rowsOf(room.seats.value);
  return (
    <section>
      <h3>{t('where.people', { n: room.room.value?.seat_count ?? seats.length })}</h3>
      <ul class="people">
        {seats.map(([id, seat]) => (
          <li key={id}>
            {id === room.me.value ? t('me', { name: seat.name }) : seat.name}
            <small>
              {[
                ...roles.filter(([, holder]) => holder === id).map(([role]) => roleName(room, role)),
                ...(seat.attendance === 'counted' ? [] : [t(`attendance.${seat.attendance}`)]),
                ...(seat.device === false ? [t('people.no_device')] : []),
                ...(seat.last_word ? [`« ${seat.last_word} »`] : []),
              ].join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
