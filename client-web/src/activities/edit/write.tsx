// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing the text: the first version, or the next one from what stands.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Edit } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { DateField } from '../../ui/date_field';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

export function Write({ id, view, submit }: PanelProps<Edit>) {
  const room = useRoom();
  const version = view.version ?? 0;
  const seat = room.acting.value;
  const text_field = `${id}/${seat}/text${version}`;
  const date_field = `${id}/${seat}/date${version}`;
  const words = useDraft(text_field, view.text);
  const date = useDraft(date_field, view.review_date);
  const [open, setOpen] = useState(version === 0);
  const lacks_date = view.review === 'required' && date.text === '';
  const same = words.text === view.text && date.text === (view.review_date ?? '');
  if (!open) {
    return (
      <div class="gestures">
        <Button onPress={() => setOpen(true)}>{t('edit.change')}</Button>
      </div>
    );
  }
  return (
    <form
      class="give"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.text === '' || lacks_date || same) return;
        const review = date.text === '' ? {} : { review_date: date.text };
        submit({ type: 'write', text: words.text, ...review }, { version, draft: text_field });
        setOpen(false);
      }}
    >
      <Field
        field={text_field}
        label={t('edit.label')}
        start={view.text}
        rows={5}
        max={view.length_max ?? 2000}
      />
      {view.review !== 'none' && (
        <DateField
          field={date_field}
          start={view.review_date}
          label={view.review === 'required' ? t('edit.date_required') : t('edit.date')}
        />
      )}
      <button
        type="submit"
        class="button gesture"
        aria-disabled={words.text === '' || lacks_date || same || undefined}
      >
        <span class="words">
          <span class="act">{version === 0 ? t('edit.propose') : t('edit.save', { n: version + 1 })}</span>
        </span>
      </button>
      {lacks_date && words.text !== '' && <p class="help">{t('edit.date_missing')}</p>}
    </form>
  );
}

export function Withdraw({ submit }: Pick<PanelProps<Edit>, 'submit'>) {
  return (
    <details class="fold">
      <summary>{t('edit.withdraw')}</summary>
      <p>{t('edit.withdraw_lead')}</p>
      <Button look="danger" onPress={() => submit({ type: 'withdraw' })}>
        {t('edit.withdraw_sure')}
      </Button>
    </details>
  );
}
