// SPDX-License-Identifier: AGPL-3.0-or-later
// One face in one moment, named by the query or behind the #: ?face=phone&moment=round_wait&n=12&me=s6&lang=fr&address=tu
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/cards.css';
import '../styles/ring.css';
import '../styles/pieces.css';
import '../styles/phone.css';
import '../styles/desk.css';
import '../styles/founding.css';
import '../styles/large_text.css';
import '../styles/sorting.css';
import '../styles/together.css';
import '../styles/weighing.css';
import '../styles/screen.css';
import '../styles/screen_ideas.css';
import '../styles/screen_walls.css';

import { render } from 'preact';
import { AskedRole, DecidingPanel, JustHappened, JustRevealed, RarePanel } from '../activities';
import { FoundPage } from '../faces/found/found';
import { Join } from '../faces/join/join';
import { Faces } from '../faces/palabre';
import { Decided, Goodbye } from '../faces/phone/endings';
import { Screen } from '../faces/screen/screen';
import { speak, speakMore } from '../i18n/t';
import { Room, RoomProvider } from '../room/room';
import { LiveRegion } from '../ui/live';
import { loadScreenFont } from '../ui/screen_font';
import { inEnglish } from './english';
import { seatsOf } from './fixture_parts';
import { moments } from './fixtures';
import { placed, scenarioOf } from './places';
import { serveAlone } from './served';

const asked_for = () => new URLSearchParams(location.hash.slice(1) || location.search);
let query = asked_for();
const asked = (name: string, otherwise: string) => query.get(name) ?? otherwise;

function roomOf(): Room | undefined {
  const n = Number(asked('n', '12'));
  const me = asked('me', 's6');
  const moment = asked('moment', 'round_wait');
  const made = moments[moment]?.(n, me);
  if (!made) return undefined;
  const language = asked('lang', 'fr') === 'en' ? 'en' : 'fr';
  const address = asked('address', 'tu') === 'vous' ? 'vous' : 'tu';
  const names = query.has('long') ? 'long' : query.has('short') ? 'short' : 'usual';
  const seats = Object.fromEntries(
    Object.entries(seatsOf(n, names)).map(([seat, one]) => [
      seat,
      {
        ...one,
        ...(made.late && seat === me ? { late: true } : {}),
        ...(made.holds?.includes(seat) ? { device: false, voice: me, attendance: 'counted' } : {}),
      },
    ]),
  );
  const spoken = { ...placed(moment, made.room), language, address, seats } as typeof made.room;
  const layer = language === 'en' ? inEnglish(spoken) : spoken;
  const room = new Room('KATA-27XB', 'secret', (body) => console.log(body));
  room.scenario.value = scenarioOf(moment);
  room.welcome.value = { t: 'welcome', seats: [me], rights: me === 's3' ? ['founder'] : [], now: Date.now() };
  room.presence.value = { here: n - 2, awaited: ['s9'] };
  room.view.value = {
    position: { epoch: 1, seq: 42, nonce: '0' },
    layers: { room: layer, [`own_${me}`]: made.own ?? {}, desk: made.desk ?? {} },
  };
  if (made.notice) room.notice.value = { code: made.notice, params: {}, at: Date.now() };
  room.contact.value = made.contact ?? 'live';
  if (made.contact === 'offline') room.offline_since.value = Date.now() - 10_000;
  if (made.pending) {
    room.pending.value = [
      {
        frame: {
          t: 'command',
          cseq: 1,
          seen: 40,
          on: 'a5',
          body: { type: 'submit', text: 'Demander aux voisins ce qu’ils en pensent.' },
        },
      },
    ];
  }
  return room;
}

/** The pages that come before any room: the first page, founding, the door. */
function Before({ face }: { face: string }) {
  return face === 'found' ? <FoundPage /> : <Join code="KATA-27XB" onJoined={() => undefined} />;
}

function List() {
  return (
    <main class="found">
      <h1>dev</h1>
      <ul>
        {Object.keys(moments).map((moment) => (
          <li key={moment}>
            <a href={`?face=phone&moment=${moment}`}>{moment}</a> ·{' '}
            <a href={`?face=phone&me=s3&moment=${moment}`}>desk</a> ·{' '}
            <a href={`?face=screen&moment=${moment}`}>screen</a>
          </li>
        ))}
      </ul>
    </main>
  );
}

/** Shows what is asked for; `data-shown` tells a test that it stands there. */
async function show(place: HTMLElement): Promise<void> {
  query = asked_for();
  const face = asked('face', '');
  const before = face === 'found' || face === 'door';
  const room = query.has('face') && !before ? roomOf() : undefined;
  const layer = room?.room.value;
  const screen = asked('face', 'phone') === 'screen';
  await speak(layer?.language ?? 'fr', layer?.address ?? 'tu');
  await Promise.all(
    [RarePanel, DecidingPanel, AskedRole, JustHappened, JustRevealed, Decided, Goodbye].map((part) =>
      part.fetch(),
    ),
  );
  await speakMore();
  if (screen) loadScreenFont();
  render(null, place);
  if (before) serveAlone(asked('lang', 'fr') === 'en' ? 'en' : 'fr');
  render(
    room ? (
      <RoomProvider value={room}>
        <LiveRegion />
        {screen ? (
          <Screen />
        ) : (
          <Faces onWatch={() => undefined} onForget={() => undefined} onLost={() => undefined} />
        )}
      </RoomProvider>
    ) : before ? (
      <>
        <LiveRegion />
        <Before face={face} />
      </>
    ) : (
      <List />
    ),
    place,
  );
  document.documentElement.lang = layer?.language ?? 'fr';
  document.documentElement.dataset.shown = location.hash;
}

const place = document.getElementById('app');
if (place) {
  addEventListener('hashchange', () => void show(place));
  await show(place);
}
