// SPDX-License-Identifier: AGPL-3.0-or-later
// The layers of the view and the activities' values, as SPEC.md §4 and §6 name them.
import type { Gathering } from './gathering';
import type { OutageOfOne, OutageOnDesk } from './outage';

export type SeatId = string;
export type ActivityId = string;
export type ItemId = string;
export type Rows<T> = Readonly<Record<string, T>>;

export interface Position {
  readonly epoch: number;
  readonly seq: number;
  readonly nonce: string;
}

export type Attendance = 'counted' | 'aside' | 'away' | 'without_answer' | 'left';

export interface Seat {
  readonly name: string;
  readonly place?: string;
  readonly attendance: Attendance;
  readonly device?: boolean;
  readonly voice?: SeatId;
  readonly late?: boolean;
  readonly last_word?: string;
}

export type Params = Readonly<Record<string, unknown>>;

export interface MissingWhy {
  readonly guard?: string;
  readonly code: string;
  readonly params?: Params;
}

export interface Exit {
  readonly target?: string;
  readonly allowed: boolean;
  readonly law?: boolean;
  readonly missing?: MissingWhy;
  /** The roles that may call it; absent: whoever conducts. */
  readonly by?: string | readonly string[];
}

export interface CalledStep {
  readonly event: string;
  readonly by: SeatId;
  readonly opens_at: number;
}

export interface RoomTimer {
  readonly deadline?: number;
  readonly left?: number;
  readonly started_at?: number;
  readonly length?: number;
  readonly on_elapsed?: string;
}

export interface ChartState {
  readonly entry: string;
  readonly key: string;
  readonly path?: readonly string[];
  readonly since?: number;
  readonly texts?: string;
  /** The activity that this state is about, where it is not the one begun last. */
  readonly about?: ActivityId;
  readonly final?: boolean;
}

export interface Decision {
  readonly outcome: string;
  readonly of?: ActivityId;
  readonly version?: number;
  readonly at?: number;
}

export interface Override {
  readonly by: SeatId;
  readonly reason: string;
  readonly event: string;
  readonly at: number;
  readonly entry: string;
}

export interface RoomLayer {
  readonly title: string;
  readonly why?: string;
  readonly language: 'fr' | 'en';
  readonly address: 'tu' | 'vous';
  readonly scenario?: string;
  readonly params?: Params;
  readonly open: 'open' | 'locked' | 'closed';
  readonly conducted?: boolean;
  /** An exercise: some seats are played by the server. */
  readonly practice?: true;
  readonly founder?: SeatId;
  readonly seats?: Rows<Seat>;
  readonly seat_count?: number;
  readonly counted?: number;
  readonly state?: ChartState;
  readonly step?: { readonly exits?: Rows<Exit>; readonly called?: CalledStep; readonly undo?: boolean };
  readonly timer?: RoomTimer;
  readonly paused?: { readonly by?: SeatId; readonly since?: number };
  readonly roles?: Rows<SeatId>;
  readonly relay?: { readonly role: string; readonly since?: number };
  readonly decision?: Decision;
  readonly override?: Override;
  readonly claims?: Rows<{ readonly seat: SeatId; readonly name?: string }>;
  readonly frame?: { readonly count: number; readonly by?: SeatId };
  readonly activities?: Rows<Activity>;
}

export interface DeskLayer extends OutageOnDesk {
  /** Above 64 seats: everybody, as on the screen; the room's layer then has those it speaks of. */
  readonly seats?: Rows<Seat>;
  readonly activities?: Rows<{ readonly missing?: Rows<readonly SeatId[]> }>;
}

export interface OwnLayer extends OutageOfOne {
  readonly seats?: Rows<Seat>;
  readonly activities?: Rows<Own>;
  readonly asked?: Rows<{ readonly by: SeatId }>;
}

export type Layers = Readonly<Record<string, unknown>>;

export interface View {
  readonly position: Position;
  readonly layers: Layers;
}

export interface Base {
  readonly name?: string;
  readonly state?: string;
  readonly always?: boolean;
  readonly running?: boolean;
  readonly settled?: boolean;
  readonly outcome?: string;
  readonly missing?: Rows<number>;
}

