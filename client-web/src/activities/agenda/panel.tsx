// SPDX-License-Identifier: AGPL-3.0-or-later
// What there is to talk about, one point after the other: anybody adds one, the circle sees where it is.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Agenda, AgendaPoint } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { Moment } from '../../ui/moment';
import type { PanelProps } from '../panel';
import { PointList } from './list';
import { takenUp } from './points';

const length_max = 160;
const minutes_offered = [5, 10, 15, 20, 30, 45, 60, 90];

export function AgendaPanel({ id, view, submit }: PanelProps<Agenda>) {
  const room = useRoom();
  const now = takenUp(view)?.[1];
  const [changing, setChanging] = useState<ItemId>();
  const mine = (point: AgendaPoint) =>
    point.phase === 'waiting' && (point.by === room.acting.value || room.conducts.value);
  return (
    <Moment
      moment={`${id}/${view.taken_up ?? 'agenda'}`}
      heading={now ? t('agenda.now', { words: now.text }) : (stateQuestion(room) ?? t('agenda.question'))}
      lead={now ? undefined : (stateInstruction(room) ?? t('agenda.lead'))}
    >
      <PointList
        view={view}
        acts={(item, point) =>
          mine(point) &&
          (changing === item ? (
            <PointForm
              most={view.minutes_max}
              field={`${id}/${item}/point`}
              start={point}
              send={t('keep')}
              onSend={(text, minutes, draft) => {
                submit({ type: 'change', item, text, ...minutes }, { draft });
                setChanging(undefined);
              }}
              onCancel={() => setChanging(undefined)}
            />
          ) : (
            <div class="row">
              <Button look="quiet" onPress={() => setChanging(item)}>
                {t('change')}
              </Button>
              <Button look="quiet" onPress={() => submit({ type: 'withdraw', item })}>
                {t('withdraw')}
              </Button>
            </div>
          ))
        }
      />
      <details class="fold" open={!now}>
        <summary>{t('agenda.add')}</summary>
        <PointForm
          most={view.minutes_max}
          field={`${id}/${room.acting.value}/point`}
          send={t('agenda.send')}
          onSend={(text, minutes, draft) => submit({ type: 'propose', text, ...minutes }, { draft })}
        />
      </details>
    </Moment>
  );
}

interface PointFormProps {
  /** What one point may ask for. */
  readonly most: number | undefined;
  readonly field: string;
  readonly start?: AgendaPoint;
  readonly send: string;
  onSend(text: string, minutes: { readonly minutes?: number }, draft: string): void;
  onCancel?(): void;
}

function PointForm({ most = 120, field, start, send, onSend, onCancel }: PointFormProps) {
  const words = useDraft(field, start?.text);
  const [minutes, setMinutes] = useState(start?.minutes);
  const offered = [...new Set([...minutes_offered, start?.minutes ?? most])].filter((n) => n <= most);
  offered.sort((a, b) => a - b);
  const good = words.text !== '' && [...words.text].length <= length_max;
  return (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (!good) return;
        onSend(words.text, minutes ? { minutes } : {}, field);
        words.clear();
      }}
    >
      <Field field={field} label={t('agenda.label')} start={start?.text} rows={2} max={length_max} />
      <div class="field">
        <label for={`${field}/minutes`}>{t('agenda.minutes_label')}</label>
        <select
          id={`${field}/minutes`}
          value={minutes ?? ''}
          onInput={(event) => setMinutes(Number(event.currentTarget.value) || undefined)}
        >
          <option value="">{t('agenda.no_minutes')}</option>
          {offered.map((n) => (
            <option key={n} value={n}>
              {t('agenda.minutes', { n })}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="button second" aria-disabled={!good || undefined}>
        {send}
      </button>
      {onCancel && (
        <Button look="quiet" onPress={onCancel}>
          {t('cancel')}
        </Button>
      )}
    </form>
  );
}
