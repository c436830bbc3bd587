// SPDX-License-Identifier: AGPL-3.0-or-later
// The line at the bottom never lies: joined, sending, heard, saving, or offline.
import { t } from '../../i18n/t';
import type { Room } from '../../room/room';
import { useRoom } from '../../room/room';
import { useSecond } from '../../ui/timer';

const heard_for_ms = 3_000;

export type LineWord = 'live' | 'sending' | 'heard' | 'saving' | 'offline' | 'joining';

export function lineWord(room: Room): LineWord {
  const contact = room.contact.value;
  if (contact === 'joining') return 'joining';
  if (contact !== 'live') return 'offline';
  const notice = room.notice.value?.code;
  if (notice === 'saving' || notice === 'cannot_save') return 'saving';
  if (room.pending.value.length > 0) return 'sending';
  return Date.now() - room.received_at.value < heard_for_ms ? 'heard' : 'live';
}

export function LineStatus() {
  const room = useRoom();
  useSecond();
  const word = lineWord(room);
  return (
    <p class={`line ${word}`} role="status">
      <span class="dot" aria-hidden="true" />
      {t(`line.${word}`)}
    </p>
  );
}
