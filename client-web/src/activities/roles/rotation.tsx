// SPDX-License-Identifier: AGPL-3.0-or-later
// Roles that go round: whoever conducts passes them on; who has led is seen.
import { t } from '../../i18n/t';
import type { Roles } from '../../protocol/view';
import { useRoom } from '../../room/room';
import { roleName } from '../../room/sentences';
import { Button } from '../../ui/button';
import type { PanelProps } from '../panel';

/** Is a role being offered to somebody in turn? */
export function isRotating(view: Roles): boolean {
  return Object.values(view.roles ?? {}).some((held) => held.rotating);
}

export function Rotate({ view, submit }: Pick<PanelProps<Roles>, 'view' | 'submit'>) {
  const room = useRoom();
  const turning = view.rotation ?? [];
  if (turning.length === 0 || !room.conducts.value || isRotating(view)) return null;
  return (
    <div class="step">
      <Button onPress={() => submit({ type: 'rotate' })}>{t('roles.rotate')}</Button>
      <p class="help">
        {turning.map((role) => roleName(room, role)).join(' · ')} · {t('roles.rotate_hint')}
      </p>
    </div>
  );
}

/** Those who have held a role that goes round, and how often. */
export function Led({ view }: { view: Roles }) {
  const room = useRoom();
  const rows = Object.entries(view.held ?? {})
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('roles.led')}</h2>
      <ul class="people">
        {rows.map(([seat, n]) => (
          <li key={seat}>
            {room.name(seat)} <small>{t('roles.times', { n })}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
