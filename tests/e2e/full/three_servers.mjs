// SPDX-License-Identifier: AGPL-3.0-or-later
// One palabre by three servers, in French: the phones by A, the desk by B, the screen by C. B dies while everybody is asked.
import { BadNetwork } from '../support/bad_network.mjs';
import { Hall } from '../support/hall.mjs';
import { Redis } from '../support/redis.mjs';
import { ask, Server } from '../support/server.mjs';
import { expect, expect_equal, Tally } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'Ouvrir l’atelier le samedi';
const why = 'L’atelier est plein le soir et vide le samedi.';
const text = 'Nous ouvrons l’atelier le samedi matin.';
const review_date = '2027-03-20';
const names = ['Awa', 'René', 'Léa'];

let redis;
let hall;
let desk_by;
let door; // the desk's network: an address that leads to whichever server is there
const servers = [];
const tally = new Tally((name) => hall?.browser.pictures(name));

async function come_in() {
  const [a, b, c] = servers;
  desk_by = b;
  door = await BadNetwork.to(() => desk_by.port);
  const fill = async (one) => {
    await one.fill(hall.doors.t('found.title_label'), title);
    await one.fill(hall.doors.t('found.why_label'), why);
  };
  const founder = await hall.found('desk', 'desk', fill, { through: door });
  await hall.open_screen({ by: c });
  await hall.sit_at_desk(founder, 'Awa');
  hall.people.set('Awa', hall.desk);
  for (const name of ['René', 'Léa']) await hall.arrive(name, 'phone', { through: a });
}

async function to_the_check() {
  const { words, witness } = hall;
  await hall.go('why', 'advance', 'arrival');
  await hall.round('arrival');
  await hall.go('arrival', 'advance', 'context');
  await hall.each(names, (one) => one.press(words.gesture('context', 'clear')));
  await witness.until('it is clear to all', (one) => one.activity('driver').tally?.clear === names.length);
  const rene = hall.person('René');
  await rene.press(words.t('roles.take'));
  await witness.until('René proposes', ({ room }) => room.roles.proposer === rene.seat);
  await hall.go('context', 'advance', 'presentation');
  await rene.write_text(text, review_date);
  await witness.until('version 1', (one) => one.activity('text').version === 1);
  await hall.go('presentation', 'advance', 'clarification');
  await hall.round('questions');
  await hall.go('clarification', 'advance', 'reactions');
  await hall.round('reactions');
  await hall.go('reactions', 'advance', 'amendment');
  await hall.go('amendment', 'advance', 'check');
}

const answered = (count) =>
  hall.witness.until(`${count} have answered`, (one) => one.activity('check').answered === count);

async function decide_while_b_dies() {
  const [a, b] = servers;
  await hall.person('René').answer('consent');
  await answered(1);
  await b.kill();
  await hall.desk.line('line.offline');
  await hall.desk.answer('consent');
  await hall.desk.sees(hall.words.t('offline.kept'));
  await hall.person('Léa').answer('consent');
  await answered(2);
  desk_by = a;
  const led_at = performance.now();
  await hall.in_state('concerns');
  console.log(`     what the desk kept was there ${Math.round(performance.now() - led_at)} ms after A took its place`);
  await hall.desk.line('line.live', 'line.heard');
  expect_equal(hall.witness.activity('check').tally, { consent: 3, concern: 0, objection: 0 }, 'the answers');
}

async function back_to_b() {
  await servers[1].restart();
  desk_by = servers[1];
  door.cut();
  await hall.desk.line('line.offline');
  door.mend();
  await hall.desk.line('line.live', 'line.heard');
  await hall.go('concerns', 'adopt', 'adoption');
  for (const one of [hall.person('René'), hall.desk, hall.screen]) await one.sees(text);
  const { decision } = hall.witness.room;
  expect_equal([decision.outcome, decision.version], ['adopted', 1], 'the decision');
}

async function say_goodbye() {
  await hall.go('adoption', 'advance', 'commitments');
  await hall.go('commitments', 'advance', 'last_word');
  await hall.round('last_word');
  await hall.go('last_word', 'advance');
  await hall.witness.until('the end', ({ room }) => room.open === 'closed');
  for (const one of [hall.person('Léa'), hall.desk, hall.screen]) await one.sees(hall.words.t('goodbye.closed'));
}

async function same_minutes() {
  const secret = await hall.person('René').secret(hall.code);
  const path = `/api/palabres/${hall.code}/minutes.md`;
  const [by_a, by_b, by_c] = await Promise.all(servers.map(({ base }) => ask(base, path, { secret, text: true })));
  expect_equal([by_b, by_c], [by_a, by_a], 'the minutes of B and of C');
  const [before, after] = plain(hall.words.minutes('decision_adopted', { at: '@@', version: 1 })).split('@@');
  for (const piece of [title, why, text, before, after, '20 mars 2027']) expect(plain(by_a).includes(plain(piece)), `${piece}\n${by_a}`);
}

await tally.run(
  async () => {
    await tally.step('Redis, three servers and the browser start', async () => {
      redis = await Redis.start();
      for (const letter of ['a', 'b', 'c'])
        servers.push(await Server.start(`three_servers_${letter}`, ['--redis', redis.url, '--require-durable']));
      const of = { scenario: 'consent_decision', tongue: 'fr', address: 'tu', server: servers[0] };
      hall = await Hall.open('three_servers', of);
    });
    await tally.step('Awa founds by B, two phones come in by A, the screen hangs on C', come_in);
    await tally.step('from the arrival to the question that everybody is asked', to_the_check);
    await tally.step('B dies; the others go on, the desk keeps its answer and comes back by A', decide_while_b_dies);
    await tally.step('B is back, and the desk: the decision is reached, on all three', back_to_b);
    await tally.step('a last word each, and goodbye', say_goodbye);
    await tally.step('the minutes are right, and the same by all three', same_minutes);
    tally.see('no page threw an error', hall.browser.broken.length === 0, hall.browser.broken.join('\n'));
  },
  async () => {
    await hall?.close();
    door?.close();
    await Promise.all([...servers, redis].map((one) => one?.stop()));
  },
);
