// SPDX-License-Identifier: AGPL-3.0-or-later
// Deciding without a vote, both ways, by a desk, a screen and three phones: the least resistance, then the sense of the meeting.
import { Hall } from './support/hall.mjs';
import { Tally } from './support/tally.mjs';
import { resistance } from './without_vote/resistance.mjs';
import { sense } from './without_vote/sense.mjs';

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));

async function walk(name, way, { tongue, address }) {
  hall = await tally.step(`${name}: the server and the browser start`, () =>
    Hall.open(name, { scenario: 'decide_without_voting', tongue, address }),
  );
  await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
  await way(hall, tally);
  hall.browser.report(tally);
  await hall.close();
}

await tally.run(
  async () => {
    await walk('least_resistance', resistance, { tongue: 'fr', address: 'tu' });
    await walk('sense_of_the_meeting', sense, { tongue: 'en', address: 'tu' });
  },
  () => hall?.close(),
);
