// SPDX-License-Identifier: AGPL-3.0-or-later
// Words being written: kept on every keystroke, by palabre and place, until the room has them.
import { type Signal, signal } from '@preact/signals';
import { keepDraft, keptDraft } from '../connection/storage';

const drafts = new Map<string, Signal<string>>();

/** The draft of one field; `start` is what stands there when nothing was kept. */
export function draft(code: string, field: string, start = ''): Signal<string> {
  const key = `${code}/${field}`;
  const known = drafts.get(key);
  if (known) return known;
  const made = signal(keptDraft(code, field) || start);
  drafts.set(key, made);
  return made;
}

export function setDraft(code: string, field: string, text: string): void {
  draft(code, field).value = text;
  keepDraft(code, field, text);
}

/** The words have been sent: the field begins anew. */
export function dropDraft(code: string, field: string): void {
  const key = `${code}/${field}`;
  const known = drafts.get(key);
  drafts.delete(key);
  keepDraft(code, field, '');
  if (known) known.value = '';
}