export interface Present extends Base {
  readonly kind: 'present';
  readonly role?: string;
  readonly by?: SeatId;
  readonly finished?: boolean;
}

export type RoundMark =
  | 'waiting'
  | 'speaking'
  | 'spoke'
  | 'passed'
  | 'away'
  | 'aside'
  | 'left'
  | 'without_answer';

export interface RoundQuestion {
  readonly seat: SeatId;
  readonly text?: string;
  readonly answered?: boolean;
  readonly reply?: string;
}

export interface Round extends Base {
  readonly kind: 'round';
  /** The name of the collect whose authors alone are heard. */
  readonly of?: string;
  readonly phase: 'first' | 'second' | 'closed';
  readonly floor?: SeatId;
  readonly serving?: number;
  readonly next?: readonly SeatId[];
  readonly turn_started_at?: number;
  readonly turn_s?: number;
  readonly spoken?: number;
  readonly total?: number;
  readonly order?: Rows<{ readonly ticket: number; readonly mark: RoundMark }>;
  readonly notes?: Rows<{ readonly text: string; readonly entered_by?: SeatId }>;
  readonly questions?: Rows<RoundQuestion>;
}

export interface CollectItem {
  readonly text?: string;
  readonly choice?: string;
  readonly number?: number;
  readonly seat_chosen?: SeatId;
  readonly by?: SeatId;
  readonly entered_by?: SeatId;
  readonly hidden?: boolean;
  /** The ideas that this one builds on: « oui, et… ». */
  readonly on?: readonly ItemId[];
  /** The items of another collect that this one is about. */
  readonly about?: readonly ItemId[];
  readonly tag?: string;
}

export interface Collect extends Base {
  readonly kind: 'collect';
  readonly visibility?: 'live' | 'blind';
  readonly input?: 'text' | 'choice' | 'number' | 'seat';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly per_seat?: number;
  readonly length_max?: number;
  readonly phase: 'open' | 'revealed';
  readonly finished?: number;
  readonly total?: number;
  readonly count?: number;
  readonly items?: Rows<CollectItem>;
  readonly tally?: Rows<number>;
  /** « never »: notes for oneself. */
  readonly reveal?: 'auto' | 'desk' | 'never';
  readonly builds?: boolean;
  readonly tags?: readonly string[];
  /** The name of the collect that this one's items are about. */
  readonly from?: string;
  readonly only_authors?: boolean;
  readonly items_min?: number;
}

export interface TextVersion {
  readonly text: string;
  readonly review_date?: string;
  readonly by?: SeatId;
  readonly entered_by?: SeatId;
  readonly at?: number;
  readonly from?: ItemId;
}

export interface Suggestion {
  readonly text: string;
  readonly seat: SeatId;
  readonly entered_by?: SeatId;
  readonly state: 'open' | 'taken' | 'dropped';
}

export interface Edit extends Base {
  readonly kind: 'edit';
  readonly role?: string;
  readonly version?: number;
  readonly text?: string;
  readonly review_date?: string;
  readonly by?: SeatId;
  readonly review?: 'required' | 'optional' | 'none';
  readonly length_max?: number;
  readonly versions?: Rows<TextVersion>;
  readonly suggestions?: Rows<Suggestion>;
}

export type Choice = 'consent' | 'concern' | 'objection';

export interface Answer {
  readonly choice: Choice;
  readonly text?: string;
  readonly entered_by?: SeatId;
}

export interface ConsentCheck extends Base {
  readonly kind: 'consent_check';
  readonly version?: number;
  readonly phase: 'open' | 'revealed' | 'void' | 'asked';
  readonly answered?: number;
  readonly total?: number;
  readonly concerns_allowed?: boolean;
  /** False: the sense of the meeting, without any count. */
  readonly counts?: boolean;
  readonly all_answered?: boolean;
  /** Without counts: the words of the concerns, without names. */
  readonly words?: Rows<{ readonly text: string }>;
  readonly signal?: 'together' | 'round';
  /** Said round the circle after the reveal: whose answer is said now, and whose after. */
  readonly floor?: SeatId;
  readonly next?: readonly SeatId[];
  readonly said?: number;
  readonly last_call_until?: number;
  readonly asked_by?: SeatId;
  readonly question?: string;
  readonly tally?: { readonly consent?: number; readonly concern?: number; readonly objection?: number };
  readonly answers?: Rows<Answer>;
}

