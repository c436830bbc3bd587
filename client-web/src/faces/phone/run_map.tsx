// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of the method, drawn from its chart: a path with the present stop lit, and at each stop the ways off it.
import '../../styles/path.css';
import { t, tMaybe } from '../../i18n/t';
import { type MapWay, type MethodMap, mapOf } from '../../room/method_map';
import { type Room, useRoom } from '../../room/room';
import { eventName, stateTitle } from '../../room/sentences';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly now: boolean;
  readonly ways: readonly MapWay[];
}

/** The stops that have a title, with the present one also where it lies off the usual path. */
export function stepsOf(room: Room, { stops }: MethodMap): readonly Step[] {
  const now = room.room.value?.state?.key;
  const steps = stops.flatMap(({ key, texts, ways }) => {
    const title = stateTitle(room, texts);
    return title ? [{ key, title, now: key === now, ways }] : [];
  });
  const title = stateTitle(room);
  if (now === undefined || !title || steps.some((step) => step.now)) return steps;
  // Off the path: one stands after the stop whose detour leads here, or else after what is behind.
  const from = steps.findIndex(({ ways }) => ways.some(({ to }) => to.key === now));
  const at = from < 0 ? lastBefore(room, steps) : from;
  return [...steps.slice(0, at + 1), { key: now, title, now: true, ways: [] }, ...steps.slice(at + 1)];
}

/** The last stop that lies around, by the path of the present configuration: in its deepest surroundings. */
function lastBefore(room: Room, steps: readonly Step[]): number {
  const file = room.chart.value;
  const path = new Set(room.room.value?.state?.path ?? []);
  const keys = Object.entries(file?.states ?? {}).flatMap(([key, state]) =>
    path.has(key) ? Object.keys(state.states ?? {}) : [],
  );
  const at = steps.map(({ key }) => keys.includes(key)).lastIndexOf(true);
  return at < 0 ? steps.length - 1 : at;
}

export function useSteps(): {
  readonly steps: readonly Step[];
  readonly at: number;
  readonly map: MethodMap;
} {
  const room = useRoom();
  const map = mapOf(room.chart.value);
  const steps = stepsOf(room, map);
  return { steps, map, at: steps.findIndex((step) => step.now) };
}

export function RunMap() {
  const room = useRoom();
  const { steps, map, at } = useSteps();
  if (steps.length === 0) return <p>{stateTitle(room) ?? t('now.together')}</p>;
  return (
    <>
      <ol class="run">
        {steps.map((step, index) => (
          <li
            key={step.key}
            class={step.now ? 'now' : index < at ? 'done' : ''}
            aria-current={step.now ? 'step' : undefined}
          >
            <Rail index={index} last={index === steps.length - 1} />
            <span class="stop">
              {step.title}
              {index < at && <span class="unseen"> ({t('run.done')})</span>}
              {step.now && <small> {t('run.now')}</small>}
            </span>
            {index >= at && <Ways ways={step.ways} />}
          </li>
        ))}
      </ol>
      {map.anywhere.length > 0 && (
        <div class="anywhere">
          <h4>{t('map.anywhere')}</h4>
          <Ways ways={map.anywhere} />
        </div>
      )}
    </>
  );
}

/** Where the path bends: a little to the left, a little to the right. */
const bend = (index: number) => (index % 2 === 0 ? 9 : 19);

/** One stop's piece of the path: it stretches with the words beside it. */
function Rail({ index, last }: { index: number; last: boolean }) {
  const [here, there] = [bend(index), bend(index + 1)];
  return (
    <span class="rail" aria-hidden="true">
      {!last && (
        <svg viewBox="0 0 28 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={`M${here} 0 C${here} 50 ${there} 50 ${there} 100`} />
        </svg>
      )}
      <svg class="node" viewBox="0 0 28 28" aria-hidden="true">
        <circle class="halo" cx={here} cy="14" r="13" />
        <circle class="dot" cx={here} cy="14" r="6" />
      </svg>
    </span>
  );
}

const arrows = {
  back: 'M3 15 H11 A5 5 0 0 0 11 5 H5 M8 2 L5 5 L8 8',
  detour: 'M3 4 C3 14 8 15 15 15 M12 12 L15 15 L12 18',
  out: 'M3 10 H14 M11 7 L14 10 L11 13 M17 5 V15',
};

function Ways({ ways }: { ways: readonly MapWay[] }) {
  const room = useRoom();
  const shown = ways.flatMap((way) => {
    const words = wayWords(room, way);
    return words ? [{ way, words }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <ul class="ways-off">
      {shown.map(({ way, words }) => (
        <li key={`${way.event ?? way.outcome ?? ''}/${way.to.key}`} class={way.kind}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d={arrows[way.kind]} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}

/** « S'il y a une objection : on passe par « On intègre les objections » ». */
function wayWords(room: Room, way: MapWay): string | undefined {
  const to = stateTitle(room, way.to.texts);
  const why = way.event ? eventName(room, way.event, way.of) : way.outcome && tMaybe(`map.if.${way.outcome}`);
  if (!to || to === why) return why || to;
  return why ? t(`map.${way.kind}`, { why, to }) : t(`map.${way.kind}_plain`, { to });
}
