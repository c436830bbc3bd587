// SPDX-License-Identifier: AGPL-3.0-or-later
// What befalls the servers and their Redis. Each gives how long it took until each server acknowledged again, in milliseconds.
import { expect, until } from '../support/tally.mjs';
import { letters } from './cluster.mjs';

export const server_within_ms = 2_000;
export const promotion_within_ms = 5_000;
const all = [0, 1, 2];

const others = (server) => all.filter((at) => at !== server);
const told = (servers, times) => servers.map((at, nth) => `${letters[at]} ${times[nth]} ms`).join(', ');

function within(limit_ms, servers, times) {
  const slow = servers.filter((_, nth) => times[nth] > limit_ms);
  expect(slow.length === 0, `acknowledged after ${told(servers, times)}; ${limit_ms} ms are allowed`);
}

/// SIGKILL. Half of its phones go on by the others, half wait for it; it starts again on its own folder.
const killed = (server) => ({
  name: `server ${letters[server]} is killed and started again`,
  async befall({ servers }, crowd) {
    const since = performance.now();
    const dead = servers[server].kill();
    const surviving = crowd.heard_since(since, others(server));
    await dead;
    crowd.leave(server, { some: true });
    await servers[server].restart();
    const ready_ms = Math.round(performance.now() - since);
    const [back] = await crowd.heard_since(since, [server]);
    const times = await surviving;
    crowd.return_home();
    within(server_within_ms, [...others(server), server], [...times, back]);
    return `${told(others(server), times)}; back: ready after ${ready_ms} ms, acknowledged after ${back} ms`;
  },
});

const redis_killed = {
  name: 'Redis is killed and started again on its append-only file',
  async befall(cluster, crowd) {
    const since = performance.now();
    await cluster.primary.kill();
    await cluster.primary.restart();
    const ready_ms = Math.round(performance.now() - since);
    const times = await crowd.heard_since(since, all);
    within(promotion_within_ms, all, times);
    await cluster.in_step();
    return `listening after ${ready_ms} ms; ${told(all, times)}`;
  },
};

const redis_stands_still = {
  name: 'Redis stands still for 10 s',
  async befall({ primary }, crowd) {
    const still_ms = 10_000;
    primary.stand_still();
    const began = performance.now();
    crowd.speak_up(all);
    await until('it has stood still long enough', () => performance.now() - began >= still_ms, still_ms + 1_000);
    primary.go_on();
    const since = performance.now();
    const times = await crowd.heard_since(since, all);
    within(promotion_within_ms, all, times);
    return `${told(all, times)} after it went on`;
  },
};

const slow_line = (server, delay_ms) => ({
  name: `${letters[server]}'s line to Redis takes ${2 * delay_ms} ms longer, there and back`,
  async befall({ lines }, crowd) {
    lines[server].slow(delay_ms);
    const since = performance.now();
    const times = await crowd.heard_since(since, all);
    await crowd.acks(60);
    lines[server].slow(0);
    within(server_within_ms, all, times);
    return told(all, times);
  },
});

/// The others go on; it is half open for longer than a command may take to be answered.
const silent_line = (server) => ({
  name: `${letters[server]}'s line to Redis says nothing for 5 s, and is accepted`,
  async befall({ lines }, crowd) {
    const silent_ms = 5_000;
    const began = performance.now();
    lines[server].stall();
    const going_on = await crowd.heard_since(began, others(server));
    crowd.speak_up([server]);
    await until('it was silent long enough', () => performance.now() - began >= silent_ms, silent_ms + 1_000);
    lines[server].mend();
    const since = performance.now();
    const [back] = await crowd.heard_since(since, [server]);
    within(server_within_ms, others(server), going_on);
    within(promotion_within_ms, [server], [back]);
    return `${told(others(server), going_on)} meanwhile; ${told([server], [back])} after it spoke again`;
  },
});

const entries_of = async (redis, room_key) => Number(await redis.ask('XLEN', room_key));

/// The replica is cut off, what is acknowledged then is on the primary alone, which dies; the replica takes over.
const promoted_behind = {
  name: 'a replica takes over without the last entries',
  async befall(cluster, crowd) {
    await crowd.all_heard();
    await cluster.cut_replication();
    const cut_at = performance.now();
    await crowd.heard_since(cut_at, all);
    await crowd.acks(20);
    const old = await cluster.promote();
    const lost = (await entries_of(old, crowd.log_key)) - (await entries_of(cluster.primary, crowd.log_key));
    expect(lost > 0, 'nothing was lost');
    await old.kill();
    const since = performance.now();
    for (const at of all) cluster.lead(at, cluster.primary);
    const times = await crowd.heard_since(since, all);
    await old.stop();
    within(promotion_within_ms, all, times);
    await cluster.follow();
    return `${lost} acknowledged entries were lost; ${told(all, times)}`;
  },
};

// One server goes there first, and both sides write on: the log forks.
async function part(cluster, crowd, server) {
  await crowd.all_heard();
  await cluster.cut_replication();
  const old = await cluster.promote();
  cluster.lead(server, cluster.primary);
  const parted_at = performance.now();
  await crowd.heard_since(parted_at, all);
  await crowd.acks(30);
  return old;
}

const promoted_forked = (server) => ({
  name: `a replica takes over while the old primary goes on: ${letters[server]} on one side, the others on the other`,
  async befall(cluster, crowd) {
    const old = await part(cluster, crowd, server);
    await old.kill();
    const since = performance.now();
    for (const at of others(server)) cluster.lead(at, cluster.primary);
    const times = await crowd.heard_since(since, all);
    await old.stop();
    within(promotion_within_ms, all, times);
    await cluster.follow();
    return told(all, times);
  },
});

/// The same, and one of the others dies with the old primary: its journal alone knows how what it acknowledged came about.
/// The others wait 5 s for that, then they set it aside.
const dies_in_a_fork = (server, dies, away_ms) => ({
  name: `${letters[dies]} dies together with the old primary of a fork, for ${away_ms} ms at least`,
  async befall(cluster, crowd) {
    const old = await part(cluster, crowd, server);
    await Promise.all([old.kill(), cluster.servers[dies].kill()]);
    const since = performance.now();
    for (const at of others(server)) cluster.lead(at, cluster.primary);
    crowd.orphan(dies);
    crowd.leave(dies, { some: true });
    const times = await crowd.heard_since(since, others(dies));
    await until('it was away long enough', () => performance.now() - since >= away_ms, away_ms + 1_000);
    const started_at = performance.now();
    await cluster.servers[dies].restart();
    const [back] = await crowd.heard_since(started_at, [dies]);
    crowd.return_home();
    await old.stop();
    within(promotion_within_ms, others(dies), times);
    within(server_within_ms, [dies], [back]);
    await cluster.follow();
    return `${told(others(dies), times)}; ${told([dies], [back])} after it was started again`;
  },
});

/// Each of them once, in an order that the seed gives.
export function faults_by(rolled) {
  const parted = rolled(3);
  const faults = [
    ...all.map(killed),
    redis_killed,
    redis_stands_still,
    slow_line(rolled(3), 20 + rolled(80)),
    silent_line(rolled(3)),
    promoted_behind,
    promoted_forked(rolled(3)),
    dies_in_a_fork(parted, (parted + 1 + rolled(2)) % 3, rolled(2) * 8_000),
  ];
  for (let at = faults.length - 1; at > 0; at -= 1) {
    const other = rolled(at + 1);
    [faults[at], faults[other]] = [faults[other], faults[at]];
  }
  return faults;
}
