// SPDX-License-Identifier: AGPL-3.0-or-later
// One open tab holds a session at a time: a heartbeat in the browser's storage says which.

const beat_every_ms = 2_000;
/** A tab that has been silent for so long is dead, and its session may be adopted. */
const dead_after_ms = 6_000;

interface Beat {
  readonly tab: string;
  readonly at: number;
}

const tab = Math.random().toString(36).slice(2);
const key_of = (code: string, face: string) => `palabre/alive/${code}/${face}`;

function readBeat(key: string): Beat | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as Beat) : undefined;
  } catch {
    return undefined;
  }
}

function writeBeat(key: string, at: number): void {
  try {
    localStorage.setItem(key, JSON.stringify({ tab, at } satisfies Beat));
  } catch {
    // Without storage there is no second tab that could know of us.
  }
}

/** Is this seat open in another tab that lives? */
export function heldElsewhere(code: string, face: string): boolean {
  const beat = readBeat(key_of(code, face));
  return beat !== undefined && beat.tab !== tab && Date.now() - beat.at < dead_after_ms;
}

/** Holds the session for this tab until another one takes it; gives back what ends the holding. */
export function hold(code: string, face: string, onTaken: () => void): () => void {
  const key = key_of(code, face);
  writeBeat(key, Date.now());
  const beat = setInterval(() => writeBeat(key, Date.now()), beat_every_ms);
  const watch = (event: StorageEvent) => {
    if (event.key !== key || !event.newValue) return;
    const other = readBeat(key);
    if (!other || other.tab === tab) return;
    stop();
    onTaken();
  };
  const leave = () => {
    if (readBeat(key)?.tab === tab) {
      try {
        localStorage.removeItem(key);
      } catch {
        // As above.
      }
    }
  };
  const stop = () => {
    clearInterval(beat);
    removeEventListener('storage', watch);
    removeEventListener('pagehide', leave);
  };
  addEventListener('storage', watch);
  addEventListener('pagehide', leave);
  return () => {
    stop();
    leave();
  };
}
