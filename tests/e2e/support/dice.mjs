// SPDX-License-Identifier: AGPL-3.0-or-later
// Chance that can be repeated: mulberry32.
export function dice(seed) {
  let state = seed >>> 0;
  /// A whole number from 0 up to, not including, `below`.
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
