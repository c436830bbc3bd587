// SPDX-License-Identifier: AGPL-3.0-or-later
// The nginx that docs/operating.md proposes (deploy/nginx.conf), before two servers on one Redis: pages, lines and requests
// go through it, people are who they are, and nobody notices much when a server goes.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { started } from '../support/children.mjs';
import { free_port } from '../support/free_port.mjs';
import { Redis } from '../support/redis.mjs';
import { ask, open_session, Server, tree } from '../support/server.mjs';
import { Session } from '../support/seat.mjs';
import { expect, expect_equal, Tally, until } from '../support/tally.mjs';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // nobody signed the certificate that is drawn below
process.env.PALABRE_FOUNDING_TOKEN = 'palabre';

const tally = new Tally();
const folder = mkdtempSync(join(tmpdir(), 'palabre-nginx-'));
const sessions = [];
const servers = {};
let redis;
let nginx;
let base;
let port;

/// deploy/nginx.conf with the places of this machine put in, each of which must be there.
function settings() {
  const places = [
    [/listen 80;/, `listen 127.0.0.1:${port.plain};`],
    [/listen 443 /, `listen 127.0.0.1:${port.tls} `],
    [/\S+fullchain\.pem/, join(folder, 'certificate.pem')],
    [/\S+privkey\.pem/, join(folder, 'key.pem')],
    [/ {2}server 127\.0\.0\.1:8080 (.*)/, `  server 127.0.0.1:${servers.a.port} $1\n  server 127.0.0.1:${servers.b.port} $1`],
  ];
  let text = readFileSync(join(tree, 'deploy/nginx.conf'), 'utf8');
  for (const [place, own] of places) {
    expect(place.test(text), `deploy/nginx.conf has no ${place}`);
    text = text.replace(place, own);
  }
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`);
  const own = `pid ${join(folder, 'pid')};\nerror_log stderr;\nworker_processes 1;\nevents { worker_connections 256; }\n`;
  return `${own}http {\n${folders.join('\n')}\n${text}}\n`;
}

async function start_nginx() {
  port = { plain: await free_port(), tls: await free_port() };
  base = `https://127.0.0.1:${port.tls}`;
  const drawn = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=palabre.example'];
  const made = spawnSync('openssl', [...drawn, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')]);
  expect_equal(made.status, 0, 'openssl');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, settings());
  const alone = 'daemon off; master_process off;';
  nginx = started(spawn('nginx', ['-p', folder, '-c', file, '-g', alone], { stdio: ['ignore', 'ignore', 'pipe'] }));
  nginx.said = '';
  nginx.stderr.on('data', (bytes) => {
    nginx.said += bytes;
  });
  nginx.ended = new Promise((gone) => nginx.once('close', gone));
  await until('nginx listens', () => reaches(port.tls) || nginx.exitCode !== null);
  expect_equal(nginx.exitCode, null, nginx.said);
}

const reaches = (at) =>
  new Promise((told) => {
    const line = connect(at, '127.0.0.1');
    line.once('error', () => told(false));
    line.once('connect', () => told(line.destroy() !== undefined));
  });

/// As a browser at https://palabre.example asks, or one at another page.
const post = (path, origin, body, more = {}) =>
  new Promise((told, failed) => {
    const headers = { Host: 'palabre.example', Origin: origin, 'Content-Type': 'application/json', ...more };
    const asked = request({ host: '127.0.0.1', port: port.tls, path, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (bytes) => {
        text += bytes;
      });
      answer.on('end', () => told({ status: answer.statusCode, body: JSON.parse(text) }));
    });
    asked.on('error', failed);
    asked.end(JSON.stringify(body));
  });

const founding = { scenario: 'palabre', title: 'La salle', why: '', language: 'fr', address: 'tu', time_zone: 'Europe/Paris' };
const token = { Authorization: 'Bearer palabre' };

async function join_by_proxy(code, name, secret) {
  const opened = await open_session(base, code, { face: 'phone', name, ...(secret ? { secret } : {}) });
  const session = new Session(base, code, opened.secret);
  sessions.push(session);
  await session.until('a view', (one) => one.room && one.seat);
  return session;
}

