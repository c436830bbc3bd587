// SPDX-License-Identifier: AGPL-3.0-or-later
// What this browser keeps: sessions, outboxes, drafts. A browser that keeps nothing still works until it is closed.
import type { Entry, Outbox } from './outbox';
import { empty_outbox } from './outbox';

/** What the store did not take: private windows, full stores. Gone with the page. */
const memory = new Map<string, string>();

function read(key: string): string | undefined {
  const held = memory.get(key);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string | undefined): void {
  memory.delete(key);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== undefined) memory.set(key, value);
  }
}

function readJson<T>(key: string): T | undefined {
  const text = read(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

export interface Kept {
  readonly secret: string;
  readonly name?: string;
  readonly founder?: boolean;
  readonly claiming?: string;
  /** How this palabre speaks: known before its first view comes. */
  readonly language?: 'fr' | 'en';
  readonly address?: 'tu' | 'vous';
}

const session_key = (code: string, face: string) => `palabre/session/${code}/${face}`;
/** A session's keys bear its first letters only; the whole secret stands in one place. */
const brief = (secret: string) => secret.slice(0, 8);
const outbox_key = (secret: string) => `palabre/outbox/${brief(secret)}`;
const draft_key = (code: string, field: string) => `palabre/draft/${code}/${field}`;

export const keptSession = (code: string, face: string) => readJson<Kept>(session_key(code, face));
export const keepSession = (code: string, face: string, kept: Kept) =>
  write(session_key(code, face), JSON.stringify(kept));
export const dropSession = (code: string, face: string) => write(session_key(code, face), undefined);

export function keptOutbox(secret: string): Outbox {
  const kept = readJson<{ next: number; entries: Entry[] }>(outbox_key(secret));
  return kept ? { next: kept.next, entries: kept.entries } : empty_outbox;
}

export const keepOutbox = (secret: string, outbox: Outbox) =>
  write(outbox_key(secret), JSON.stringify({ next: outbox.next, entries: outbox.entries }));

export const keptDraft = (code: string, field: string) => read(draft_key(code, field)) ?? '';
export const keepDraft = (code: string, field: string, text: string) =>
  write(draft_key(code, field), text === '' ? undefined : text);

/** The screen's link, where this browser founded the palabre or renewed its links. */
const link_key = (code: string) => `palabre/draft/${code}/screen_link`;
export const keptScreenLink = (code: string) => read(link_key(code));
export const keepScreenLink = (code: string, link: string) => write(link_key(code), link);

/** « Effacer de ce téléphone »: nothing of this palabre stays here. */
export function forget(code: string): void {
  const kept = keptSession(code, 'phone');
  if (kept) write(outbox_key(kept.secret), undefined);
  const keys = new Set(memory.keys());
  try {
    for (let at = 0; at < localStorage.length; at += 1) keys.add(localStorage.key(at) ?? '');
  } catch {
    // Nothing was kept there.
  }
  for (const key of keys) {
    if (key.startsWith(`palabre/draft/${code}/`) || key.startsWith(`palabre/session/${code}/`)) {
      write(key, undefined);
    }
  }
}
