// SPDX-License-Identifier: AGPL-3.0-or-later
// What I gave: mine to change while the method allows it.
import { useState } from 'preact/hooks';
import { t } from '../../i18n/t';
import type { Collect, CollectItem } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { choiceName, enteredBy } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';
import { mayBuild } from './build';
import { worded } from './worded';

function MyItem({
  id,
  item,
  row,
  view,
  submit,
}: Omit<PanelProps<Collect>, 'own'> & { item: string; row: CollectItem }) {
  const room = useRoom();
  const [editing, setEditing] = useState(false);
  const field = `${id}/${item}/change`;
  const words = useDraft(field, row.text);
  if (editing) {
    return (
      <li class="card">
        <Field
          field={field}
          label={t('collect.change_label')}
          start={row.text}
          max={view.length_max ?? 280}
        />
        <div class="row">
          <Button
            disabled={words.text === ''}
            onPress={() => {
              submit({ type: 'change', item, text: words.text }, { draft: field });
              words.clear();
              setEditing(false);
            }}
          >
            {t('keep')}
          </Button>
          <Button look="quiet" onPress={() => setEditing(false)}>
            {t('cancel')}
          </Button>
        </div>
      </li>
    );
  }
  return (
    <li class="card">
      {row.tag && <span class="tag">{choiceName(room, row.tag)}</span>}
      <p>
        {row.on && row.on.length > 0 && <span class="and">{t('collect.and')} </span>}
        {worded(room, row)}
      </p>
      {row.entered_by && <small>{enteredBy(room, row.entered_by)}</small>}
      <div class="row">
        {row.text !== undefined && (
          <Button look="quiet" onPress={() => setEditing(true)}>
            {t('change')}
          </Button>
        )}
        <Button look="quiet" onPress={() => submit({ type: 'withdraw', item })}>
          {t('withdraw')}
        </Button>
      </div>
    </li>
  );
}

export function MyItems({ id, view, own, submit }: PanelProps<Collect>) {
  const room = useRoom();
  // After the reveal only what I built on others' ideas is still mine to change.
  const mine = rowsOf(own.items).filter(
    ([, item]) => view.phase === 'open' || (mayBuild(view) && (item.on ?? []).length > 0),
  );
  const coming = room.pending.value.filter(
    (entry) => entry.frame.on === id && entry.frame.body.type === 'submit' && 'text' in entry.frame.body,
  );
  if (mine.length + coming.length === 0) return null;
  return (
    <section class="mine">
      <h2>{t('collect.mine', { n: mine.length + coming.length })}</h2>
      <ul class="cards">
        {mine.map(([item, row]) => (
          <MyItem key={item} id={id} item={item} row={row} view={view} submit={submit} />
        ))}
        {coming.map(({ frame }) => (
          <li key={`p${frame.cseq}`} class="card pending">
            <p>{'text' in frame.body ? frame.body.text : ''}</p>
            <small>{room.contact.value === 'live' ? t('sending') : t('kept_here')}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
