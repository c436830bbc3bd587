// SPDX-License-Identifier: AGPL-3.0-or-later
// How the choices stand, as bars with their numbers and words.
import type { Collect } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { choiceName } from '../../room/sentences';

export function Tally({ view }: { view: Collect }) {
  const room = useRoom();
  const rows = Object.entries(view.tally ?? {});
  if (rows.length === 0) return null;
  const most = Math.max(1, ...rows.map(([, n]) => n));
  const name = (choice: string) =>
    view.input === 'seat' ? room.name(choice) : view.input === 'number' ? choice : choiceName(room, choice);
  return (
    <table class="tally">
      <tbody>
        {rows.map(([choice, n]) => (
          <tr key={choice}>
            <th scope="row">{name(choice)}</th>
            <td class="bar">
              <meter min={0} max={most} value={n} aria-hidden="true" />
            </td>
            <td class="number">{n}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
