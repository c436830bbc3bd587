// SPDX-License-Identifier: AGPL-3.0-or-later
// A round on the phone: waiting with the phone put down, my turn on an ochre ground, passing without a trace of shame.
import { t } from '../../i18n/t';
import type { Round, SeatId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/moment';
import { Ring, type SeatMark } from '../../ui/ring';
import { useSecond } from '../../ui/timer';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';
import { MyNote } from './note';
import { Questions } from './questions';
import { before, markOf, softTime, unheard } from './turns';

export function seatMark(view: Round, seat: SeatId): SeatMark {
  if (view.floor === seat && view.phase !== 'closed') return 'floor';
  switch (view.order?.[seat]?.mark) {
    case 'spoke':
      return 'done';
    case 'passed':
      return 'silent';
    case 'away':
    case 'aside':
    case 'left':
    case 'without_answer':
      return 'off';
    default:
      return 'idle';
  }
}

function RoundRing({ view, light }: { view: Round; light?: number | undefined }) {
  const room = useRoom();
  const who = view.floor === undefined ? undefined : room.name(view.floor);
  const label = who ? t('ring.floor', { n: total(room), name: who }) : t('ring.plain', { n: total(room) });
  const mine = view.floor === room.acting.value;
  return (
    <Ring
      seats={circle(room, (seat) => seatMark(view, seat))}
      me={room.acting.value}
      total={total(room)}
      label={label}
      light={light}
    >
      {view.phase !== 'closed' && who && !mine && (
        <>
          <strong>{who}</strong>
          <span>{t('round.speaks')}</span>
        </>
      )}
    </Ring>
  );
}

export function RoundPanel({ id, view, own, submit }: PanelProps<Round>) {
  const room = useRoom();
  const soft = softTime(view, useSecond());
  const seat = room.acting.value;
  const mark = markOf(view, own, seat);
  const question = stateQuestion(room) ?? t('round.question');
  const picture = <RoundRing view={view} light={soft?.share} />;
  if (view.phase === 'closed') {
    return (
      <Moment
        moment={`${id}/closed`}
        heading={t('round.closed')}
        lead={t('round.closed_lead')}
        picture={picture}
      >
        <Questions id={id} view={view} submit={submit} />
        <MyNote id={id} view={view} submit={submit} />
      </Moment>
    );
  }
  if (mark === 'speaking') {
    return (
      <Moment
        moment={`${id}/mine`}
        heading={t('round.mine', { name: room.name(seat) })}
        lead={soft?.last_words ? t('round.last_words') : t('round.mine_lead')}
        picture={picture}
        calm={question}
      >
        <Questions id={id} view={view} submit={submit} />
        <div class="gestures">
          <Button look="gesture" onPress={() => submit({ type: 'finish' })}>
            {t('round.finish')}
          </Button>
          <Button look="quiet" onPress={() => submit({ type: 'pass' })}>
            {t('round.pass')}
          </Button>
          <Button look="quiet" onPress={() => submit({ type: 'later' })}>
            {t('round.later')}
          </Button>
        </div>
      </Moment>
    );
  }
  return (
    <Moment
      moment={`${id}/wait`}
      heading={question}
      lead={stateInstruction(room)}
      picture={picture}
      calm={waiting(view, own.ticket, before(view, own, seat), mark)}
    >
      <Questions id={id} view={view} submit={submit} />
      <Aside id={id} view={view} own={own} submit={submit} />
    </Moment>
  );
}

/** The one sentence that says how long yet. */
function waiting(
  view: Round,
  _ticket: number | undefined,
  ahead: number | undefined,
  mark: string | undefined,
): string {
  switch (mark) {
    case 'passed':
      return view.phase === 'first' ? t('round.passed') : t('round.passed_second');
    case 'spoke':
      return t('round.spoke', { n: unheard(view) });
    case 'waiting':
      if (ahead === undefined) return t('round.wait_some');
      return ahead <= 1 ? t('round.wait_next') : t('round.wait', { n: ahead });
    default:
      return t('round.listen');
  }
}

/** The quiet acts of whoever is not speaking. */
function Aside({ id, view, own, submit }: PanelProps<Round>) {
  const room = useRoom();
  const seat = room.acting.value;
  const mark = markOf(view, own, seat);
  const next = view.next?.[0] === seat && mark === 'waiting';
  return (
    <div class="gestures">
      {mark === 'passed' && <Button onPress={() => submit({ type: 'resume' })}>{t('round.resume')}</Button>}
      {next && view.floor && (
        <Button look="quiet" onPress={() => submit({ type: 'take_over' })}>
          {t('round.take_over', { name: room.name(view.floor) })}
        </Button>
      )}
      {mark === 'waiting' && (
        <Button look="quiet" onPress={() => submit({ type: 'pass' })}>
          {t('round.pass_ahead')}
        </Button>
      )}
      {mark === 'spoke' && <MyNote id={id} view={view} submit={submit} />}
    </div>
  );
}
