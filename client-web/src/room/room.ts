// SPDX-License-Identifier: AGPL-3.0-or-later
// What a face knows of its room: the view as the line holds it, and what follows from it.
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Told } from '../connection/line';
import type { Entry, Returned } from '../connection/outbox';
import type { About, Body } from '../protocol/commands';
import type { Closing, Welcome } from '../protocol/frames';
import { readScenario, type Scenario } from '../protocol/http';
import type {
  Activity,
  ActivityId,
  DeskLayer,
  Own,
  OwnLayer,
  Params,
  RoomLayer,
  Rows,
  Seat,
  SeatId,
  View,
} from '../protocol/view';
import { asChosen } from './chosen';
import { learnTime } from './clock';

export type Contact = 'live' | 'joining' | 'offline' | 'ended';

export interface Notice {
  readonly code: string;
  readonly params: Params;
  readonly at: number;
}

/** The way a wish leaves this face; the draft is where its words return to if it is refused. */
export type Send = (body: Body, about: About, draft?: string) => void;

export class Room {
  readonly code: string;
  readonly secret: string;
  private readonly out: Send;

  readonly view = signal<View | undefined>(undefined);
  readonly welcome = signal<Welcome | undefined>(undefined);
  readonly contact = signal<Contact>('joining');
  readonly pending = signal<readonly Entry[]>([]);
  readonly presence = signal<{ here: number; awaited: readonly SeatId[] }>({ here: 0, awaited: [] });
  readonly notice = signal<Notice | undefined>(undefined);
  readonly returned = signal<Returned | undefined>(undefined);
  readonly ended = signal<Closing | undefined>(undefined);
  readonly scenario = signal<Scenario | undefined>(undefined);
  /** Whom this phone speaks for at the moment; absent: for its own seat. */
  readonly speaking_for = signal<SeatId | undefined>(undefined);
  /** Who facilitates, as far as this person has been told; it outlives a change of face. */
  readonly led = signal<{ readonly by: SeatId | undefined } | undefined>(undefined);
  readonly offline_since = signal<number | undefined>(undefined);
  readonly received_at = signal(0);

  readonly layers = computed(() => this.view.value?.layers ?? {});
  readonly room = computed(() => this.layers.value.room as RoomLayer | undefined);
  readonly desk = computed(() => this.layers.value.desk as DeskLayer | undefined);
  readonly me: ReadonlySignal<SeatId | undefined> = computed(() => this.welcome.value?.seats?.[0]);
  readonly acting = computed(() => this.speaking_for.value ?? this.me.value);
  /** Everybody whom a layer names; in a large room that is not everybody. */
  /** The scenario's chart, as this palabre was founded. */
  readonly chart = computed(() => asChosen(this.scenario.value?.scenario, this.room.value?.params));
  readonly seats = computed((): Rows<Seat> => {
    const listed = this.room.value?.seats ?? {};
    const more = Object.values(this.layers.value as Rows<{ readonly seats?: Rows<Seat> }>);
    return more.some((layer) => layer.seats && layer.seats !== listed)
      ? Object.assign({}, ...more.map((layer) => layer.seats))
      : listed;
  });
  readonly conducts = computed(() => {
    const room = this.room.value;
    if (!room || this.me.value === undefined) return false;
    return room.conducted === false || room.roles?.facilitator === this.me.value;
  });
  readonly facilitates = computed(
    () => this.me.value !== undefined && this.room.value?.roles?.facilitator === this.me.value,
  );
  readonly founder = computed(() => this.welcome.value?.rights?.includes('founder') ?? false);

  constructor(code: string, secret: string, out: Send) {
    this.code = code;
    this.secret = secret;
    this.out = out;
  }

  seat(id: SeatId | undefined): Seat | undefined {
    return id === undefined ? undefined : this.seats.value[id];
  }

  name(id: SeatId | undefined): string {
    return this.seat(id)?.name ?? '…';
  }

  own(seat: SeatId | undefined): OwnLayer | undefined {
    return seat === undefined ? undefined : (this.layers.value[`own_${seat}`] as OwnLayer | undefined);
  }

