// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers on one Redis: one palabre, whoever comes by which; a server dies, Redis starts again, nothing is lost.
import { spawnSync } from 'node:child_process';
import { reach_promises } from './support/promises.mjs';
import { Redis } from './support/redis.mjs';
import { ask, open_session, Server } from './support/server.mjs';
import { Session } from './support/seat.mjs';
import { expect, expect_equal, Tally, until } from './support/tally.mjs';

const binary = process.env.PALABRE_BINARY ?? 'build/dev/palabre';
const tally = new Tally();
let redis;
let a;
let b;
const sessions = [];

const ready = async (server) => (await fetch(`${server.base}/health/ready`)).status === 200;
const metrics = async (server) => (await fetch(`${server.base}/metrics`)).text();

function keep(session) {
  sessions.push(session);
  return session;
}

/// What everybody promised, in order.
function promised(session, activity) {
  const items = Object.entries(session.room.activities[activity].items ?? {});
  return items.sort(([x], [y]) => Number(x.slice(1)) - Number(y.slice(1))).map(([, { what }]) => what);
}

const promise = (session, room, what) =>
  session.submit({ type: 'propose', what, seat: session.seat }, { on: room.activity });

async function join(server, room, wish) {
  const { secret } = await open_session(server.base, room.code, wish);
  const session = keep(new Session(server.base, room.code, secret));
  await session.until('a view', (one) => one.room);
  return session;
}

// An ack may come before its patch: both are looked at where they have come to the same position.
const same_view = async (one, other) => {
  const positions = () => [one, other].map(({ view }) => JSON.stringify(view?.position));
  await until('both are at one position', () => new Set(positions()).size === 1, 10_000, 5);
  expect_equal(one.room, other.room, 'what both servers show of the room');
};

/// Who is connected by any of these, each seat once.
const seats_of = (...some) => new Set(some.flatMap(({ welcome }) => welcome.seats)).size;

const all_count = (n, some) =>
  Promise.all(some.map((one) => one.until(`${n} are here`, ({ presence }) => presence?.here === n, 10_000)));

async function walk() {
  redis = await tally.step('Redis starts', () => Redis.start());
  await tally.step('two servers start on it', async () => {
    a = await Server.start('two_servers_a', ['--redis', redis.url, '--require-durable']);
    b = await Server.start('two_servers_b', ['--redis', redis.url, '--require-durable']);
    expect(await ready(a), 'A is not ready');
    expect(await ready(b), 'B is not ready');
  });
  const room = await tally.step('a palabre founded on A comes to its promises', () => reach_promises(a, 3));
  for (const { session } of room.seats) keep(session);
  const [awa, bela] = room.seats.map(({ session }) => session);

  await tally.step('found on A, seen on B before anybody joins', async () => {
    expect_equal((await ask(b.base, `/api/palabres/${room.code}`)).seats, 3, 'seats');
  });
  const cleo = await tally.step('somebody joins on B, and A counts them', async () => {
    const joined = await join(b, room, { face: 'phone', name: 'Cléo' });
    await awa.until('four are counted', () => awa.room.counted === 4);
    return joined;
  });
  const desk = await tally.step('the founder’s desk opens on B, the screen too', async () => {
    const opened = await join(b, room, { face: 'desk', secret: room.founder_secret, name: 'Awa' });
    return opened;
  });
  await tally.step('both count everybody who is connected, each seat once', async () => {
    await all_count(seats_of(...sessions), [awa, bela, cleo, desk]);
  });
  await tally.step('a contribution on B is seen on A, one on A on B', async () => {
    await promise(cleo, room, 'le pain');
    await awa.until('the bread', () => promised(awa, room.activity).includes('le pain'));
    await promise(bela, room, 'le vin');
    await cleo.until('the wine', () => promised(cleo, room.activity).includes('le vin'));
    await same_view(awa, cleo);
    await same_view(desk, awa);
  });
  await tally.step('both write at once: everything stands once, in each one’s order', async () => {
    const said = [awa, bela, cleo].map((session) => Array.from({ length: 20 }, (_, at) => `${session.seat} ${at}`));
    const writing = [awa, bela, cleo].flatMap((session, who) => said[who].map((what) => promise(session, room, what)));
    const last = Math.max(...(await Promise.all(writing)));
    await Promise.all([awa, cleo].map((one) => one.until('the last word', ({ view }) => view?.position.seq >= last)));
    await same_view(awa, cleo);
    await same_view(cleo, awa);
    for (const [who, session] of [awa, bela, cleo].entries()) {
      const mine = promised(awa, room.activity).filter((what) => what.startsWith(`${session.seat} `));
      expect_equal(mine, said[who], `the words of ${session.seat}`);
    }
  });
  await tally.step('A is killed in the middle of a sentence: its sessions go on with B, from their positions', async () => {
    const whole = awa.whole_views;
    const last = Array.from({ length: 5 }, (_, at) => promise(awa, room, `au revoir ${at}`));
    await a.kill();
    const began = performance.now();
    for (const { session } of room.seats) session.move_to(b.base);
    await Promise.all(last);
    await cleo.until('all five', () => promised(cleo, room.activity).filter((what) => what.startsWith('au revoir')).length === 5);
    console.log(`     back, and answered, ${Math.round(performance.now() - began)} ms after`);
    await same_view(awa, cleo);
    expect_equal(awa.whole_views, whole, 'whole views: the position was good for a patch');
  });
  await tally.step('Redis starts again: what was said meanwhile arrives, nobody is lost', async () => {
    await redis.kill();
    const waiting = promise(bela, room, 'pendant la panne');
    await until('B is not ready', async () => !(await ready(b)), 10_000, 50);
    expect((await metrics(b)).includes('palabre_redis_connected 0'), 'the metrics do not tell');
    await redis.restart();
    await waiting;
    await cleo.until('the sentence', () => promised(cleo, room.activity).includes('pendant la panne'));
    await until('B is ready', () => ready(b), 10_000, 50);
  });
  await tally.step('A comes back, and shows the same', async () => {
    await a.restart();
    const fresh = await join(a, room, { face: 'desk', secret: room.founder_secret, name: 'Awa' });
    await same_view(fresh, cleo);
  });
  await tally.step('A is killed: seconds later B counts its people no more', async () => {
    const lost = [];
    for (const name of ['Dana', 'Elio']) lost.push(await join(a, room, { face: 'phone', name }));
    await all_count(seats_of(...sessions), [...lost, cleo, desk]);
    await a.kill();
    const began = performance.now();
    for (const session of lost) session.close();
    const left = sessions.filter((session) => !lost.includes(session));
    await all_count(seats_of(...left), [cleo]);
    const after = performance.now() - began;
    console.log(`     the count fell ${Math.round(after)} ms after`);
    expect(after < 6_500, `only after ${after} ms`);
  });
  await tally.step('a server refuses a Redis that may lose things, in one sentence, when told to', async () => {
    const loose = await Redis.start(['--appendfsync', 'everysec']);
    const args = ['serve', '--listen', '127.0.0.1:0', '--data', b.folder, '--redis', loose.url, '--require-durable'];
    const { status, stderr } = spawnSync(binary, [...args, '--log-level', 'off'], { encoding: 'utf8', timeout: 20_000 });
    await loose.stop();
    expect_equal(status, 1, 'exit code');
    expect(/^palabre: [^\n]*appendfsync must be always \(it is everysec\)\n$/.test(stderr), stderr);
  });
}

await tally.run(walk, async () => {
  for (const session of sessions) session.close();
  await a?.stop();
  await b?.stop();
  await redis?.stop();
});
