// SPDX-License-Identifier: AGPL-3.0-or-later
// The acts that belong to an objection's author, and to nobody else.
import { t } from '../../i18n/t';
import type { ItemId, Objection, Objections } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

type AuthorProps = PanelProps<Objections> & { readonly item: ItemId; readonly row: Objection };

/** To say, or to write, and then the three answers: all in sight at once on a small phone. */
export function Author({ id, view, item, row, submit }: AuthorProps) {
  const version = view.text_version ?? 0;
  const open = row.state === 'pending' || row.state === 'argued';
  const words = useArgument({ id, item, row });
  const keep = () => {
    if (!open || !words.fresh) return;
    submit({ type: 'argue', item, text: words.text }, { draft: words.field });
  };
  const field = (
    <Field field={words.field} label={t('objections.argue_label')} start={row.argument} rows={2} />
  );
  return (
    <>
      {open && !row.argument && field}
      {open && words.fresh && !row.argument && <Button onPress={keep}>{t('objections.argue')}</Button>}
      <div class="gestures">
        {(open || row.asked_again) && (
          <Button
            look="gesture"
            onPress={() => {
              keep();
              submit({ type: 'still', item }, { version });
            }}
          >
            {t('objections.still')}
          </Button>
        )}
        <Button onPress={() => submit({ type: 'concern', item })}>{t('objections.concern')}</Button>
        <Button onPress={() => submit({ type: 'lift', item }, { version })}>{t('objections.lift')}</Button>
      </div>
      {open && row.argument && (
        <details class="fold">
          <summary>{t('objections.reword')}</summary>
          {field}
          {words.fresh && <Button onPress={keep}>{t('objections.argue')}</Button>}
        </details>
      )}
    </>
  );
}

/** The author's words as they stand in the field; fresh where the circle has not got them yet. */
function useArgument({ id, item, row }: Pick<AuthorProps, 'id' | 'item' | 'row'>) {
  const room = useRoom();
  const field = `${id}/${item}/${room.acting.value}/argument`;
  const { text } = useDraft(field, row.argument);
  return { field, text, fresh: text !== '' && text !== row.argument };
}
