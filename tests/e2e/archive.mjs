// SPDX-License-Identifier: AGPL-3.0-or-later
// Closed palabres leave Redis for the servers' journals: both go on answering, also after a restart; a server that never had
// the palabre gets it; erased, it is gone everywhere.
import { Redis } from './support/redis.mjs';
import { Session } from './support/seat.mjs';
import { ask, open_session, Server } from './support/server.mjs';
import { expect, expect_equal, Tally, until } from './support/tally.mjs';

const tally = new Tally();
const servers = [];
const sessions = [];
let redis;

async function start(name) {
  const server = await Server.start(`archive_${name}`, ['--redis', redis.url, '--closed-stay', '0']);
  servers.push(server);
  return server;
}

async function count(server, name) {
  const text = await (await fetch(`${server.base}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
}
const counted = async (among, name) => {
  let sum = 0;
  for (const server of among) sum += await count(server, name);
  return sum;
};
const left = (among) => counted(among, 'palabre_closed_left_total');

async function walk() {
  redis = await tally.step('Redis starts', () => Redis.start());
  const a = await start('a');
  const b = await start('b');
  const room = await tally.step('a palabre is founded on A, somebody joins on B', async () => {
    const founded = await ask(a.base, '/api/palabres', {
      body: {
        scenario: 'palabre',
        title: 'Le toit',
        why: 'Il fuit',
        language: 'fr',
        address: 'tu',
        time_zone: 'Africa/Bamako',
      },
    });
    const desk = await open_session(a.base, founded.code, {
      face: 'desk',
      name: 'Awa',
      secret: founded.founder_secret,
    });
    const phone = await open_session(b.base, founded.code, { face: 'phone', name: 'Malik' });
    return { code: founded.code, founder: desk.secret, secret: phone.secret };
  });
  const path = `/api/palabres/${room.code}`;
  const refusal = (server) =>
    ask(server.base, path).then(
      () => '',
      ({ code }) => code,
    );
  const minutes = (server) => ask(server.base, `${path}/minutes.md`, { secret: room.secret, text: true });
  const awa = new Session(a.base, room.code, room.founder);
  sessions.push(awa);
  const written = await tally.step('closed, it leaves Redis', async () => {
    await awa.until('a view', (one) => one.room);
    await awa.submit({ type: 'close' });
    await until('it left', async () => (await left([a, b])) > 0, 30_000, 200);
    return minutes(a);
  });
  await tally.step('both servers answer with the same minutes', async () => {
    expect(written.includes('Le toit'), written);
    expect_equal(await minutes(b), written);
  });
  await tally.step('a phone that comes sees the closed palabre', async () => {
    const malik = new Session(b.base, room.code, room.secret);
    sessions.push(malik);
    await malik.until('it is closed', (one) => one.room?.open === 'closed');
  });
  await tally.step('killed and started again, they answer all the same', async () => {
    for (const server of [a, b]) {
      await server.kill();
      await server.restart();
    }
    for (const server of [a, b]) {
      expect_equal(await minutes(server), written);
      expect_equal((await ask(server.base, path)).open, 'closed');
    }
  });
  const c = await tally.step('a server that never had it gets it from the others', async () => {
    const server = await start('c');
    await until('it answers', async () => (await refusal(server)) !== 'unavailable', 30_000, 200);
    expect_equal(await minutes(server), written);
    return server;
  });
  await tally.step('it leaves Redis again, and the founder erases it: gone from all three', async () => {
    await until('it left again', async () => (await left([a, b, c])) > 0, 30_000, 200);
    const desk = new Session(a.base, room.code, room.founder);
    sessions.push(desk);
    await desk.until('a view', (one) => one.room);
    desk.submit({ type: 'erase' }).catch(() => {});
    const gone = new Set(['erased', 'no_such_palabre']);
    for (const server of [a, b, c])
      await until('it is erased', async () => gone.has(await refusal(server)), 20_000, 200);
  });
}

await tally.run(walk, async () => {
  for (const session of sessions) session.close();
  for (const server of servers) await server.stop();
  await redis?.stop();
});
