// SPDX-License-Identifier: AGPL-3.0-or-later
// The acts that belong to an objection's author, and to nobody else.
import { t } from '../../i18n/t';
import type { ItemId, Objection, Objections } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import { Field, useDraft } from '../../ui/field';
import type { PanelProps } from '../panel';

type AuthorProps = PanelProps<Objections> & { readonly item: ItemId; readonly row: Objection };

export function Author({ id, view, item, row, submit }: AuthorProps) {
  const room = useRoom();
  const version = view.text_version ?? 0;
  const field = `${id}/${item}/${room.acting.value}/argument`;
  const words = useDraft(field, row.argument);
  const open = row.state === 'pending' || row.state === 'argued';
  return (
    <>
      {open && (
        <>
          <Field field={field} label={t('objections.argue_label')} start={row.argument} />
          <Button
            disabled={words.text === '' || words.text === row.argument}
            onPress={() => submit({ type: 'argue', item, text: words.text }, { draft: field })}
          >
            {t('objections.argue')}
          </Button>
        </>
      )}
      <div class="gestures">
        {(open || row.asked_again) && (
          <Button look="gesture" onPress={() => submit({ type: 'still', item }, { version })}>
            {t('objections.still')}
          </Button>
        )}
        <Button onPress={() => submit({ type: 'concern', item })}>{t('objections.concern')}</Button>
        <Button onPress={() => submit({ type: 'lift', item }, { version })}>{t('objections.lift')}</Button>
      </div>
    </>
  );
}
