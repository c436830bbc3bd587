// SPDX-License-Identifier: AGPL-3.0-or-later
// The values of the kinds that gather: ideas sorted, options weighed, groups, silence, thanks, an agenda.
import type { Base, ItemId, Rows, SeatId } from './view';

/** Ideas grouped by hand, and the groups named. */
export interface Sort extends Base {
  readonly kind: 'sort';
  /** The collect whose ideas these are, by the name that the scenario gives it; likewise below. */
  readonly of?: string;
  /** Nobody has moved a card for a while. */
  readonly calm?: boolean;
  readonly ungrouped?: number;
  readonly groups?: Rows<{ readonly name?: string; readonly n?: number; readonly by?: SeatId }>;
  readonly cards?: Rows<{ readonly groups?: readonly string[] }>;
  readonly groups_max?: number;
}

export interface ScoreResult {
  readonly total: number;
  readonly max?: number;
  readonly min?: number;
  /** How many gave each value, from `min` to `max` of the scale. */
  readonly histogram?: readonly number[];
  readonly acceptance?: number;
  readonly loud?: number;
  readonly rank?: number;
}

/** How much each option weighs on each of us, blind, revealed at once. */
export interface Score extends Base {
  readonly kind: 'score';
  readonly of?: string;
  readonly min?: number;
  readonly max?: number;
  readonly passive?: boolean;
  readonly dots?: number;
  readonly loud_at?: number;
  readonly options?: readonly string[];
  /** Of the options: it grows when one of them changes. */
  readonly version?: number;
  readonly phase: 'open' | 'revealed';
  readonly finished?: number;
  readonly total?: number;
  /** How many seats' scores count. */
  readonly scored?: number;
  readonly results?: Rows<ScoreResult>;
  readonly ranking?: readonly string[];
  readonly tie?: readonly string[];
}

export type PointPhase = 'waiting' | 'taken_up' | 'done' | 'put_off';

export interface AgendaPoint {
  readonly text: string;
  readonly by?: SeatId;
  readonly entered_by?: SeatId;
  readonly minutes?: number;
  readonly phase: PointPhase;
  readonly place?: number;
}

/** Points to be treated one after the other. */
export interface Agenda extends Base {
  readonly kind: 'agenda';
  readonly items?: Rows<AgendaPoint>;
  readonly taken_up?: ItemId;
  readonly left?: number;
  readonly minutes_max?: number;
}

export interface Group {
  readonly seats?: readonly SeatId[];
  readonly shared?: number;
  readonly passed?: boolean;
}

export interface GroupItem {
  readonly text: string;
  readonly group: string;
  readonly by?: SeatId;
  readonly entered_by?: SeatId;
}

/** Pairs, fours, tables. */
export interface Groups extends Base {
  readonly kind: 'groups';
  readonly size?: number;
  /** The groups that these are unions of. */
  readonly of?: string;
  /** Whether the groups say an idea each. */
  readonly share?: boolean;
  /** How many groups. */
  readonly count?: number;
  /** How many seats in them are counted. */
  readonly total?: number;
  /** How many groups were heard once, or passed. */
  readonly shared?: number;
  readonly groups?: Rows<Group>;
  readonly items?: Rows<GroupItem>;
}

export interface Silence extends Base {
  readonly kind: 'silence';
  readonly s?: number;
  readonly started_at?: number;
  /** When it ends; moves on when a pause is over. */
  readonly until?: number;
  readonly over?: boolean;
}

export interface Thanks {
  readonly by: SeatId;
  readonly to: SeatId;
  readonly text?: string;
  readonly entered_by?: SeatId;
}

export interface Celebrate extends Base {
  readonly kind: 'celebrate';
  /** The activity whose fruit is celebrated. */
  readonly of?: string;
  readonly joined?: number;
  /** Who has joined in; up to 64. */
  readonly seats?: Rows<object>;
  readonly thanks?: Rows<Thanks>;
}

export type Gathering = Sort | Score | Agenda | Groups | Silence | Celebrate;
