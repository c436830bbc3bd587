// SPDX-License-Identifier: AGPL-3.0-or-later
// A new commitment: one's own first, anybody's by asking them.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Commitments } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { DateField } from '../../ui/date_field';
import { Field, useDraft } from '../../ui/field';
import { ideasOf } from '../ideas';
import type { PanelProps } from '../panel';

export function ProposeCommitment({ id, view, submit }: PanelProps<Commitments>) {
  const room = useRoom();
  const me = room.acting.value ?? '';
  const [who, setWho] = useState(me);
  const [item, setItem] = useState('');
  const ideas = ideasOf(room, view.of);
  const shortened = (words: string) =>
    [...words].length > 60 ? `${[...words].slice(0, 59).join('')}…` : words;
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
        const carries = item === '' ? {} : { item };
        submit({ type: 'propose', what: what.text, seat: who, ...by_when, ...carries }, { draft: field });
        setItem('');
        what.clear();
        when.clear();
      }}
    >
      {ideas.length > 0 && (
        <div class="field">
          <label for="item">{t('commitments.item')}</label>
          <select id="item" value={item} onInput={(event) => setItem(event.currentTarget.value)}>
            <option value="">{t('commitments.no_item')}</option>
            {ideas.map((idea) => (
              <option key={idea.id} value={idea.id}>
                {shortened(idea.words)}
              </option>
            ))}
          </select>
        </div>
      )}
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
