// SPDX-License-Identifier: AGPL-3.0-or-later
// [W1] A network that lets no WebSocket through: one phone joins by requests that wait, speaks in its turn, sees the others.
import { Hall } from './support/hall.mjs';
import { ask } from './support/server.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';

const opens_within_ms = 40_000; // 15 s of the protocol, and a machine that is busy

let hall;
const requests = [];
const tally = new Tally((name) => hall?.browser.pictures(name));

async function found() {
  const body = {
    scenario: 'palabre',
    title: 'How can we decide without voting?',
    why: 'A vote leaves people behind.',
    language: 'en',
    address: 'vous',
    time_zone: 'Europe/Paris',
    conducted: false,
  };
  hall.founded = await ask(hall.server.base, '/api/palabres', { body });
  hall.code = hall.founded.code;
  await hall.open_screen();
  await hall.arrive('Ama', 'phone', { address: hall.founded.desk_url });
  await hall.arrive('Cleo', 'phone');
}

async function come_in_by_requests() {
  const block = async (page) => {
    await page.routeWebSocket(/\/ws$/, (socket) => socket.close());
    page.on('request', (one) => requests.push(`${one.method()} ${new URL(one.url()).pathname}`));
  };
  const ben = await hall.arrive('Ben', 'phone', { before: block });
  await ben.sees(hall.words.state('why', 'title'));
  expect(requests.includes('POST /api/lines'), 'no line by requests was opened');
}

async function speak() {
  const { words, witness } = hall;
  const ben = hall.person('Ben');
  await ben.press(words.gesture('why', 'advance'), await ben.unfold(words.t('step.next')));
  await witness.until('a step is called', ({ room }) => room.step.called?.event === 'advance');
  expect_equal(witness.room.step.called.by, ben.seat, 'whoever called it');
  await hall.in_state('arrival', opens_within_ms);
  await hall.round('arrival');
  expect_equal(witness.activity('arrival').spoken, 3, 'how many have spoken');
  await ben.line('line.live', 'line.heard');
  const posts = requests.filter((one) => one.startsWith('POST /api/lines/'));
  expect(posts.length >= 2, `said by requests: ${posts.length}`);
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('long_poll', { scenario: 'palabre', tongue: 'en', address: 'vous' }),
    );
    await tally.step('a palabre without a conductor; Ama and Cleo come in', found);
    await tally.step('Ben comes in where WebSockets are blocked', come_in_by_requests);
    await tally.step('Ben calls the next step and speaks in the round', speak);
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
