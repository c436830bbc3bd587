// SPDX-License-Identifier: AGPL-3.0-or-later
// The roles at the desk: hand one on, propose a relay.
import { RoleList } from '../../activities/roles/panel';
import { t } from '../../i18n/t';
import { latest, useRoom } from '../../room/room';

export function RolesAtDesk() {
  const room = useRoom();
  const found = latest(room.room.value, 'roles');
  if (!found) return null;
  const [id, view] = found;
  return (
    <details class="fold">
      <summary>{t('desk.roles')}</summary>
      <RoleList
        id={id}
        view={view}
        own={room.ownOf(id, room.me.value)}
        submit={(body) => room.submitMyself(body, { on: id })}
      />
    </details>
  );
}
