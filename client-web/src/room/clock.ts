// SPDX-License-Identifier: AGPL-3.0-or-later
// Room time: the log's clock as this device estimates it. The device's own clock is never believed.
import { signal } from '@preact/signals';

const offset = signal(0);
let best_trip_ms = Number.POSITIVE_INFINITY;

/** Learns from an answer of the server; a slower round trip than the best one teaches only what is grossly new. */
export function learnTime(now: number, trip_ms: number): void {
  const told = now + trip_ms / 2 - Date.now();
  if (trip_ms <= best_trip_ms || Math.abs(told - offset.value) > trip_ms + 500) {
    best_trip_ms = trip_ms;
    offset.value = told;
  }
}

export const roomNow = (): number => Date.now() + offset.value;

/** Ticks once a second while somebody looks at it. */
export const second = signal(0);
let lookers = 0;
let beat: ReturnType<typeof setInterval> | undefined;

export function lookAtClock(): () => void {
  lookers += 1;
  beat ??= setInterval(() => {
    second.value += 1;
  }, 1000);
  return () => {
    lookers -= 1;
    if (lookers === 0 && beat !== undefined) {
      clearInterval(beat);
      beat = undefined;
    }
  };
}
