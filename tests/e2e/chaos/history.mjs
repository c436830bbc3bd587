// SPDX-License-Identifier: AGPL-3.0-or-later
// What has to hold in the end: of what was acknowledged, of each one's order, of the log's chain, and of what everybody sees.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { blake2b } from '../../../client-web/src/connection/blake2b.ts';
import { Session } from '../support/seat.mjs';
import { ask, open_session } from '../support/server.mjs';
import { expect, expect_equal, until } from '../support/tally.mjs';
import { letters } from './cluster.mjs';

const number_of = (id) => Number(id.slice(1));
const in_order = (rows = {}) => Object.entries(rows).sort(([a], [b]) => number_of(a) - number_of(b)).map(([, row]) => row);

/// What stands in the room, in its order, as this session sees it.
const promised = (session, activity) => in_order(session.room.activities[activity].items);

/// Of each of these, how often it occurs.
function counted(all) {
  const count = new Map();
  for (const one of all) count.set(one, (count.get(one) ?? 0) + 1);
  return count;
}

/// A fresh whole view by each server; all phones see the same, whichever servers and faults they went through.
export async function same_views(cluster, crowd) {
  const { code, founder_secret, activity } = crowd.room;
  const wish = { face: 'desk', secret: founder_secret, name: 'founder' };
  const fresh = [];
  const secrets = [];
  for (const base of cluster.bases) {
    const { secret } = await open_session(base, code, wish);
    secrets.push(secret);
    fresh.push(new Session(base, code, secret));
  }
  const all = [...fresh, ...crowd.members.map(({ session }) => session)];
  await until('all are at one position', () => new Set(all.map(({ view }) => JSON.stringify(view?.position))).size === 1);
  const [first] = fresh;
  for (const [at, session] of all.entries()) {
    expect_equal(session.room, first.room, at < fresh.length ? `a whole view by ${letters[at]}` : 'a view that was patched');
  }
  for (const session of fresh) session.close();
  const { position, layers } = first.view;
  return { items: promised(first, activity), position, desk: layers.desk ?? {}, secrets };
}

/// Acknowledged: there once, or set aside where its author and the desk see it. Refused: nowhere.
export function once_or_set_aside(crowd, { items, desk }) {
  const there = counted(items.map(({ what }) => what));
  const aside = crowd.members.flatMap(({ session }) => in_order(session.own?.set_aside).map(({ text }) => text));
  const set_aside = counted(aside);
  const wrong = [];
  for (const what of crowd.acked.keys()) {
    const [stands, put] = [there.get(what) ?? 0, set_aside.get(what) ?? 0];
    if (stands + put !== 1) wrong.push(`${what}: ${stands} times there, ${put} times set aside`);
  }
  expect_equal(wrong, [], 'acknowledged, but not once');
  const unknown = [...there.keys(), ...set_aside.keys()].filter((what) => !crowd.acked.has(what));
  expect_equal(unknown, [], 'there, though nobody was told so');
  expect_equal(Object.keys(desk.set_aside ?? {}).length, aside.length, 'set aside, as the desk sees it');
  return { set_aside: aside.length };
}

/// Whoever went on by another server while what they had been told waited in a dead server's journal may find it behind
/// their newer words: gives how many did.
export function each_in_order(crowd, { items }) {
  const wrong = [];
  for (const one of crowd.members) {
    const mine = items.filter(({ by }) => by === one.session.seat).map(({ what }) => what);
    const there = new Set(mine);
    if (mine.join() !== one.said.filter((what) => there.has(what)).join()) wrong.push(one);
  }
  const unexplained = wrong.filter((one) => !crowd.orphaned.has(one)).map(({ session }) => session.seat);
  expect_equal(unexplained, [], 'seats whose words are not in the order in which they said them');
  return wrong.length;
}

/// The chain of the log, computed anew, is the one that every server has in its journal.
export async function one_chain(cluster, crowd, { position }) {
  const entries = (await cluster.primary.ask('XRANGE', crowd.log_key, '-', '+')).map(([id, fields]) => ({
    seq: Number(id.split('-')[0]),
    header: fields[1],
    facts: fields[3],
    hash: fields[5],
  }));
  expect_equal(entries.length, position.seq, 'entries');
  let hash = '';
  for (const [at, entry] of entries.entries()) {
    hash = hash_of([hash, entry.header, entry.facts]);
    expect(entry.seq === at + 1 && entry.hash === hash, `the chain breaks at ${entry.seq}`);
  }
  for (const [at, server] of cluster.servers.entries()) {
    await until(`${letters[at]} has journaled the end`, () => journal_of(server).at(-1)?.hash === hash, 10_000);
    const wrong = journal_of(server).findIndex((one, nth) => one.seq !== nth + 1 || one.hash !== entries[nth]?.hash);
    expect_equal(wrong, -1, `where ${letters[at]}'s journal differs`);
  }
  return { entries: entries.length };
}

// As server/base/hash.cpp: the length of each part in eight bytes, then the part.
function hash_of(parts) {
  const pieces = parts.flatMap((part) => {
    const bytes = Buffer.from(part);
    const length = Buffer.alloc(8);
    length.writeUInt32LE(bytes.length);
    return [length, bytes];
  });
  return blake2b(new Uint8Array(Buffer.concat(pieces)), 32);
}

function journal_of({ folder }) {
  const path = join(folder, 'journal.db');
  if (!existsSync(path)) return [];
  const journal = new DatabaseSync(path, { readOnly: true });
  try {
    return journal.prepare('SELECT seq, hash FROM entry ORDER BY seq').all();
  } finally {
    journal.close();
  }
}

/// The minutes are the same, byte for byte, whichever server makes them. Gives how much of what was acknowledged they lack.
export async function same_minutes(cluster, crowd, { secrets }) {
  const { code } = crowd.room;
  const path = `/api/palabres/${code}/minutes`;
  const written = (at) => ask(cluster.bases[at], `${path}.md`, { secret: secrets[at], text: true });
  const [first, ...more] = await Promise.all(secrets.map((_, at) => written(at)));
  for (const [at, text] of more.entries()) expect(text === first, `${letters[at + 1]}'s minutes are not A's`);
  const { steps } = await ask(cluster.bases[0], `${path}.json`, { secret: secrets[0] });
  const lines = steps.flatMap(({ activities }) => activities.flatMap((one) => one.lines));
  const there = new Set(lines.map(({ params }) => params.text));
  return [...crowd.acked.keys()].filter((what) => !there.has(what)).length;
}
