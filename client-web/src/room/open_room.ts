// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens the line of a session and keeps a Room true to it.
import { batch } from '@preact/signals';
import { Line } from '../connection/line';
import { Socket } from '../connection/socket';
import { keepScreenLink, keptOutbox } from '../connection/storage';
import { draft, setDraft } from './drafts';
import { Room } from './room';

export interface OpenRoom {
  readonly room: Room;
  watch(layers: readonly string[]): void;
  close(): void;
}

export function openRoom(code: string, secret: string, watch: readonly string[] = []): OpenRoom {
  const line = new Line({ code, secret, watch }, keptOutbox(secret));
  const room = new Room(code, secret, (body, about, draft) => {
    socket.act((to) => to.submit({ body, ...about }, draft));
  });
  const socket = new Socket(line, secret, {
    changed: () => follow(room, line),
    told: (event) => {
      if (event.is === 'returned') returnWords(code, event.returned.entry);
      if (event.is === 'notice' && event.code === 'screen_link') {
        keepScreenLink(code, `${location.origin}/s/${code}#k=${String(event.params.token)}`);
      }
      room.hear(event);
    },
  });
  socket.start();
  return {
    room,
    watch: (layers) => socket.act((to) => to.watch(layers)),
    close: () => socket.stop(),
  };
}

function follow(room: Room, line: Line): void {
  const { phase, view, outbox } = line.state;
  batch(() => {
    if (view && view !== room.view.value) room.view.value = view;
    if (outbox.entries.length < room.pending.value.length) heard(room);
    if (outbox.entries !== room.pending.value) room.pending.value = outbox.entries;
    room.contact.value = phase === 'live' ? 'live' : phase === 'ended' ? 'ended' : contactLost(room);
    if (phase === 'live') room.offline_since.value = undefined;
    else room.offline_since.value ??= Date.now();
  });
}

/** The room has what was said: what was told about its delay is over. */
function heard(room: Room): void {
  room.received_at.value = Date.now();
  const code = room.notice.value?.code;
  if (code === 'saving' || code === 'too_fast' || code === 'inbox_full' || code === 'not_yet') {
    room.notice.value = undefined;
  }
}

function contactLost(room: Room): 'joining' | 'offline' {
  return room.view.value ? 'offline' : 'joining';
}

/** Words that were refused go back to where they were written, before what has been written there since. */
function returnWords(code: string, entry: { draft?: string; frame: { body: object } }): void {
  if (entry.draft === undefined) return;
  const body = entry.frame.body as Record<string, unknown>;
  const words = [body.text, body.what, body.note, body.reason].find((word) => typeof word === 'string');
  if (typeof words !== 'string' || words === '') return;
  const since = draft(code, entry.draft).value;
  setDraft(code, entry.draft, since === '' || since === words ? words : `${words}\n${since}`);
}
