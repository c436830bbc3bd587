// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of the method: its moments in order, and which is now.
import '../../styles/path.css';
import { t } from '../../i18n/t';
import { stops } from '../../room/path';
import { type Room, useRoom } from '../../room/room';
import { stateTitle } from '../../room/sentences';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly now: boolean;
}

/** The moments with a title, one line each. */
export function stepsOf(room: Room): readonly Step[] {
  const now = room.room.value?.state?.key;
  return stops(room.scenario.value?.scenario, now).flatMap(({ key, texts }) => {
    const title = stateTitle(room, texts);
    return title ? [{ key, title, now: key === now }] : [];
  });
}

export function RunMap() {
  const room = useRoom();
  const steps = stepsOf(room);
  const at = steps.findIndex((step) => step.now);
  if (steps.length === 0) return <p>{stateTitle(room) ?? t('now.together')}</p>;
  return (
    <ol class="run">
      {steps.map((step, index) => (
        <li
          key={step.key}
          class={step.now ? 'now' : index < at ? 'done' : ''}
          aria-current={step.now ? 'step' : undefined}
        >
          {step.title}
          {index < at && <span class="unseen"> ({t('run.done')})</span>}
          {step.now && <small> {t('run.now')}</small>}
        </li>
      ))}
    </ol>
  );
}
