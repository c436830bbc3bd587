// SPDX-License-Identifier: AGPL-3.0-or-later
// The path that a method usually takes: from its beginning by the way on, without the ways out of trouble.
import type { FileState, Way } from '../protocol/http';

export interface Place {
  readonly key: string;
  readonly state: FileState;
  readonly parent: string | undefined;
}

export function places(states: FileState['states'], parent?: string): readonly Place[] {
  return Object.entries(states ?? {}).flatMap(([key, state]) => [
    { key, state, parent },
    ...places(state.states, key),
  ]);
}

export function targets(way: Way | undefined): readonly string[] {
  if (way === undefined) return [];
  // XState writes an id as #id and a child as .key; ids are keys.
  if (typeof way === 'string') return [way.replace(/^[#.]/, '')];
  if (Array.isArray(way)) return way.flatMap(targets);
  const target = (way as { target?: string }).target;
  return targets(target);
}

/** The way on: `advance`, or what an ended activity leads to, or else the first that is named. */
export function waysOn(state: FileState): readonly string[] {
  if (state.on?.advance !== undefined) return targets(state.on.advance).slice(0, 1);
  const invokes = [state.invoke ?? []].flat();
  const done = invokes.flatMap((invoke) => targets(invoke.onDone).slice(0, 1));
  if (done.length > 0) return done.slice(0, 1);
  return targets(Object.values(state.on ?? {})[0]).slice(0, 1);
}

/** Keys of the states on the usual path, in the file's order. */
export function usualPath(file: FileState | undefined): readonly string[] {
  const all = places(file?.states);
  const by_key = new Map(all.map((place) => [place.key, place]));
  const seen = new Set<string>();
  const walk = (key: string | undefined) => {
    const place = key === undefined ? undefined : by_key.get(key);
    if (!place || seen.has(place.key)) return;
    seen.add(place.key);
    if (place.state.states) {
      walk(place.state.initial ?? Object.keys(place.state.states)[0]);
      return;
    }
    const always = targets(place.state.always);
    for (const target of always.length > 0 ? always : waysOn(place.state)) walk(target);
    if (always.length > 0 || waysOn(place.state).length > 0) return;
    // A state that waits leaves by what its compound waits for.
    const parent = place.parent === undefined ? undefined : by_key.get(place.parent);
    for (const target of parent ? waysOn(parent.state) : []) walk(target);
  };
  walk(file?.initial ?? all[0]?.key);
  return all.map((place) => place.key).filter((key) => seen.has(key));
}

export interface Stop {
  readonly key: string;
  readonly texts: string;
}

/** The stops of the path that people read, with the present one wherever it lies. */
export function stops(file: FileState | undefined, now: string | undefined): readonly Stop[] {
  const usual = new Set(usualPath(file));
  return places(file?.states)
    .filter(({ key, state }) => !state.states && (key === now || (usual.has(key) && state.type !== 'final')))
    .filter(({ state }) => state.always === undefined)
    .map(({ key, state }) => ({ key, texts: state.meta?.text ?? key }));
}
