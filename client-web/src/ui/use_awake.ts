// SPDX-License-Identifier: AGPL-3.0-or-later
// While it is my turn the phone stays lit where it may, and says so in the hand where it can.
import { useEffect } from 'preact/hooks';

const buzz_ms = [80, 60, 80];

export function useAwake(mine: boolean): void {
  useEffect(() => {
    if (!mine) return;
    // Not there on plain http and on some phones: the turn shows all the same.
    navigator.vibrate?.(buzz_ms);
    let lock: WakeLockSentinel | undefined;
    let over = false;
    navigator.wakeLock?.request('screen').then(
      (given) => {
        if (over) void given.release();
        else lock = given;
      },
      () => undefined,
    );
    return () => {
      over = true;
      void lock?.release();
    };
  }, [mine]);
}
