// SPDX-License-Identifier: AGPL-3.0-or-later
// The ways out of this state: possible, or why not yet and what can be done about it; back; and over it with a reason.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { FileState } from '../../protocol/http';
import type { Exit, SeatId } from '../../protocol/view';
import { usualPath } from '../../room/path';
import { type Room, useRoom } from '../../room/room';
import { exitLabel } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { EndPause, pausedBy } from '../phone/paused';
import { speakFor } from '../phone/proxy';
import { Called, mayCall } from '../phone/steps';
import { AgendaAtDesk } from './agenda';
import { MoveOn } from './move_on';
import { StepButtons } from './step_buttons';
import { TimerControls } from './timer_controls';

type Way = readonly [string, Exit];

function eventsOf(state: FileState | undefined, key: string): readonly string[] | undefined {
  for (const [name, child] of Object.entries(state?.states ?? {})) {
    const found = name === key ? Object.keys(child.on ?? {}) : eventsOf(child, key);
    if (found) return found;
  }
  return undefined;
}

/** The ways of this very state, `advance` first; those that lead out from anywhere stand apart. */
export function ways(room: Room): { readonly own: readonly Way[]; readonly others: readonly Way[] } {
  const all = Object.entries(room.room.value?.step?.exits ?? {}).filter(([, exit]) => mayCall(room, exit));
  const here = eventsOf(room.chart.value, room.room.value?.state?.key ?? '') ?? [];
  const own = all.filter(([event]) => event === 'advance' || here.includes(event));
  return {
    own: own.sort(([a], [b]) => Number(b === 'advance') - Number(a === 'advance')),
    others: all.filter((way) => !own.includes(way)),
  };
}

/** Those still awaited in what runs now, by name: the desk's layer alone knows. */
export function awaited(room: Room): readonly SeatId[] {
  const rows = Object.values(room.desk.value?.activities ?? {});
  return [...new Set(rows.flatMap((row) => Object.values(row.missing ?? {}).flat()))];
}

export function NextStep() {
  const room = useRoom();
  const step = room.room.value?.step;
  const { own, others } = ways(room);
  const here = room.room.value?.state?.key;
  const usual: readonly (string | undefined)[] = usualPath(room.chart.value);
  const back = new Set(usual.slice(0, Math.max(0, usual.indexOf(here ?? ''))));
  const waits = own.some(([event, exit]) => event === 'advance' && !exit.allowed);
  // One large button: the usual way on, or where it is not open the first that is; while it waits, no way back.
  const open = own.filter(
    ([, exit]) => exit.allowed && exit.target !== here && !(waits && back.has(exit.target)),
  );
  const first = (open.find(([, exit]) => usual.includes(exit.target)) ?? open[0])?.[0];
  // While it is paused there is one way on.
  if (pausedBy(room)) {
    return (
      <div class="next-step">
        <EndPause />
      </div>
    );
  }
  return (
    <div class="next-step">
      <Called />
      {!step?.called && <StepButtons ways={own} {...(first ? { first } : {})} />}
      <MoveOn />
      <AgendaAtDesk />
      <Awaited />
      <div class="row beside-step">
        {!room.room.value?.state?.final && <TimerControls />}
        {step?.undo && (
          <Button
            look="quiet"
            hint={t('step.undo_hint')}
            onPress={() => room.submitMyself({ type: 'undo' }, { on: room.room.value?.state?.entry ?? '' })}
          >
            {t('step.undo')}
          </Button>
        )}
      </div>
      {!step?.called && others.length > 0 && (
        <details class="fold">
          <summary>{t('step.others')}</summary>
          <StepButtons ways={others} />
        </details>
      )}
      {own
        .filter(([, exit]) => !exit.allowed && exit.law === false)
        .map(([event, exit]) => (
          <OverrideStep key={event} event={event} exit={exit} />
        ))}
    </div>
  );
}

/** Who is missing, and what can be done: say it, enter for them, or note that they are away. */
function Awaited() {
  const room = useRoom();
  const seats = awaited(room);
  const [open, setOpen] = useState<SeatId>();
  if (seats.length === 0) return null;
  return (
    <div class="awaited">
      <p>{t('desk.missing')}</p>
      <div class="row">
        {seats.map((seat) => (
          <Button
            key={seat}
            look="quiet"
            pressed={open === seat}
            onPress={() => setOpen(open === seat ? undefined : seat)}
          >
            {room.name(seat)}
          </Button>
        ))}
      </div>
      {open && <Help seat={open} />}
    </div>
  );
}

export function Help({ seat }: { seat: SeatId }) {
  const room = useRoom();
  const [sure, setSure] = useState(false);
  const name = room.name(seat);
  const away = room.seat(seat)?.attendance === 'away';
  return (
    <div class="card">
      <p>{t('desk.nudge', { name })}</p>
      <div class="row">
        {seat !== room.me.value && (
          <Button onPress={() => speakFor(room, seat)}>{t('desk.enter_for', { name })}</Button>
        )}
        {away ? (
          <Button onPress={() => room.submitMyself({ type: 'mark_back', seat })}>
            {t('desk.back', { name })}
          </Button>
        ) : sure ? (
          <>
            <p>{t('desk.away_sure', { name })}</p>
            <Button look="danger" onPress={() => room.submitMyself({ type: 'mark_away', seat })}>
              {t('desk.away_yes')}
            </Button>
          </>
        ) : (
          <Button look="quiet" onPress={() => setSure(true)}>
            {t('desk.away', { name })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A habit may be passed over with a reason that everybody reads at once; a law may not. */
function OverrideStep({ event, exit }: { event: string; exit: Exit }) {
  const room = useRoom();
  const entry = room.room.value?.state?.entry ?? '';
  const field = `${entry}/override/${event}`;
  const words = useDraft(field);
  return (
    <details class="fold">
      <summary>{t('override.open', { step: exitLabel(room, event, exit) })}</summary>
      <p class="help">{t('override.help')}</p>
      <Field field={field} label={t('override.reason')} rows={2} max={280} />
      <Button
        look="danger"
        disabled={words.text === ''}
        onPress={() => {
          room.submitMyself({ type: 'override', event, reason: words.text }, { on: entry }, field);
          words.clear();
        }}
      >
        {t('override.send')}
      </Button>
    </details>
  );
}
