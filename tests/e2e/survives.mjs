// SPDX-License-Identifier: AGPL-3.0-or-later
// Power cut after power cut while people contribute: what was acknowledged is in the log, once, in each one's order.
// usage: node survives.mjs [SEED [KILLS]]
import { dice } from './support/dice.mjs';
import { reach_promises } from './support/promises.mjs';
import { ask, open_session, Server } from './support/server.mjs';
import { Session } from './support/seat.mjs';
import { expect, expect_equal, Tally, until } from './support/tally.mjs';

const seed = Number(process.argv[2] ?? 1);
const kills = Number(process.argv[3] ?? 50);
const rooms_count = 2;
const seats_each = 14;
const contributions_per_s = 20;
const per_seat_max = 50; // items_per_proposer of commitments

const tally = new Tally();
const rolled = dice(seed);
const acked = new Map(); // words → {seat, at}
const resumed_ms = [];
let server;
let rooms = [];
let writing = true;

/// Each contribution is a promise with words that nobody else says; `n` counts each one's own.
function contribute(room, one) {
  if (one.n === per_seat_max) return;
  one.n += 1;
  const what = `${room.code} ${one.session.seat} #${one.n}`;
  const body = { type: 'propose', what, seat: one.session.seat };
  one.said.push(what);
  one.session.submit(body, { on: room.activity }).then(
    (seq) => acked.set(what, { seq, room, one }),
    (refusal) => one.refused.push(`${what}: ${refusal.message}`),
  );
}

async function write_on() {
  const all = rooms.flatMap((room) => room.seats.map((one) => [room, one]));
  for (let at = 0; writing; at += 1) {
    contribute(...all[at % all.length]);
    await new Promise((go) => setTimeout(go, 1000 / contributions_per_s));
  }
}

async function kill_again_and_again() {
  for (let at = 0; at < kills; at += 1) {
    const wanted = acked.size + 5 + rolled(26);
    await until(`${wanted} acks before kill ${at + 1}`, () => acked.size >= wanted, 30_000, 1);
    const before = rooms.map(({ seats }) => seats.map(({ session }) => session.connections));
    await server.kill();
    await server.restart();
    const ready_at = performance.now();
    const back = () => rooms.every((room, r) => room.seats.every(({ session }, s) => session.connections > before[r][s]));
    await until(`everybody is back after kill ${at + 1}`, back, 20_000, 5);
    resumed_ms.push(Math.round(performance.now() - ready_at));
  }
}

/// What the room holds of each seat, in its order.
function held(session, activity) {
  const items = Object.entries(session.room.activities[activity].items ?? {});
  items.sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  return items.map(([, { what }]) => what);
}

function expect_kept(found, room, where) {
  expect_equal(new Set(found).size, found.length, `${where}: each once`);
  const there = new Set(found);
  const lost = [...acked].filter(([what, one]) => one.room === room && !there.has(what)).map(([what]) => what);
  expect_equal(lost, [], `${where}: acknowledged and not there`);
  for (const { said, session } of room.seats) {
    const mine = found.filter((what) => what.split(' ')[1] === session.seat);
    expect_equal(mine, said, `${where}: the words of ${session.seat}, in their order`);
  }
}

async function all_kept() {
  for (const room of rooms) {
    expect_kept(held(room.seats[0].session, room.activity), room, 'the view, patched through every cut');
    const { secret } = await open_session(server.base, room.code, { face: 'desk', secret: room.founder_secret, name: 'founder' });
    const fresh = new Session(server.base, room.code, secret);
    await fresh.until('a whole view', ({ room: seen }) => seen);
    expect_kept(held(fresh, room.activity), room, 'a whole view, read from the log');
    const { position } = fresh.view;
    for (const { session } of room.seats) {
      await session.until('the newest position', ({ view }) => view?.position.seq >= position.seq);
      expect_equal(session.room, fresh.room, 'a view patched through every cut');
    }
    fresh.close();
    const minutes = await ask(server.base, `/api/palabres/${room.code}/minutes.json`, { secret });
    const lines = minutes.steps.flatMap(({ activities }) => activities.flatMap(({ lines: all }) => all));
    const words = lines.map(({ params }) => params.text).filter((text) => text?.startsWith(room.code));
    expect_kept(words, room, 'the minutes');
  }
}

async function walk() {
  console.log(`seed ${seed}`);
  server = await tally.step('the server starts', () => Server.start('survives'));
  rooms = await tally.step(`${rooms_count} palabres with ${seats_each} seats each come to their promises`, () =>
    Promise.all(Array.from({ length: rooms_count }, () => reach_promises(server, seats_each))),
  );
  let written;
  await tally.step(`${kills} kills under ${contributions_per_s} contributions a second`, async () => {
    written = write_on();
    await kill_again_and_again();
  });
  await tally.step('everything that was said is judged in the end', async () => {
    writing = false;
    await written;
    const all = rooms.flatMap(({ seats }) => seats);
    await until('nothing is unanswered', () => all.every(({ session }) => session.unanswered === 0), 30_000);
    expect_equal(all.flatMap(({ refused }) => refused), [], 'refused');
    expect_equal(acked.size, all.reduce((sum, { said }) => sum + said.length, 0), 'acknowledged');
    expect(acked.size > kills * 5, `only ${acked.size} contributions`);
  });
  await tally.step('acknowledged is in the log: once, in each one’s order', all_kept);
  await tally.step('and after one more kill, read from disk alone', async () => {
    await server.kill();
    await server.restart();
    await all_kept();
  });
  await tally.step('everybody was back within 3 s of each restart', async () => {
    const slowest = Math.max(...resumed_ms);
    console.log(`     ${acked.size} contributions acknowledged; back after each kill within ${slowest} ms`);
    expect(slowest <= 3000, `${slowest} ms`);
  });
}

await tally.run(walk, async () => {
  for (const { seats } of rooms) for (const { session } of seats) session.close();
  await server?.stop();
});
