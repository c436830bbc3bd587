// SPDX-License-Identifier: AGPL-3.0-or-later
// A moment of joy: the circle lights seat by seat as people join in, and thanks are said.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Celebrate } from '../../protocol/gathering';
import type { SeatId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { stateInstruction, stateQuestion } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import { Moment } from '../../ui/moment';
import { Ring } from '../../ui/ring';
import { circle, total } from '../circle';
import type { PanelProps } from '../panel';
import { SeatChoice } from '../roles/panel';
import { ThanksList } from './thanks';

export function CelebratePanel({ id, view, own, submit }: PanelProps<Celebrate>) {
  const room = useRoom();
  const seat = room.acting.value;
  const joined = own.joined ?? (seat !== undefined && view.seats?.[seat] !== undefined);
  const n = view.joined ?? 0;
  return (
    <Moment
      moment={`${id}/celebrate`}
      heading={stateQuestion(room) ?? t('celebrate.question')}
      lead={stateInstruction(room) ?? t('celebrate.lead')}
      picture={
        <Ring
          seats={circle(room, (one) => (view.seats?.[one] || (joined && one === seat) ? 'lit' : 'idle'))}
          me={seat}
          total={total(room)}
          label={t('celebrate.joined', { n })}
        >
          {n > 0 && <strong>{n}</strong>}
        </Ring>
      }
      calm={joined ? t('celebrate.thanks', { n }) : n > 0 ? t('celebrate.joined', { n }) : undefined}
    >
      <div class="gestures joy">
        {!joined && (
          <Button look="gesture" onPress={() => submit({ type: 'join_in' })}>
            {t('celebrate.join')}
          </Button>
        )}
      </div>
      <SayThanks id={id} submit={submit} />
      <ThanksList view={view} onWithdraw={(item) => submit({ type: 'withdraw', item })} />
    </Moment>
  );
}

/** Thanks for somebody by name, with words or without. */
function SayThanks({ id, submit }: Pick<PanelProps<Celebrate>, 'id' | 'submit'>) {
  const room = useRoom();
  const [to, setTo] = useState<SeatId>();
  const field = `${id}/${room.acting.value}/thanks`;
  const words = useDraft(field);
  const others = rowsOf(room.seats.value).filter(([seat]) => seat !== room.acting.value);
  if (others.length === 0) return null;
  return (
    <details class="fold">
      <summary>{t('celebrate.thank')}</summary>
      {to === undefined ? (
        <SeatChoice label={t('celebrate.whom')} not={room.acting.value} onChoose={setTo} />
      ) : (
        <form
          class="give"
          onSubmit={(event) => {
            event.preventDefault();
            const text = words.text === '' ? {} : { text: words.text };
            submit({ type: 'thank', seat: to, ...text }, { draft: field });
            words.clear();
            setTo(undefined);
          }}
        >
          <Field
            field={field}
            label={t('celebrate.thank_label', { name: room.name(to) })}
            rows={2}
            max={140}
          />
          <div class="row">
            <button type="submit" class="button second">
              {t('celebrate.thank_send', { name: room.name(to) })}
            </button>
            <Button look="quiet" onPress={() => setTo(undefined)}>
              {t('celebrate.other')}
            </Button>
          </div>
        </form>
      )}
    </details>
  );
}