async function walk() {
  if (spawnSync('nginx', ['-v']).error) {
    console.log('nginx is not there: ./dev setup full');
    tally.skipped += 1;
    return;
  }
  await tally.step('two servers on one Redis, and nginx before them', async () => {
    redis = await Redis.start();
    const options = ['--redis', redis.url, '--founding', 'token', '--public-url', 'https://palabre.example'];
    servers.a = await Server.start('behind_proxy_a', options);
    servers.b = await Server.start('behind_proxy_b', options);
    await start_nginx();
  });

  const room = await tally.step('a palabre is founded with the token, from its own page and from no other', async () => {
    expect_equal((await post('/api/palabres', 'https://palabre.example', founding)).body.code, 'token_needed', 'without the token');
    expect_equal((await post('/api/palabres', 'https://evil.example', founding, token)).status, 403, 'from another page');
    const { status, body } = await post('/api/palabres', 'https://palabre.example', founding, token);
    expect_equal(status, 201, 'founding');
    return body;
  });

  await tally.step('the page comes, by TLS alone; the figures are for the machine itself', async () => {
    const page = await fetch(`${base}/p/${room.code}`);
    expect_equal([page.status, (await page.text()).includes('<script')], [200, true], 'the page');
    const plain = await fetch(`http://127.0.0.1:${port.plain}/p/${room.code}`, { redirect: 'manual' });
    expect_equal(plain.status, 301, 'without TLS');
    expect_equal((await fetch(`${base}/metrics`)).status, 404, '/metrics by the proxy');
    expect_equal((await fetch(`${base}/metrics`, { headers: { 'X-Forwarded-For': '127.0.0.1' } })).status, 404, '/metrics, lied for');
    expect_equal((await fetch(`${servers.a.base}/metrics`)).status, 200, '/metrics beside it');
  });

  const [awa, bela] = await tally.step('two lines through nginx: what one says the other reads', async () => {
    const both = [await join_by_proxy(room.code, 'Awa', room.founder_secret), await join_by_proxy(room.code, 'Bela')];
    await both[0].until('both are counted', (one) => one.room.counted === 2);
    return both;
  });

  await tally.step('a line made of requests goes through it, every one to the server that has it', async () => {
    const { secret } = await open_session(base, room.code, { face: 'phone', name: 'Cléo' });
    const hello = [{ t: 'hello', code: room.code, secret }];
    const { line } = await ask(base, '/api/lines', { body: hello });
    for (let at = 0; at < 5; at += 1) {
      const answer = await ask(base, `/api/lines/${line}`, { body: [{ t: 'ping' }] });
      expect(Array.isArray(answer), JSON.stringify(answer));
    }
    const heard = await fetch(`${base}/api/lines/${line}`);
    expect_equal([heard.status, /"t":"welcome"/.test(await heard.text())], [200, true], 'what it hears');
  });

  await tally.step('the server that has the lines is stopped: both come back by the other, at once', async () => {
    const lines = async (server) => Number(/^palabre_lines (\d+)/m.exec(await (await fetch(`${server.base}/metrics`)).text())[1]);
    const [busy, other] = (await lines(servers.a)) > 0 ? [servers.a, servers.b] : [servers.b, servers.a];
    const before = awa.connections;
    await busy.kill();
    const began = performance.now();
    await until('both are with the other', async () => (await lines(other)) >= 2);
    console.log(`     back after ${Math.round(performance.now() - began)} ms`);
    await bela.until('both are counted', (one) => one.room.counted >= 2);
    expect(awa.connections > before, 'the line was never cut');
  });
}

await tally.run(walk, async () => {
  for (const session of sessions) session.close();
  if (nginx?.exitCode === null) {
    nginx.kill('SIGTERM');
    await nginx.ended;
  }
  for (const server of Object.values(servers)) await server.stop();
  await redis?.stop();
  rmSync(folder, { recursive: true, force: true });
});
