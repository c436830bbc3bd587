// SPDX-License-Identifier: AGPL-3.0-or-later
// The groups with their people, as a table.
import { names, t } from '../../i18n/t';
import type { Groups } from '../../protocol/gathering';
import { rowsOf, useRoom } from '../../room/room';

export function GroupsTable({ view }: { view: Groups }) {
  const room = useRoom();
  const told = (group: string) =>
    rowsOf(view.items)
      .filter(([, item]) => item.group === group)
      .map(([id, item]) => <li key={id}>{item.text}</li>);
  return (
    <table class="tally">
      <thead>
        <tr>
          <th scope="col">{t('groups.col_who')}</th>
          {view.share !== false && <th scope="col">{t('groups.col_told')}</th>}
        </tr>
      </thead>
      <tbody>
        {rowsOf(view.groups).map(([id, group]) => (
          <tr key={id}>
            <th scope="row">
              {names(
                (group.seats ?? []).map((seat) => room.name(seat)),
                8,
              )}
            </th>
            {view.share !== false && (
              <td>
                <ul>{told(id)}</ul>
                {group.passed && t('groups.passed')}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
