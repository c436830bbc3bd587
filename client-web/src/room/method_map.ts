// SPDX-License-Identifier: AGPL-3.0-or-later
// The map of a method, read from its chart: the stops of the usual path, and at each what may happen instead.
import type { FileState, Way } from '../protocol/http';
import { type Place, places, type Stop, stops, targets, waysOn } from './path';

export interface MapWay {
  /** Back to an earlier stop, through something that comes back here, or out past what follows. */
  readonly kind: 'back' | 'detour' | 'out';
  /** Why it is taken: somebody calls an event, or an activity ends so. */
  readonly event?: string;
  readonly outcome?: string;
  /** Whose texts name the event. */
  readonly of: string;
  readonly to: Stop;
}

export interface MapStop extends Stop {
  readonly ways: readonly MapWay[];
}

export interface MethodMap {
  readonly stops: readonly MapStop[];
  /** What may happen at many of them. */
  readonly anywhere: readonly MapWay[];
}

type Asked = Omit<MapWay, 'kind' | 'to'> & { readonly target: string };

/** The outcome that a guard asks for, however deep it stands in it. */
function outcomeIn(guard: unknown): string | undefined {
  if (typeof guard !== 'object' || guard === null) return undefined;
  const { type, params } = guard as { type?: unknown; params?: { is?: unknown } };
  if (type === 'outcome' && typeof params?.is === 'string') return params.is;
  return Object.values(guard).map(outcomeIn).find(Boolean);
}

function branches(way: Way | undefined): readonly { readonly target: string; readonly outcome?: string }[] {
  if (Array.isArray(way)) return way.flatMap((one: Way) => branches(one));
  const outcome = typeof way === 'object' ? outcomeIn((way as { guard?: unknown }).guard) : undefined;
  return targets(way).map((target) => ({ target, ...(outcome ? { outcome } : {}) }));
}

class Chart {
  readonly all: readonly Place[];
  readonly main: readonly Stop[];
  private readonly by_key: ReadonlyMap<string, Place>;

  constructor(file: FileState | undefined) {
    this.all = places(file?.states);
    this.by_key = new Map(this.all.map((place) => [place.key, place]));
    this.main = stops(file, undefined);
  }

  /** Where one comes to rest who goes to `key`. */
  private rest(key: string): Place | undefined {
    let place = this.by_key.get(key);
    for (let steps = 0; place && steps < 32; steps += 1) {
      const next: string | undefined = place.state.states
        ? (place.state.initial ?? Object.keys(place.state.states)[0])
        : targets(place.state.always).at(-1);
      if (next === undefined) return place;
      place = this.by_key.get(next);
    }
    return place;
  }

  private onMain(key: string): number {
    return this.main.findIndex((stop) => stop.key === key);
  }

  /** The first stop of the usual path that one meets from here, going on as usual. */
  private returns(from: Place): number {
    let place: Place | undefined = from;
    for (let steps = 0; place && steps < 32; steps += 1) {
      const at = this.onMain(place.key);
      if (at >= 0) return at;
      const parent: Place | undefined =
        place.parent === undefined ? undefined : this.by_key.get(place.parent);
      const next: string | undefined = waysOn(place.state)[0] ?? (parent && waysOn(parent.state)[0]);
      // A detour is left by what its surroundings wait for, not by the names of its ways.
      const done: string | undefined = parent && invoked(parent.state)[0]?.target;
      place = this.rest(done ?? next ?? '');
    }
    return Number.POSITIVE_INFINITY;
  }

  /** A way as people read it, seen from the stop `from`; nothing where it is the usual one or stays. */
  way({ target, ...asked }: Asked, from: number, last = from): MapWay | undefined {
    const rest = this.rest(target);
    if (!rest) return undefined;
    const at = this.onMain(rest.key);
    if (at === from || at === last + 1) return undefined;
    const to = { key: rest.key, texts: rest.state.meta?.text ?? rest.key };
    if (at >= 0 && at < from) return { ...asked, to, kind: 'back' };
    return { ...asked, to, kind: at < 0 && this.returns(rest) <= last + 1 ? 'detour' : 'out' };
  }

  /** The stops of the usual path that lie in a state, however deep. */
  within(place: Place): readonly number[] {
    const inside = new Set(places(place.state.states).map(({ key }) => key));
    return this.main.flatMap((stop, index) => (inside.has(stop.key) ? [index] : []));
  }
}

function invoked(state: FileState) {
  return [state.invoke ?? []].flat().flatMap((invoke) => branches(invoke.onDone));
}

function called({ key, state }: Place): readonly Asked[] {
  const of = state.meta?.text ?? key;
  return Object.entries(state.on ?? {})
    .filter(([event]) => event !== 'advance')
    .flatMap(([event, way]) => branches(way).map(({ target }) => ({ event, of, target })));
}

function settled({ key, state }: Place): readonly Asked[] {
  return invoked(state).map((branch) => ({ ...branch, of: state.meta?.text ?? key }));
}

const isWay = (way: MapWay | undefined): way is MapWay => way !== undefined;

/** Of several ways for one reason the last is the plain one: those before it ask for more. */
function distinct(ways: readonly MapWay[]): readonly MapWay[] {
  const reason = ({ event, outcome, to }: MapWay) => event ?? outcome ?? to.key;
  return ways.filter((way, index) => !ways.slice(index + 1).some((other) => reason(other) === reason(way)));
}

export function mapOf(file: FileState | undefined): MethodMap {
  const chart = new Chart(file);
  const ways: MapWay[][] = chart.main.map(() => []);
  const anywhere: MapWay[] = [];
  for (const place of chart.all) {
    const leaf = chart.main.findIndex((stop) => stop.key === place.key);
    if (leaf >= 0) {
      const own = [...called(place), ...settled(place)];
      ways[leaf]?.push(...own.map((asked) => chart.way(asked, leaf)).filter(isWay));
      continue;
    }
    const inside = chart.within(place);
    const first = inside[0];
    if (first === undefined) continue;
    const last = inside.at(-1) ?? first;
    const told = (asked: Asked) => chart.way(asked, first, asked.outcome ? first : last);
    const found = [...called(place), ...settled(place)].map(told).filter(isWay);
    const wide = inside.length > 1;
    anywhere.push(...found.filter((way) => wide && way.outcome === undefined));
    ways[first]?.push(...found.filter((way) => !wide || way.outcome !== undefined));
  }
  return {
    stops: chart.main.map((stop, index) => ({ ...stop, ways: distinct(ways[index] ?? []) })),
    anywhere: distinct(anywhere),
  };
}
