// SPDX-License-Identifier: AGPL-3.0-or-later
// The groups and their ideas as a table, for those who do not see the wall.
import { t } from '../../i18n/t';
import type { Sort } from '../../protocol/gathering';
import { useRoom } from '../../room/room';
import { groupName, sorted } from './cards';

export function SortTable({ view }: { view: Sort }) {
  const room = useRoom();
  const { groups, loose } = sorted(room, view);
  const rows = [
    ...groups.map((group) => ({ id: group.id, name: groupName(group), cards: group.cards })),
    ...(loose.length > 0 ? [{ id: '', name: t('sort.loose', { n: loose.length }), cards: loose }] : []),
  ];
  return (
    <table class="tally">
      <thead>
        <tr>
          <th scope="col">{t('sort.col_group')}</th>
          <th scope="col">{t('sort.col_ideas')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cards }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>
              <ul>
                {cards.map((card) => (
                  <li key={card.id}>{card.words}</li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
