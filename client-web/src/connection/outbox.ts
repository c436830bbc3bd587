// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands of one session: kept before they are sent, sent in order, gone when the view shows them. No I/O.
import type { CommandFrame } from '../protocol/frames';
import type { Params } from '../protocol/view';

/** At most so many commands of a session wait for an answer: the room keeps the last 8 answers [C1]. */
export const unanswered_max = 8;

export interface Entry {
  readonly frame: CommandFrame;
  /** Where the words return to when the command is refused for good. */
  readonly draft?: string;
  /** Set by the acknowledgement: it is in the log at this `seq`. */
  readonly acked?: number;
  /** Sent on the present line. */
  readonly sent?: boolean;
}

export interface Outbox {
  readonly next: number;
  readonly entries: readonly Entry[];
  /** The lowest command that a transient refusal holds back, with all that follow it. */
  readonly held?: boolean;
}

export const empty_outbox: Outbox = { next: 1, entries: [] };

export type Unnumbered = Omit<CommandFrame, 't' | 'cseq'>;

export function put(outbox: Outbox, command: Unnumbered, draft?: string): Outbox {
  const frame: CommandFrame = { t: 'command', cseq: outbox.next, ...command };
  const entry: Entry = draft === undefined ? { frame } : { frame, draft };
  return { ...outbox, next: outbox.next + 1, entries: [...outbox.entries, entry] };
}

/** Numbers go on above what the room has judged, should the store have lost some. */
export function above(outbox: Outbox, judged: number): Outbox {
  return judged < outbox.next ? outbox : { ...outbox, next: judged + 1 };
}

/** A new line: nothing has been sent on it yet. */
export function freshLine(outbox: Outbox): Outbox {
  const entries = outbox.entries.map(({ sent: _, ...entry }) => entry);
  return { next: outbox.next, entries };
}

/** What may be sent now, in order, and the outbox once it is. */
export function take(outbox: Outbox): { outbox: Outbox; frames: readonly CommandFrame[] } {
  if (outbox.held) return { outbox, frames: [] };
  const open = outbox.entries.filter((entry) => entry.acked === undefined).slice(0, unanswered_max);
  const frames = open.filter((entry) => !entry.sent).map((entry) => entry.frame);
  if (frames.length === 0) return { outbox, frames };
  const sent = new Set(frames.map((frame) => frame.cseq));
  const entries = outbox.entries.map((entry) =>
    sent.has(entry.frame.cseq) ? { ...entry, sent: true } : entry,
  );
  return { outbox: { ...outbox, entries }, frames };
}

export function acked(outbox: Outbox, cseq: number, seq: number, shown: number): Outbox {
  const entries = outbox.entries.map((entry) =>
    entry.frame.cseq === cseq ? { ...entry, acked: seq } : entry,
  );
  return seen({ ...outbox, entries }, shown);
}

/** The view has reached `shown`: what it holds is no longer pending [S4]. */
export function seen(outbox: Outbox, shown: number): Outbox {
  const entries = outbox.entries.filter((entry) => entry.acked === undefined || entry.acked > shown);
  return { ...outbox, entries };
}

/** A whole view: the log stands at `shown`, perhaps before where it once was; in another epoch what was
 * acknowledged has come to stand elsewhere, or was set aside. */
export function whole(outbox: Outbox, shown: number, other_epoch: boolean): Outbox {
  const entries = outbox.entries
    .filter((entry) => entry.acked === undefined || (!other_epoch && entry.acked > shown))
    .map((entry) =>
      entry.frame.seen > shown ? { ...entry, frame: { ...entry.frame, seen: shown } } : entry,
    );
  return { ...outbox, entries };
}

/** A final refusal takes the command out; a transient one holds it and all later ones back [C3]. */
export function refused(
  outbox: Outbox,
  cseq: number,
  final: boolean,
): { outbox: Outbox; gone: Entry | undefined } {
  if (final) {
    const gone = outbox.entries.find((entry) => entry.frame.cseq === cseq);
    return { outbox: { ...outbox, entries: outbox.entries.filter((entry) => entry !== gone) }, gone };
  }
  const entries = outbox.entries.map((entry) => {
    if (entry.frame.cseq < cseq || entry.acked !== undefined) return entry;
    const { sent: _, ...kept } = entry;
    return kept;
  });
  return { outbox: { ...outbox, entries, held: true }, gone: undefined };
}

/** The wait after a transient refusal is over. */
export function release(outbox: Outbox): Outbox {
  return { next: outbox.next, entries: outbox.entries };
}

/** What the person is told of a refused command. */
export interface Returned {
  readonly entry: Entry;
  readonly code: string;
  readonly params: Params;
}
