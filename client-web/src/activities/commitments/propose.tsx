// SPDX-License-Identifier: AGPL-3.0-or-later
// A new commitment: one's own first, anybody's by asking them.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Commitments } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { DateField } from '../../ui/date_field';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

export function ProposeCommitment({ id, submit }: PanelProps<Commitments>) {
  const room = useRoom();
  const me = room.acting.value ?? '';
  const [who, setWho] = useState(me);
  const field = `${id}/${me}/what`;
  const date_field = `${id}/${me}/when`;
  const what = useDraft(field);
  const when = useDraft(date_field);
  return (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (what.text === '') return;
        const by_when = when.text === '' ? {} : { by_when: when.text };
        submit({ type: 'propose', what: what.text, seat: who, ...by_when }, { draft: field });
        what.clear();
        when.clear();
      }}
    >
      <Field field={field} label={t('commitments.what')} rows={2} />
      <div class="field">
        <label for="who">{t('commitments.who')}</label>
        <select id="who" value={who} onInput={(event) => setWho(event.currentTarget.value)}>
          {rowsOf(room.seats.value)
            .filter(([, seat]) => seat.attendance !== 'left')
            .map(([seat, { name }]) => (
              <option key={seat} value={seat}>
                {seat === me ? t('me', { name }) : name}
              </option>
            ))}
        </select>
      </div>
      <DateField field={date_field} label={t('commitments.when')} />
      <button type="submit" class="button gesture" aria-disabled={what.text === '' || undefined}>
        <span class="words">
          <span class="act">{who === me ? t('commitments.mine') : t('commitments.ask')}</span>
        </span>
      </button>
    </form>
  );
}
