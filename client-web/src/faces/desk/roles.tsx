// SPDX-License-Identifier: AGPL-3.0-or-later
// The roles at the desk: pass them on, hand one on, propose a relay; who has held one already.
import { RoleList } from '../../activities/roles/panel';
import { isRotating, Led, Rotate } from '../../activities/roles/rotation';
import { t } from '../../i18n/t';
import type { Body } from '../../protocol/commands';
import { latest, useRoom } from '../../room/room';

export function RolesAtDesk() {
  const room = useRoom();
  const found = latest(room.room.value, 'roles');
  if (!found) return null;
  const [id, view] = found;
  const submit = (body: Body) => room.submitMyself(body, { on: id });
  return (
    <details class="fold" open={isRotating(view)}>
      <summary>{t('desk.roles')}</summary>
      <Rotate view={view} submit={submit} />
      <RoleList id={id} view={view} own={room.ownOf(id, room.me.value)} submit={submit} />
      <Led view={view} />
    </details>
  );
}
