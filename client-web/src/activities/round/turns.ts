// SPDX-License-Identifier: AGPL-3.0-or-later
// What follows from a round for one seat: how long yet, and how much of the soft time is left.
import type { Own, Round, RoundMark, SeatId } from '../../protocol/view';

export function markOf(view: Round, own: Own, seat: SeatId | undefined): RoundMark | undefined {
  if (seat === undefined) return undefined;
  if (view.floor === seat && view.phase !== 'closed') return 'speaking';
  return own.mark ?? view.order?.[seat]?.mark;
}

/** How many speak before this seat, the one who has the floor included. */
export function before(view: Round, own: Own, seat: SeatId | undefined): number | undefined {
  const ticket = own.ticket ?? (seat === undefined ? undefined : view.order?.[seat]?.ticket);
  if (ticket === undefined) return undefined;
  if (view.order) {
    return Object.values(view.order).filter(
      (other) => other.ticket < ticket && (other.mark === 'waiting' || other.mark === 'speaking'),
    ).length;
  }
  return view.serving === undefined ? undefined : Math.max(0, ticket - view.serving);
}

/** How many are still to be heard. */
export function unheard(view: Round): number {
  return view.missing?.not_heard ?? Math.max(0, (view.total ?? 0) - (view.spoken ?? 0));
}

const last_words_ms = 30_000;

export interface Soft {
  readonly share: number;
  readonly last_words: boolean;
  readonly over: boolean;
}

/** The soft time of the turn; nothing where there is no clock. */
export function softTime(view: Round, now: number): Soft | undefined {
  if (!view.turn_s || view.turn_started_at === undefined) return undefined;
  const length = view.turn_s * 1000;
  const left = view.turn_started_at + length - now;
  return {
    share: Math.min(1, Math.max(0, left / length)),
    last_words: left <= Math.min(last_words_ms, length / 2),
    over: left <= 0,
  };
}
