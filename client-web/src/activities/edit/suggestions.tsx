// SPDX-License-Identifier: AGPL-3.0-or-later
// Suggestions to a text: anyone makes one; whoever writes takes it, which makes a version, or leaves it.
import { t } from '../../i18n/t';
import type { Edit } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

export function Suggestions({ view, submit, mine = false }: PanelProps<Edit> & { mine?: boolean }) {
  const room = useRoom();
  const open = rowsOf(view.suggestions).filter(([, row]) => row.state === 'open');
  if (open.length === 0) return null;
  return (
    <section>
      <h2>{t('edit.suggestions', { n: open.length })}</h2>
      <ul class="cards">
        {open.map(([item, row]) => (
          <li key={item} class="card">
            <p>{row.text}</p>
            <small>{room.name(row.seat)}</small>
            <div class="row">
              {mine && (
                <Button
                  onPress={() => submit({ type: 'take_suggestion', item }, { version: view.version ?? 0 })}
                >
                  {t('edit.take')}
                </Button>
              )}
              {(mine || row.seat === room.acting.value) && (
                <Button look="quiet" onPress={() => submit({ type: 'drop_suggestion', item })}>
                  {mine ? t('edit.leave') : t('withdraw')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Suggest({ id, view, submit }: PanelProps<Edit>) {
  const room = useRoom();
  const field = `${id}/${room.acting.value}/suggest`;
  const words = useDraft(field);
  return (
    <details class="fold">
      <summary>{t('edit.suggest')}</summary>
      <Field
        field={field}
        label={t('edit.suggest_label')}
        start=""
        max={view.length_max ?? 2000}
        help={t('edit.suggest_help')}
      />
      <Button
        disabled={words.text === ''}
        onPress={() => {
          submit({ type: 'suggest', text: words.text }, { draft: field });
          words.clear();
        }}
      >
        {t('edit.suggest_send')}
      </Button>
    </details>
  );
}