  ownOf(activity: ActivityId, seat: SeatId | undefined = this.acting.value): Own {
    return this.own(seat)?.activities?.[activity] ?? {};
  }

  holds(role: string, seat: SeatId | undefined = this.acting.value): boolean {
    return seat !== undefined && this.room.value?.roles?.[role] === seat;
  }

  /** Says a wish to the server. Whoever speaks for another seat says so, SPEC [C5]. */
  submit(body: Body, about: About = {}, draft?: string): void {
    const other = this.speaking_for.value;
    this.returned.value = undefined;
    this.out(body, other === undefined || about.for ? about : { ...about, for: other }, draft);
  }

  /** As `submit`, always in one's own name: the acts of a role and of the room. */
  submitMyself(body: Body, about: About = {}, draft?: string): void {
    this.returned.value = undefined;
    this.out(body, about, draft);
  }

  hear(event: Told): void {
    switch (event.is) {
      case 'welcome':
        this.hearWelcome(event.welcome);
        return;
      case 'time':
        learnTime(event.now, event.trip_ms);
        return;
      case 'presence':
        this.presence.value = { here: event.here, awaited: event.awaited };
        return;
      case 'notice':
        this.notice.value = { code: event.code, params: event.params, at: Date.now() };
        return;
      case 'returned':
        this.returned.value = event.returned;
        return;
      case 'ended':
        batch(() => {
          this.ended.value = event.why;
          this.contact.value = 'ended';
        });
        return;
    }
  }

  private hearWelcome(welcome: Welcome): void {
    const before = this.welcome.value?.scenario;
    this.welcome.value = welcome;
    if (welcome.scenario === undefined || welcome.scenario === before) return;
    readScenario(welcome.scenario).then(
      (scenario) => {
        this.scenario.value = scenario;
      },
      // The faces have words of their own for every activity: a palabre goes on without its scenario's.
      () => undefined,
    );
  }
}

export type Named<A extends Activity = Activity> = readonly [ActivityId, A];

const number_of = (id: string) => Number(id.slice(1)) || 0;

export const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  number_of(a) - number_of(b);

/** Ids count upwards: the oldest first. */
export function rowsOf<T>(rows: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(rows ?? {}).sort(byId);
}

export function activitiesOf(room: RoomLayer | undefined): readonly Named[] {
  return rowsOf(room?.activities);
}

/** The latest activity of a kind, running or not. */
export function latest<K extends Activity['kind']>(
  room: RoomLayer | undefined,
  kind: K,
): Named<Extract<Activity, { kind: K }>> | undefined {
  const found = activitiesOf(room).filter(([, activity]) => activity.kind === kind);
  return found.at(-1) as Named<Extract<Activity, { kind: K }>> | undefined;
}

/** What the present state is about: the activity that its scenario names, or else the running one begun last that is not always there. */
export function current(room: RoomLayer | undefined): Named | undefined {
  const about = room?.state?.about;
  const named = about === undefined ? undefined : room?.activities?.[about];
  if (about !== undefined && named !== undefined) return [about, named];
  return activitiesOf(room)
    .filter(([, activity]) => !activity.always && activity.running !== false)
    .at(-1);
}

/** So many ways out, and no activity of the state's own: people choose together where to go on. */
const crossroads_min = 4;

export function isCrossroads(room: RoomLayer | undefined): boolean {
  const ways = Object.keys(room?.step?.exits ?? {}).length;
  const own = room?.state?.about !== undefined || current(room)?.[1].state === room?.state?.key;
  return ways >= crossroads_min && !own;
}

/** Outcomes by which a text holds from now on: by consent, as the least resisted, as the sense of the meeting. */
const deciding: ReadonlySet<string> = new Set(['adopted', 'least_resisted', 'approved']);

export function isDecided(outcome: string | undefined): boolean {
  return outcome !== undefined && deciding.has(outcome);
}

const RoomContext = createContext<Room | undefined>(undefined);
export const RoomProvider = RoomContext.Provider;

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('a face stands outside its room');
  return room;
}
