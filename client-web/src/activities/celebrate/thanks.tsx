// SPDX-License-Identifier: AGPL-3.0-or-later
// Thanks that were said, the newest first.
import { t } from '../../i18n/t';
import type { Celebrate } from '../../protocol/gathering';
import { rowsOf, useRoom } from '../../room/room';
import { enteredBy } from '../../room/sentences';

export function ThanksList({ view, most = 60 }: { view: Celebrate; most?: number }) {
  const room = useRoom();
  const rows = [...rowsOf(view.thanks)].reverse().slice(0, most);
  if (rows.length === 0) return null;
  return (
    <ul class="cards thanks">
      {rows.map(([id, row]) => (
        <li key={id} class="card">
          <p>{t('celebrate.said', { by: room.name(row.by), to: room.name(row.to) })}</p>
          {row.text && <p class="own-words">{row.text}</p>}
          {row.entered_by && <small>{enteredBy(room, row.entered_by)}</small>}
        </li>
      ))}
    </ul>
  );
}
