// SPDX-License-Identifier: AGPL-3.0-or-later
// Where everybody says whether an objection still holds: one who upholds it is enough.
import { t } from '../../i18n/t';
import type { ItemId, Objection, Objections } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { Button } from '../../ui/button';
import type { PanelProps } from '../panel';

interface AskedProps extends Pick<PanelProps<Objections>, 'view' | 'own' | 'submit'> {
  readonly item: ItemId;
  readonly row: Objection;
}

export function Asked({ view, own, submit, item, row }: AskedProps) {
  const room = useRoom();
  if (view.qualify_by !== 'consent_including_author') return null;
  const version = view.text_version ?? 0;
  const none = () => submit({ type: 'no_objection', item }, { version });
  if (own.asked === item) {
    return (
      <section class="gestures">
        <p>{t('objections.asked', { name: room.name(row.seat) })}</p>
        <Button look="choice" onPress={() => submit({ type: 'still', item }, { version })}>
          {t('objections.asked_still')}
        </Button>
        <Button look="choice" onPress={none}>
          {t('objections.asked_none')}
        </Button>
      </section>
    );
  }
  if (view.asked === item) return <p class="calm">{t('objections.asked_wait', { n: view.unsaid ?? 0 })}</p>;
  const may = row.argument !== undefined && row.seat !== room.acting.value;
  return (
    <>
      {row.upheld_by !== undefined && (
        <p class="calm">{t('objections.upheld_by', { name: room.name(row.upheld_by) })}</p>
      )}
      {may && (
        <Button look="quiet" onPress={none}>
          {t('objections.asked_none')}
        </Button>
      )}
    </>
  );
}
