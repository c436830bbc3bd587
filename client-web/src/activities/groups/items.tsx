// SPDX-License-Identifier: AGPL-3.0-or-later
// What the groups have told, the newest first; what mine told can be changed.
import { useState } from 'preact/hooks';
import { names, t } from '../../i18n/t';
import type { GroupItem, Groups } from '../../protocol/gathering';
import { rowsOf, useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

type ItemsProps = Pick<PanelProps<Groups>, 'id' | 'view' | 'submit'> & { readonly mine: string | undefined };

export function GroupItems({ id, view, mine, submit }: ItemsProps) {
  const room = useRoom();
  const rows = [...rowsOf(view.items)].reverse();
  if (rows.length === 0) return null;
  const of = ({ group, by }: GroupItem) => {
    if (group === mine) return t('groups.ours');
    const seats = view.groups?.[group]?.seats ?? [];
    return seats.length > 0 && seats.every((seat) => room.seat(seat))
      ? names(
          seats.map((seat) => room.name(seat)),
          4,
        )
      : room.name(by);
  };
  return (
    <section>
      <h2>{t('groups.told', { n: rows.length })}</h2>
      <ul class="cards">
        {rows.map(([item, row]) => (
          <li key={item} class={`card${row.group === mine ? ' of-mine' : ''}`}>
            <p>{row.text}</p>
            <small>
              {of(row)} {enteredBy(room, row.entered_by)}
            </small>
            {row.group === mine && <ChangeShared id={id} item={item} row={row} submit={submit} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

type ChangeProps = Pick<PanelProps<Groups>, 'id' | 'submit'> & {
  readonly item: string;
  readonly row: GroupItem;
};

function ChangeShared({ id, item, row, submit }: ChangeProps) {
  const [editing, setEditing] = useState(false);
  const field = `${id}/${item}/change`;
  const words = useDraft(field, row.text);
  if (!editing) {
    return (
      <div class="row">
        <Button look="quiet" onPress={() => setEditing(true)}>
          {t('change')}
        </Button>
        <Button look="quiet" onPress={() => submit({ type: 'withdraw', item })}>
          {t('withdraw')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Field field={field} label={t('groups.share_label')} start={row.text} rows={2} max={280} />
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
    </>
  );
}
