// SPDX-License-Identifier: AGPL-3.0-or-later
// The next step where nobody conducts, and for the roles that a step belongs to; a called step and « Attends ».
import { useId } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Exit } from '../../protocol/view';
import { roomNow } from '../../room/clock';
import { type Room, useRoom } from '../../room/room';
import { exitLabel, missingSentence } from '../../room/sentences';
import { Button } from '../../ui/button';
import { useSecond } from '../../ui/timer';

export function mayCall(room: Room, exit: Exit): boolean {
  if (exit.by === undefined) return room.conducts.value;
  const roles = typeof exit.by === 'string' ? [exit.by] : exit.by;
  return roles.some((role) => room.holds(role, room.me.value));
}

export function step(room: Room, event: string): void {
  room.submitMyself({ type: 'step', event }, { on: room.room.value?.state?.entry ?? '' });
}

interface StepButtonProps {
  readonly event: string;
  readonly exit: Exit;
  readonly first?: boolean;
  /** The next button is closed for the same reason and tells it, under this id. */
  readonly told?: string | undefined;
  readonly id?: string | undefined;
}

/** The button of one step; where it is not possible yet, it says why. */
export function StepButton({ event, exit, first = false, told, id: given }: StepButtonProps) {
  const room = useRoom();
  const own = useId();
  const id = told ?? given ?? own;
  return (
    <div class="step">
      <Button
        look={first && exit.allowed ? 'gesture' : 'second'}
        disabled={!exit.allowed}
        why={exit.allowed ? undefined : id}
        onPress={() => step(room, event)}
      >
        {exitLabel(room, event, exit)}
      </Button>
      {!exit.allowed && told === undefined && (
        <p class="why" id={id}>
          {missingSentence(room, exit.missing)}
        </p>
      )}
    </div>
  );
}

export function Steps() {
  const room = useRoom();
  const layer = room.room.value;
  const exits = Object.entries(layer?.step?.exits ?? {});
  // Whoever facilitates has the steps on the desk.
  const shown = exits.filter(([, exit]) =>
    layer?.conducted === false ? true : exit.by !== undefined && mayCall(room, exit),
  );
  return (
    <>
      {!layer?.step?.called && layer?.conducted === false && shown.length > 0 && (
        <details class="fold steps" open={shown.some(([, exit]) => exit.allowed)}>
          <summary>{t('step.next')}</summary>
          <p class="help">{t('step.without')}</p>
          {shown.map(([event, exit], index) => (
            <StepButton key={event} event={event} exit={exit} first={index === 0} />
          ))}
        </details>
      )}
      {layer?.conducted !== false &&
        shown.map(([event, exit]) => <StepButton key={event} event={event} exit={exit} />)}
    </>
  );
}

/** Somebody has called the next step: it opens unless someone says « Attends ». */
export function Called() {
  const room = useRoom();
  useSecond();
  const called = room.room.value?.step?.called;
  if (!called) return null;
  const s = Math.max(1, Math.ceil((called.opens_at - roomNow()) / 1000));
  const exit = room.room.value?.step?.exits?.[called.event];
  return (
    <section class="card asked" aria-live="polite">
      <h2>{t('step.called', { name: room.name(called.by), step: exitLabel(room, called.event, exit) })}</h2>
      <p aria-hidden="true">{t('step.opens', { n: s })}</p>
      <Button
        look="gesture"
        onPress={() => room.submitMyself({ type: 'hold_step' }, { on: room.room.value?.state?.entry ?? '' })}
      >
        {t('step.hold')}
      </Button>
    </section>
  );
}
