// SPDX-License-Identifier: AGPL-3.0-or-later
// The frames of the line, SPEC.md §3, as tagged unions; what the server sends is read with care.
import type { About, Body } from './commands';
import type { Layers, Params, Position, SeatId } from './view';

export type CommandFrame = { t: 'command'; cseq: number; seen: number; body: Body } & About;

export type FrameUp =
  | { t: 'hello'; code: string; secret: string; position?: Position; watch?: readonly string[]; gzip?: true }
  | CommandFrame
  | { t: 'visible'; hidden: boolean }
  | { t: 'ping' }
  | { t: 'watch'; layers: readonly string[] };

export interface Welcome {
  readonly t: 'welcome';
  readonly seats?: readonly SeatId[];
  readonly rights?: readonly string[];
  readonly face?: string;
  readonly now: number;
  readonly scenario?: string;
  readonly build?: string;
  readonly cseq?: number;
  readonly claiming?: SeatId;
}

export type FrameDown =
  | Welcome
  | { t: 'view'; position: Position; layers: Layers }
  | { t: 'patch'; from: Position; to: Position; layers: Layers }
  | { t: 'ack'; cseq: number; seq: number }
  | { t: 'refused'; cseq: number; code: string; params?: Params; final: boolean }
  | { t: 'time'; now: number }
  | { t: 'presence'; here: number; awaited?: readonly SeatId[] }
  | { t: 'notice'; code: string; params?: Params }
  | { t: 'go'; after_ms: number; code?: string }
  | { t: 'sum'; position: Position; layers: Rows };

type Rows = Readonly<Record<string, string>>;

const known: ReadonlySet<string> = new Set([
  'welcome',
  'view',
  'patch',
  'ack',
  'refused',
  'time',
  'presence',
  'notice',
  'go',
  'sum',
]);

function isFrame(value: unknown): value is FrameDown {
  return typeof value === 'object' && value !== null && 't' in value && known.has(String(value.t));
}

/** Reads a message of the server: [L1] an array of frames. What this build does not know is left out. */
export function readFrames(text: string): readonly FrameDown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isFrame) : [];
  } catch {
    return [];
  }
}

export function samePosition(a: Position | undefined, b: Position): boolean {
  return a !== undefined && a.epoch === b.epoch && a.seq === b.seq && a.nonce === b.nonce;
}

/** Close codes that end the line for good. */
export const closings = {
  4001: 'no_such_session',
  4002: 'replaced',
  4003: 'closed_for_you',
  4004: 'erased',
} as const;

export type Closing = (typeof closings)[keyof typeof closings];

export function closingOf(code: number): Closing | undefined {
  return code in closings ? closings[code as keyof typeof closings] : undefined;
}