export type ObjectionState = 'pending' | 'argued' | 'held' | 'integrated' | 'concern' | 'lifted';

export interface Objection {
  readonly seat: SeatId;
  readonly entered_by?: SeatId;
  readonly state: ObjectionState;
  readonly argument?: string;
  readonly asked_again?: boolean;
  readonly since_version?: number;
  readonly settled_version?: number;
  readonly concern?: string;
  readonly upheld_by?: SeatId;
}

export interface Objections extends Base {
  readonly kind: 'objections';
  readonly test?: 's3' | 'sofa' | 'udn' | 'holacracy';
  readonly qualify_by?: 'author' | 'consent_including_author';
  /** The objection of which everybody says whether it still holds, and how many have not said. */
  readonly asked?: ItemId;
  readonly unsaid?: number;
  readonly text_version?: number;
  readonly current?: ItemId;
  readonly pending?: number;
  readonly items?: Rows<Objection>;
}

export interface HeldRole {
  readonly holder?: SeatId;
  readonly proposed?: SeatId;
  readonly proposed_by?: SeatId;
  readonly relay?: boolean;
  /** Offered to somebody in turn; to whom, only that seat sees. */
  readonly rotating?: boolean;
}

export interface Roles extends Base {
  readonly kind: 'roles';
  readonly roles?: Rows<HeldRole>;
  /** The roles that go round. */
  readonly rotation?: readonly string[];
  /** How often each seat has come to a role that goes round. */
  readonly held?: Rows<number>;
}

export type HandKind = 'speak' | 'reply' | 'order';
export type SignalKind = 'cannot_hear' | 'slower' | 'not_understood' | 'frame';

export interface Queue extends Base {
  readonly kind: 'queue';
  readonly hands?: Rows<{ readonly ticket: number; readonly kind?: HandKind }>;
  readonly waiting?: number;
  readonly first?: SeatId;
  readonly floor?: SeatId;
  readonly floor_since?: number;
  readonly signals?: Rows<{ readonly kind: SignalKind; readonly at?: number }>;
  readonly paused?: boolean;
  readonly paused_by?: SeatId;
  readonly paused_at?: number;
}

export interface Commitment {
  readonly what: string;
  readonly seat: SeatId;
  readonly by?: SeatId;
  readonly by_when?: string;
  readonly state: 'asked' | 'accepted' | 'declined';
  readonly entered_by?: SeatId;
  /** The idea that it carries. */
  readonly item?: ItemId;
}

export interface Commitments extends Base {
  readonly kind: 'commitments';
  readonly items?: Rows<Commitment>;
  readonly count?: number;
  /** The name of the collect or sort whose items are carried. */
  readonly of?: string;
}

export type Activity =
  | Present
  | Round
  | Collect
  | Edit
  | ConsentCheck
  | Objections
  | Roles
  | Queue
  | Commitments
  | Gathering;

export type Kind = Activity['kind'];

/** What only this seat sees of an activity; which values are there depends on its kind. */
export interface Own {
  readonly ticket?: number;
  readonly mark?: RoundMark;
  readonly items?: Rows<CollectItem>;
  readonly finished?: boolean;
  readonly choice?: Choice;
  readonly text?: string;
  readonly entered_by?: SeatId;
  readonly proposed?: Rows<{ readonly by: SeatId }>;
  readonly asked?: ItemId;
  readonly hand?: { readonly ticket: number; readonly kind?: HandKind };
  readonly signal?: SignalKind;
  readonly scores?: Rows<{ readonly value: number }>;
  readonly left?: number;
  readonly group?: string;
  /** The others in one's own group. */
  readonly seats?: readonly SeatId[];
  /** Whether it is one's own group's turn to say an idea. */
  readonly may_share?: boolean;
  readonly joined?: boolean;
}
