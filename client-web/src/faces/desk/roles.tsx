// SPDX-License-Identifier: AGPL-3.0-or-later
// The roles at the desk: pass them on, hand one on, propose a relay; who has held one already.
import { RoleList } from '../../activities/roles/panel';
import { t } from '../../i18n/t';
import type { Roles } from '../../protocol/view';
import { latest, useRoom } from '../../room/room';
import { roleName } from '../../room/sentences';
import { Button } from '../../ui/button';

export function RolesAtDesk() {
  const room = useRoom();
  const found = latest(room.room.value, 'roles');
  if (!found) return null;
  const [id, view] = found;
  const turning = view.rotation ?? [];
  const offered = turning.some((role) => view.roles?.[role]?.rotating);
  return (
    <details class="fold" open={offered}>
      <summary>{t('desk.roles')}</summary>
      {turning.length > 0 && room.conducts.value && !offered && (
        <>
          <Button onPress={() => room.submitMyself({ type: 'rotate' }, { on: id })}>
            {t('desk.rotate')}
          </Button>
          <p class="help">
            {turning.map((role) => roleName(room, role)).join(' · ')} · {t('desk.rotate_hint')}
          </p>
        </>
      )}
      <RoleList
        id={id}
        view={view}
        own={room.ownOf(id, room.me.value)}
        submit={(body) => room.submitMyself(body, { on: id })}
      />
      <Led view={view} />
    </details>
  );
}

/** Who has led is seen: those who have held a role, and how often. */
function Led({ view }: { view: Roles }) {
  const room = useRoom();
  const rows = Object.entries(view.held ?? {})
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{t('roles.led')}</h3>
      <ul class="people">
        {rows.map(([seat, n]) => (
          <li key={seat}>
            {room.name(seat)} <small>{t('roles.times', { n })}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
