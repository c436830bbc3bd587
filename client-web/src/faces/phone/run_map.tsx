// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of the method: its moments in order, and which is now.
import { t } from '../../i18n/t';
import type { MapNode } from '../../protocol/http';
import { type Room, useRoom } from '../../room/room';
import { stateTitle } from '../../room/sentences';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly now: boolean;
}

/** The moments with a title, one line each: a moment of several states is one. */
export function stepsOf(room: Room): readonly Step[] {
  const path = room.room.value?.state?.path ?? [];
  const now = room.room.value?.state?.texts;
  const steps: Step[] = [];
  const walk = (node: MapNode) => {
    const children = node.states ?? [];
    if (children.length > 0) {
      for (const child of children) walk(child);
      return;
    }
    const key = node.texts ?? node.key ?? '';
    const title = stateTitle(room, key);
    if (!title || (node.final && !path.includes(node.key ?? ''))) return;
    if (steps.some((step) => step.title === title)) return;
    steps.push({ key, title, now: key === now });
  };
  const map = room.scenario.value?.map;
  if (map) walk(map);
  return steps;
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
