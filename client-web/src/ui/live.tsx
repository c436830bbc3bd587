// SPDX-License-Identifier: AGPL-3.0-or-later
// What a screen reader is told while the room moves: politely, and counts at most every two seconds.
import { signal } from '@preact/signals';

const spoken = signal('');
const count_every_ms = 2_000;
let last_at = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence once; the latest of a hurried series wins. */
export function announce(sentence: string): void {
  clearTimeout(waiting);
  const wait = Math.max(0, last_at + count_every_ms - Date.now());
  waiting = setTimeout(() => {
    last_at = Date.now();
    spoken.value = sentence;
  }, wait);
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {spoken.value}
    </div>
  );
}
