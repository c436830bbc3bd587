// SPDX-License-Identifier: AGPL-3.0-or-later
// Thanks that were said, the newest first.
import { t } from '../../i18n/t';
import type { Celebrate } from '../../protocol/gathering';
import type { ItemId } from '../../protocol/view';
import { rowsOf, useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';
import { Button } from '../../ui/button';

interface ThanksListProps {
  readonly view: Celebrate;
  /** Takes back thanks of one's own. */
  onWithdraw?(item: ItemId): void;
}

const shown_max = 60;

export function ThanksList({ view, onWithdraw }: ThanksListProps) {
  const room = useRoom();
  const rows = [...rowsOf(view.thanks)].reverse().slice(0, shown_max);
  if (rows.length === 0) return null;
  return (
    <ul class="cards thanks">
      {rows.map(([id, row]) => (
        <li key={id} class="card">
          <p>{t('celebrate.said', { by: room.name(row.by), to: room.name(row.to) })}</p>
          {row.text && <p class="own-words">{row.text}</p>}
          {row.entered_by && <small>{enteredBy(room, row.entered_by)}</small>}
          {onWithdraw && row.by === room.acting.value && (
            <Button look="quiet" onPress={() => onWithdraw(id)}>
              {t('withdraw')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
