// SPDX-License-Identifier: AGPL-3.0-or-later
// What a phone costs on a poor line: bytes and time until it can be used, and an hour of waiting with it in the pocket.
import { performance } from 'node:perf_hooks';
import { Browser, host } from './support/browser.mjs';
import { open_session, Server, ask } from './support/server.mjs';
import { Session } from './support/seat.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';
import { words_of } from './support/words.mjs';

const rtt_ms = 150;
const down_bytes_s = 1_600_000 / 8;
const up_bytes_s = 750_000 / 8;
const load_bytes_max = 60_000;
const usable_ms_max = 1_500;
const hour_bytes_max = 150_000;

/// TCP and IP say about so much for each packet; an empty ping and its pong are two of them.
const packet_bytes = 52;
/// The server pings a line that is silent for half a minute (ws_connection.cpp); the page's own pings come before that.
const protocol_ping_s = 30;

let server;
let browser;
let code;
const tally = new Tally((name) => browser?.pictures(name));
const words = words_of('fr', 'tu', 'consent_decision');

/// Counts what comes and goes on a page, as the network carries it: compressed, with its headers, sockets' frames too.
async function count(page) {
  const client = await page.context().newCDPSession(page);
  const seen = { bytes: 0, frames: 0, frame_bytes: 0, files: [] };
  const addresses = new Map();
  client.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    seen.bytes += encodedDataLength;
    seen.files.push([encodedDataLength, new URL(addresses.get(requestId) ?? 'http://x/?').pathname]);
  });
  const frame = ({ response: { payloadData } }) => {
    seen.frames += 1;
    seen.frame_bytes += Buffer.byteLength(payloadData);
  };
  client.on('Network.webSocketFrameReceived', frame);
  client.on('Network.webSocketFrameSent', frame);
  await client.send('Network.enable');
  return { seen, client };
}

async function phone(name) {
  const page = await browser.device(name, 'phone');
  const { seen, client } = await count(page);
  return { page, seen, client };
}

const slow = (client) =>
  client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: rtt_ms,
    downloadThroughput: down_bytes_s,
    uploadThroughput: up_bytes_s,
  });

/// From the address to a name that can be written; then in, up to the state's own words.
async function load(name) {
  const { page, seen, client } = await phone(name);
  await slow(client);
  const begun = performance.now();
  await page.goto(`http://${host}:${server.port}/p/${code}`, { waitUntil: 'commit' });
  const field = page.getByLabel(words.t('join.name'));
  await field.fill(name);
  const usable_ms = performance.now() - begun;
  const pressed = performance.now();
  await page.getByRole('button', { name: words.t('join.enter') }).click();
  await page.getByText(words.state('why', 'title')).first().waitFor();
  const in_ms = performance.now() - pressed;
  return { page, seen, usable_ms, in_ms, bytes: seen.bytes + seen.frame_bytes };
}

async function first_load() {
  const loads = [];
  // The machine has other work too: the quickest of three tells what the line allows.
  for (const name of ['Awa', 'René', 'Léa']) {
    const one = await load(name);
    loads.push(one);
    await browser.off(name);
  }
  const bytes = Math.max(...loads.map((one) => one.bytes));
  const usable_ms = Math.min(...loads.map((one) => one.usable_ms));
  const in_ms = Math.min(...loads.map((one) => one.in_ms));
  for (const [size, path] of loads[0].seen.files.sort((a, b) => b[0] - a[0]).slice(0, 8)) console.log(`     ${size} ${path}`);
  console.log(`     a phone that comes in loads ${bytes} bytes in ${loads[0].seen.files.length} requests`);
  console.log(`     a name can be written after ${Math.round(usable_ms)} ms; in the circle ${Math.round(in_ms)} ms after that`);
  expect(bytes <= load_bytes_max, `${bytes} bytes, more than ${load_bytes_max}`);
  expect(usable_ms <= usable_ms_max, `usable after ${Math.round(usable_ms)} ms`);
}

/// Ten minutes pass on the page's own clock, half a second at a time, with room for each answer of the real server.
/// What the frames weigh is measured; the server's own clock does not run faster, so that its pings are reckoned.
async function an_hour() {
  const minutes = 10;
  const page = await browser.device('in a pocket', 'phone');
  await page.clock.install();
  const { seen } = await count(page);
  await page.goto(`http://${host}:${server.port}/p/${code}`);
  await page.getByLabel(words.t('join.name')).fill('Mado');
  await page.getByRole('button', { name: words.t('join.enter') }).click();
  await page.getByText(words.state('why', 'title')).first().waitFor();
  for (let s = 0; s < 30; s += 1) await page.clock.runFor(1_000); // what is fetched once the phone has come to rest
  const before = { ...seen, files: seen.files.length };
  for (let half_s = 0; half_s < minutes * 120; half_s += 1) await page.clock.runFor(500);
  expect_equal(seen.files.length, before.files, 'files fetched while nothing happens');
  const frames = seen.frames - before.frames;
  const frame_bytes = seen.frame_bytes - before.frame_bytes;
  // Each frame travels in a packet of its own, and is acknowledged by another.
  const hour = (60 / minutes) * (frame_bytes + frames * (2 + 2 * packet_bytes));
  const pings = (3_600 / protocol_ping_s) * 2 * (2 + 2 * packet_bytes);
  console.log(`     ${frames} frames of ${frame_bytes} bytes in ${minutes} minutes: ${Math.round(hour)} bytes an hour,`);
  console.log(`     with TCP and IP; ${pings} more if the server pinged too: ${Math.round(hour + pings)}`);
  expect(frames > 0, 'no frame in ten minutes: the clock does not run');
  expect(hour + pings <= hour_bytes_max, `${hour + pings} bytes an hour`);
}

await tally.run(
  async () => {
    await tally.step('the server and the browser start', async () => {
      server = await Server.start('first_load');
      browser = await Browser.open('first_load', 'fr');
      const wish = { scenario: 'consent_decision', title: 'Ouvrir le samedi', why: 'L’atelier est vide le samedi.', language: 'fr', address: 'tu', time_zone: 'Europe/Paris' };
      const founded = await ask(server.base, '/api/palabres', { body: wish });
      code = founded.code;
      // Somebody is there already, as in a hall where one more phone comes in.
      const { secret } = await open_session(server.base, code, { face: 'phone', name: 'Zoé', secret: founded.founder_secret });
      const zoe = new Session(server.base, code, secret);
      await zoe.until('Zoé sees', ({ room }) => room);
    });
    await tally.step(`at ${rtt_ms} ms and 1.6 Mbit/s a phone is of use within ${usable_ms_max} ms, for ${load_bytes_max} bytes at most`, first_load);
    await tally.step(`an hour of waiting costs ${hour_bytes_max} bytes at most`, an_hour);
    tally.see('no page threw an error', browser.broken.length === 0, browser.broken.join('\n'));
  },
  async () => {
    await browser?.close();
    await server?.stop();
  },
);
