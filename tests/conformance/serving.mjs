// SPDX-License-Identifier: AGPL-3.0-or-later
// The program as an operator meets it: one sentence when something is wrong, nothing lost when it ends, however it ends.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as create_site } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, expect_equal, Tally, until } from '../e2e/support/tally.mjs';

const binary = process.env.PALABRE_BINARY ?? 'build/dev/palabre';
const folders = [];
const children = [];

const new_folder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'palabre-serving-'));
  folders.push(folder);
  return folder;
};

/// Runs it to its end.
function run(...args) {
  const ended = spawnSync(binary, args, { encoding: 'utf8', timeout: 60_000 });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

/// Starts it; resolves with its address when it says that it is ready.
function serve(folder, ...more) {
  const begun = performance.now();
  const child = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', folder, ...more]);
  children.push(child);
  const server = { child, out: '', err: '' };
  child.stderr.on('data', (bytes) => {
    server.err += bytes;
  });
  server.ended = new Promise((gone) => child.once('close', (code, signal) => gone(signal ?? code)));
  return new Promise((ready, failed) => {
    child.stdout.on('data', (bytes) => {
      server.out += bytes;
      const found = /^ready (https?:\/\/\S+)$/m.exec(server.out);
      if (!found || server.base) return;
      server.base = found[1];
      server.ready_ms = performance.now() - begun;
      ready(server);
    });
    server.ended.then((code) => failed(new Error(`ended with ${code}: ${server.err}`)));
  });
}

async function ask(server, path, body) {
  const answer = await fetch(server.base + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

/// Runs `palabre health` beside servers of this process.
function health(url) {
  const child = spawn(binary, ['health', url]);
  const ended = { out: '', err: '' };
  for (const [stream, kept] of [[child.stdout, 'out'], [child.stderr, 'err']]) {
    stream.on('data', (bytes) => {
      ended[kept] += bytes;
    });
  }
  return new Promise((gone) => child.once('close', (code) => gone({ ...ended, code })));
}

/// Where a server of this process listens.
async function base_of(server) {
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return `http://127.0.0.1:${server.address().port}`;
}

/// One sentence on stderr, nothing on stdout, and not 0.
function refused(ended, code, pattern) {
  expect_equal(ended.code, code, 'exit code');
  expect_equal(ended.out, '', 'standard output');
  expect(/^palabre: .+\n$/.test(ended.err), `not one sentence: ${JSON.stringify(ended.err)}`);
  expect(pattern.test(ended.err), `says ${ended.err}`);
}

const wish = {
  scenario: 'consent_decision',
  title: 'La salle',
  why: 'Pour essayer',
  language: 'fr',
  address: 'tu',
  time_zone: 'Europe/Paris',
};

async function founded(server) {
  const { status, body } = await ask(server, '/api/palabres', wish);
  expect_equal(status, 201, 'founding');
  return body.code;
}

/// A line that has said hello; `frames` grows, `closed` resolves with the code.
async function line_of(server, code) {
  const session = await ask(server, `/api/palabres/${code}/sessions`, { face: 'phone', name: 'Awa' });
  expect_equal(session.status, 201, 'opening a session');
  const socket = new WebSocket(`${server.base.replace('http', 'ws')}/ws`, 'palabre.v1');
  const line = { frames: [], socket };
  line.closed = new Promise((gone) => {
    socket.onclose = (event) => gone(event.code);
  });
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') line.frames.push(...JSON.parse(data));
  };
  await new Promise((opened) => {
    socket.onopen = opened;
  });
  socket.send(JSON.stringify([{ t: 'hello', code, secret: session.body.secret }]));
  await until('a view', () => line.frames.some((frame) => frame.t === 'view'));
  return line;
}

/// Whose name stands on the certificate that a new connection gets.
function name_on_certificate(server) {
  const { hostname, port } = new URL(server.base);
  return new Promise((found, failed) => {
    const socket = connect({ host: hostname, port, rejectUnauthorized: false }, () => {
      found(socket.getPeerCertificate().subject.CN);
      socket.destroy();
    });
    socket.on('error', failed);
  });
}

const tally = new Tally();

async function walk() {
  await tally.step('wrong arguments: one sentence, exit 2', () => {
    refused(run('--bogus'), 2, /--bogus/);
    refused(run('serve', '--listen', '8080'), 2, /8080 is not HOST:PORT/);
    refused(run('--founding', 'nobody'), 2, /nobody/);
    refused(run('--public-url', 'palabre.example'), 2, /palabre\.example is not http/);
    refused(run('--source', 'ftp://example.org'), 2, /ftp:\/\/example\.org is not a link/);
    refused(run('--proxy', 'balancer'), 2, /balancer is no address/);
    refused(run('health', 'localhost:8080'), 2, /localhost:8080 is not http/);
    refused(run('check'), 2, /paths/);
    refused(run('dance'), 2, /dance|subcommand/i);
  });

  await tally.step('help and version, exit 0', () => {
    expect(/serve[\s\S]*check[\s\S]*rehearse/.test(run('--help').out), 'the commands are not in the help');
    expect_equal(run('serve', '--help').code, 0, 'help of a command');
    expect(/^palabre \d+\.\d+\.\d+/.test(run('--version').out), 'no version');
  });

  await tally.step('what cannot be used: one sentence, exit 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const taken = `127.0.0.1:${other.address().port}`;
    refused(run('serve', '--listen', taken, '--data', new_folder()), 1, /is taken by another program/);
    other.close();
    const folder = new_folder();
    writeFileSync(join(folder, 'file'), '');
    refused(run('serve', '--data', join(folder, 'file')), 1, /cannot be written/);
    refused(run('serve', '--data', folder, '--web', join(folder, 'none')), 1, /none cannot be read/);
    refused(run('serve', '--data', folder, '--scenarios', join(folder, 'none')), 1, /none cannot be read/);
    writeFileSync(join(folder, 'palabre.db'), 'not a database at all, but long enough to look at');
    refused(run('serve', '--data', folder), 1, /is not a database of Palabre; nothing was changed/);
    expect(readFileSync(join(folder, 'palabre.db'), 'utf8').startsWith('not a database'), 'it was changed');
  });

  const folder = new_folder();
  let code;
  await tally.step('ready in 200 ms of its own, a palabre founded, and a second server kept out', async () => {
    const server = await serve(folder);
    console.log(`     ready after ${server.ready_ms.toFixed(0)} ms`);
    code = await founded(server);
    refused(run('serve', '--listen', '127.0.0.1:0', '--data', folder), 1, /another Palabre is already using/);
    expect_equal((await ask(server, '/health/ready')).body, { state: 'ready' }, 'health');
    expect(server.ready_ms < 2_000, 'not ready in time');
    server.child.kill('SIGKILL');
    expect_equal(await server.ended, 'SIGKILL', 'its end');
  });

  await tally.step('after a kill everything is there; SIGTERM says when to come back, closes with 1001, exit 0', async () => {
    const server = await serve(folder);
    expect_equal((await ask(server, `/api/palabres/${code}`)).body.title, 'La salle', 'title');
    const line = await line_of(server, code);
    const asked_at = performance.now();
    server.child.kill('SIGTERM');
    expect_equal(await line.closed, 1001, 'close code');
    expect(line.frames.some((frame) => frame.t === 'go' && frame.after_ms >= 0), 'no go');
    expect_equal(await server.ended, 0, 'exit code');
    expect(performance.now() - asked_at < 10_000, 'too slow');
    expect(/stopping/.test(server.err), 'it says nothing');
  });

  await tally.step('`palabre health`: ready, or why not in one sentence', async () => {
    const server = await serve(folder);
    const asked = await health(server.base);
    expect_equal([asked.code, asked.out, asked.err], [0, 'ready\n', ''], 'of a server that serves');
    server.child.kill('SIGTERM');
    await server.ended;
    refused(await health(server.base), 1, /is not ready: Connection refused/);
    for (const [state, sentence] of [
      ['draining', /it is stopping/],
      ['cannot_save', /can save nothing now/],
      ['asleep', /it says asleep/],
      [7, /is no Palabre/],
    ]) {
      const site = create_site((_, answer) => {
        answer.statusCode = 503;
        answer.end(JSON.stringify({ state }));
      });
      refused(await health(await base_of(site)), 1, sentence);
      site.close();
    }
    const mute = createServer();
    refused(await health(await base_of(mute)), 1, /no answer within 3 s/);
    mute.close();
  });

  await tally.step('SIGINT too; the seat is there afterwards', async () => {
    const server = await serve(folder);
    expect_equal((await ask(server, `/api/palabres/${code}`)).body.seats, 1, 'seats');
    server.child.kill('SIGINT');
    expect_equal(await server.ended, 0, 'exit code');
  });

  await tally.step('with --qr the address can be scanned; /source leads to the source of this build', async () => {
    const source = ['--source', 'https://palabre.example/tree/{commit}'];
    const server = await serve(new_folder(), '--public-url', 'https://palabre.example', '--qr', ...source);
    await until('the code', () => server.out.includes('▀▀'));
    expect(server.out.includes('people in the room: https://palabre.example'), 'no address');
    const there = await fetch(`${server.base}/source`, { redirect: 'manual' });
    expect_equal(there.status, 302, '/source');
    expect(/^https:\/\/palabre\.example\/tree\/[0-9a-f]{12}$/.test(there.headers.get('location')), 'its link');
    server.child.kill('SIGTERM');
    await server.ended;
  });

  await tally.step('https and wss with a certificate, read again on SIGHUP; one sentence when it is none', async () => {
    const own = new_folder();
    const [certificate, key] = [join(own, 'certificate.pem'), join(own, 'key.pem')];
    const drawn = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    const make = (name) => {
      const made = spawnSync('openssl', [...drawn, '-subj', `/CN=${name}`, '-keyout', key, '-out', certificate]);
      expect_equal(made.status, 0, 'openssl');
    };
    make('localhost');
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    const server = await serve(own, '--tls-cert', certificate, '--tls-key', key);
    expect(server.base.startsWith('https://'), server.base);
    const kept = await founded(server);
    expect_equal((await health(server.base)).out, 'ready\n', 'its health');
    const line = await line_of(server, kept);
    expect_equal(await name_on_certificate(server), 'localhost', 'the certificate');
    make('renewed');
    server.child.kill('SIGHUP');
    await until('the certificate is read again', () => /read again/.test(server.err));
    expect_equal(await name_on_certificate(server), 'renewed', 'the certificate');
    writeFileSync(certificate, 'no certificate');
    server.child.kill('SIGHUP');
    await until('it says what is wrong', () => /the one before is used/.test(server.err));
    expect_equal(await name_on_certificate(server), 'renewed', 'the certificate');
    server.child.kill('SIGTERM');
    expect_equal(await line.closed, 1001, 'close code');
    expect_equal(await server.ended, 0, 'exit code');
    make('localhost');
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    writeFileSync(key, 'no key');
    refused(run('serve', '--data', own, '--tls-cert', certificate, '--tls-key', key), 1, /the key .* cannot be used/);
    refused(run('serve', '--data', own, '--tls-cert', certificate), 2, /--tls-key/);
  });

  await tally.step('founding by token: drawn once, kept for its owner alone', async () => {
    const own = new_folder();
    const server = await serve(own, '--founding', 'token');
    expect_equal((await ask(server, '/api/palabres', wish)).body.code, 'token_needed', 'without the token');
    const token = readFileSync(join(own, 'founding_token'), 'utf8').trim();
    expect(/^[0-9a-f]{32}$/.test(token), 'no token');
    const answer = await fetch(`${server.base}/api/palabres`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(wish),
    });
    expect_equal(answer.status, 201, 'with the token');
    server.child.kill('SIGTERM');
    await server.ended;
    const again = await serve(own, '--founding', 'token');
    expect_equal(readFileSync(join(own, 'founding_token'), 'utf8').trim(), token, 'token after a restart');
    again.child.kill('SIGTERM');
    await again.ended;
  });
}

await tally.run(walk, async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
