// SPDX-License-Identifier: AGPL-3.0-or-later
// What a fork of the servers' log cost, SPEC [V6].
import type { Params, Rows, SeatId } from './view';

/** A contribution that was recorded and then set aside; its words are its author's alone. */
export interface Aside {
  readonly command: string;
  readonly reason: { readonly code: string; readonly params: Params };
  readonly at: number;
  readonly text?: string;
  readonly seat?: SeatId;
}

export interface OutageOfOne {
  readonly set_aside?: Rows<Aside>;
}

export interface OutageOnDesk extends OutageOfOne {
  readonly orphaned_outcomes?: Rows<{ readonly outcome: string; readonly at: number }>;
}
