// SPDX-License-Identifier: AGPL-3.0-or-later
// Hands in order and signals, for whoever gives the floor.
import { handsInOrder } from '../../activities/queue/panel';
import { t } from '../../i18n/t';
import { latest, rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';

export function Hands() {
  const room = useRoom();
  const queue = latest(room.room.value, 'queue');
  if (!queue) return null;
  const [id, view] = queue;
  const hands = handsInOrder(view);
  const signals = rowsOf(view.signals);
  const act = (body: Parameters<typeof room.submitMyself>[0]) => room.submitMyself(body, { on: id });
  if (hands.length + signals.length === 0 && view.floor === undefined) return null;
  return (
    <section>
      <h2>{t('desk.hands')}</h2>
      {view.floor && (
        <div class="row">
          <p>{t('screen.floor', { name: room.name(view.floor) })}</p>
          <Button look="quiet" onPress={() => act({ type: 'finish' })}>
            {t('desk.end_floor')}
          </Button>
        </div>
      )}
      {hands.length > 0 && (
        <>
          <ol class="people">
            {hands.map(([seat, hand]) => (
              <li key={seat} class="hand">
                <span>
                  {room.name(seat)} <small>{t(`queue.${hand.kind ?? 'speak'}`)}</small>
                </span>
                <Button look="quiet" onPress={() => act({ type: 'give_floor', seat })}>
                  {t('desk.give_floor')}
                </Button>
              </li>
            ))}
          </ol>
          <Button onPress={() => act({ type: 'call_next' })}>{t('desk.call_next')}</Button>
        </>
      )}
      {signals.length > 0 && (
        <>
          <ul class="people">
            {signals.map(([seat, signal]) => (
              <li key={seat}>
                {room.name(seat)} <small>{t(`signal.${signal.kind}`)}</small>
              </li>
            ))}
          </ul>
          <Button look="quiet" onPress={() => act({ type: 'clear_signals' })}>
            {t('desk.clear_signals')}
          </Button>
        </>
      )}
    </section>
  );
}
