// SPDX-License-Identifier: AGPL-3.0-or-later
// How long to wait before the next try: full jitter, so that a room's phones do not come back in one wave.

const first_ms = 250;
const early_max_ms = 2_500;
const late_max_ms = 15_000;
/** After so long without a line the tries become rare: the hall's network is probably gone for a while. */
const early_for_ms = 5 * 60_000;

/** `tries` so far without success, `lost_ms` since the line was lost, `random` in [0, 1). */
export function backoffMs(tries: number, lost_ms: number, random: number): number {
  const most = lost_ms < early_for_ms ? early_max_ms : late_max_ms;
  const cap = Math.min(most, first_ms * 2 ** Math.min(tries + 1, 16));
  return Math.round(first_ms + random * (cap - first_ms));
}
