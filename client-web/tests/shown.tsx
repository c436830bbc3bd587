// SPDX-License-Identifier: AGPL-3.0-or-later
// A moment shown on a face in a page that is none, and what a person does there.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach } from 'vitest';
import { AskedRole, DecidingPanel, JustHappened, JustRevealed, RarePanel } from '../src/activities';
import { seatsOf } from '../src/dev/fixture_parts';
import { moments } from '../src/dev/fixtures';
import { Faces } from '../src/faces/palabre';
import { Decided, Goodbye } from '../src/faces/phone/endings';
import { Screen } from '../src/faces/screen/screen';
import { speak } from '../src/i18n/t';
import type { Body } from '../src/protocol/commands';
import { Room, RoomProvider } from '../src/room/room';

export const place = document.createElement('div');
document.body.append(place);

const page = window as unknown as {
  happyDOM: { setViewport(size: { width: number; height: number }): void };
};
page.happyDOM.setViewport({ width: 360, height: 640 });

afterEach(() => {
  render(null, place);
  localStorage.clear();
});

export interface Sent {
  readonly body: Body;
  readonly about: object;
}

export async function show(moment: string, me = 's6', face = 'phone', language: 'fr' | 'en' = 'fr') {
  const made = moments[moment]?.(12, me);
  if (!made) throw new Error(`no moment ${moment}`);
  const sent: Sent[] = [];
  // As an outbox: what is sent stays pending, since nobody here answers it.
  const room = new Room('KATA-27XB', 'secret', (body, about) => {
    sent.push({ body, about });
    const frame = { t: 'command' as const, cseq: sent.length, seen: 42, body, ...about };
    room.pending.value = [...room.pending.value, { frame }];
  });
  room.welcome.value = { t: 'welcome', seats: [me], rights: [], now: Date.now() };
  room.view.value = {
    position: { epoch: 1, seq: 42, nonce: '0' },
    layers: {
      room: { ...made.room, language, seats: seatsOf(12) },
      [`own_${me}`]: made.own ?? {},
      desk: made.desk ?? {},
    },
  };
  room.contact.value = made.contact ?? 'live';
  await speak(language, 'tu');
  await Promise.all(
    [RarePanel, DecidingPanel, AskedRole, JustHappened, JustRevealed, Decided, Goodbye].map((part) =>
      part.fetch(),
    ),
  );
  await act(() => {
    render(
      <RoomProvider value={room}>
        {face === 'screen' ? (
          <Screen />
        ) : (
          <Faces onWatch={() => undefined} onForget={() => undefined} onLost={() => undefined} />
        )}
      </RoomProvider>,
      place,
    );
  });
  return { room, sent, text: place.textContent ?? '' };
}

export function textsIn(node: Node): readonly string[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.textContent?.trim() ?? ''];
  return [...node.childNodes].flatMap(textsIn);
}

export async function press(act_name: string) {
  const button = [...place.querySelectorAll('button')].find(
    (one) => one.querySelector('.act')?.textContent === act_name || one.textContent === act_name,
  );
  if (!button) throw new Error(`no button « ${act_name} » in: ${place.textContent}`);
  await act(() => button.click());
}

export async function write(text: string) {
  const field = place.querySelector('textarea');
  if (!field) throw new Error('no field');
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
