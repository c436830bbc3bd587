// SPDX-License-Identifier: AGPL-3.0-or-later
// The real program: a palabre is taken out of one folder, brought into another, and every mistake on the way is a sentence.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, binary, open_session, Server } from './support/server.mjs';
import { expect, expect_equal, Tally, until } from './support/tally.mjs';

const tally = new Tally();
const work = mkdtempSync(join(tmpdir(), 'palabre-moves-'));
const file = join(work, 'one.palabre');
let from;
let redis;
let to;

function palabre(...args) {
  const run = spawnSync(binary, args, { encoding: 'utf8', cwd: work });
  return { code: run.status, out: run.stdout, problems: run.stderr };
}
function refused(sentence, ...args) {
  const { code, problems } = palabre(...args);
  expect(code === 1 && problems.startsWith('palabre: ') && problems.includes(sentence), `${code} ${problems}`);
}

function succeeds(code, ...args) {
  const { code: ended, out, problems } = palabre(...args);
  expect(ended === 0 && out.includes(code), out + problems);
}
const lines = (path) => readFileSync(path, 'utf8').split('\n').length;

/// A Redis of this walk's own, on a port that nobody else knows.
async function start_redis() {
  const port = 20_000 + (process.pid % 20_000);
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', work, '--save', '', '--appendonly', 'no']);
  let heard = '';
  redis.stdout.on('data', (bytes) => {
    heard += bytes;
  });
  await until('Redis is ready', () => heard.includes('Ready to accept connections'), 10_000);
  return `redis://127.0.0.1:${port}`;
}

async function walk() {
  from = await Server.start('moves-from');
  to = await Server.start('moves-to');
  const { code } = await ask(from.base, '/api/palabres', {
    body: { scenario: 'palabre', title: 'Le toit', why: 'Il fuit', language: 'fr', address: 'tu', time_zone: 'Africa/Bamako' },
  });
  const { secret } = await open_session(from.base, code, { face: 'phone', name: 'Malik' });
  await tally.step('a folder in use is left alone', () => refused('already using the folder', 'export', code, '--data', from.folder));
  await from.kill();
  await to.kill();
  await tally.step('what is not there is said', () => {
    refused('no palabre has the code', 'export', 'KATA-27XB', '--data', from.folder);
    refused('holds no palabres', 'export', code, '--data', join(work, 'nothing'));
    refused('cannot be read', 'import', join(work, 'nothing'), '--data', to.folder);
  });
  await tally.step('it is taken out, into a file of its owner’s', () => {
    const { code: ended, out } = palabre('export', code, '--data', from.folder, '--to', file);
    expect(ended === 0 && out.includes(code), out);
    expect_equal(statSync(file).mode & 0o777, 0o600);
    refused('is there already', 'export', code, '--data', from.folder, '--to', file);
  });
  await tally.step('a changed file is refused', () => {
    writeFileSync(join(work, 'changed'), readFileSync(file, 'utf8').replace('Malik', 'Malek'));
    refused('was changed', 'import', join(work, 'changed'), '--data', to.folder);
  });
  const second = join(work, 'two.palabre');
  await tally.step('it goes through a Redis, and out of it again', async () => {
    const url = await start_redis();
    succeeds(code, 'import', file, '--redis', url);
    succeeds(code, 'export', code, '--redis', url, '--to', second);
    refused('no palabre has the code', 'export', 'KATA-27XB', '--redis', url);
    expect_equal(lines(second), lines(file) + 2);
  });
  await tally.step('it is brought in elsewhere, once', () => {
    succeeds(code, 'import', second, '--data', to.folder);
    refused('has gone on', 'import', second, '--data', to.folder);
  });
  await from.restart();
  await to.restart();
  await tally.step('it lives there, and stands still here', async () => {
    expect_equal((await ask(to.base, `/api/palabres/${code}`)).seats, 1);
    const minutes = await ask(to.base, `/api/palabres/${code}/minutes.json`, { secret });
    expect_equal(minutes.title, 'Le toit');
    const answer = await fetch(`${from.base}/api/palabres/${code}`);
    expect_equal((await answer.json()).code, 'moved');
  });
}

await tally.run(walk, async () => {
  redis?.kill('SIGKILL');
  await from?.stop();
  await to?.stop();
  rmSync(work, { recursive: true, force: true });
});
