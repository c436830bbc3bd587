// SPDX-License-Identifier: AGPL-3.0-or-later
// Hands in order, one floor; as a whole moment where the palabre talks freely, and in « Signe » everywhere else.
import { t } from '../../i18n/t';
import type { HandKind, Queue } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { stateInstruction, stateQuestion, stateTitle } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';

export function handsInOrder(view: Queue) {
  return Object.entries(view.hands ?? {}).sort(([, a], [, b]) => a.ticket - b.ticket);
}

export function QueuePanel({ id, view, own, submit }: PanelProps<Queue>) {
  const room = useRoom();
  const floor = view.floor;
  const mine = floor !== undefined && floor === room.acting.value;
  const name = floor === undefined ? undefined : room.name(floor);
  const hands = handsInOrder(view);
  return (
    <Moment
      moment={`${id}/${mine ? 'mine' : 'open'}`}
      heading={
        mine
          ? t('round.mine', { name: room.name(floor) })
          : (stateQuestion(room) ?? stateTitle(room) ?? t('queue.open'))
      }
      lead={mine ? t('round.mine_lead') : stateInstruction(room)}
      picture={
        <Ring
          seats={circle(room, (seat) => (seat === floor ? 'floor' : view.hands?.[seat] ? 'lit' : 'idle'))}
          me={room.acting.value}
          total={total(room)}
          label={name ? t('ring.floor', { n: total(room), name }) : t('ring.plain', { n: total(room) })}
        >
          {name && !mine && (
            <>
              <strong>{name}</strong>
              <span>{t('round.speaks')}</span>
            </>
          )}
        </Ring>
      }
      calm={hands.length > 0 ? t('queue.hands', { n: hands.length }) : undefined}
    >
      <div class="gestures">
        {mine && (
          <Button look="gesture" onPress={() => submit({ type: 'finish' })}>
            {t('round.finish')}
          </Button>
        )}
        {!mine && <Hand id={id} view={view} own={own} submit={submit} look="gesture" />}
      </div>
    </Moment>
  );
}

const kinds: readonly HandKind[] = ['speak', 'reply', 'order'];

/** Ask to speak, or take the hand down again; where it stands in the line. */
export function Hand({
  view,
  own,
  submit,
  look = 'second',
}: PanelProps<Queue> & { look?: 'gesture' | 'second' }) {
  const room = useRoom();
  const hand = own.hand ?? view.hands?.[room.acting.value ?? ''];
  if (hand) {
    const ahead = rowsOf(view.hands).filter(([, other]) => other.ticket < hand.ticket).length;
    return (
      <>
        <p class="calm">{t('queue.mine', { n: ahead + 1 })}</p>
        <Button pressed onPress={() => submit({ type: 'lower' })}>
          {t('queue.lower')}
        </Button>
      </>
    );
  }
  const [first, ...others] = kinds;
  return (
    <>
      {first && (
        <Button look={look} onPress={() => submit({ type: 'raise', kind: first })}>
          {t('queue.speak')}
        </Button>
      )}
      {look === 'second' &&
        others.map((kind) => (
          <Button key={kind} onPress={() => submit({ type: 'raise', kind })}>
            {t(`queue.${kind}`)}
          </Button>
        ))}
    </>
  );
}
