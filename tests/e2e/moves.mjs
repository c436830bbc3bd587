// SPDX-License-Identifier: AGPL-3.0-or-later
// The real program: a palabre is taken out of one folder, brought into another, and every mistake on the way is a sentence.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, binary, open_session, Server } from './support/server.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';

const tally = new Tally();
const work = mkdtempSync(join(tmpdir(), 'palabre-moves-'));
const file = join(work, 'one.palabre');
let from;
let to;

function palabre(...args) {
  const run = spawnSync(binary, args, { encoding: 'utf8', cwd: work });
  return { code: run.status, out: run.stdout, problems: run.stderr };
}
function refused(sentence, ...args) {
  const { code, problems } = palabre(...args);
  expect(code === 1 && problems.startsWith('palabre: ') && problems.includes(sentence), `${code} ${problems}`);
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
  await tally.step('it is brought in elsewhere, once', () => {
    const { code: ended, out, problems } = palabre('import', file, '--data', to.folder);
    expect(ended === 0 && out.includes(code), out + problems);
    refused('has gone on', 'import', file, '--data', to.folder);
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
  await from?.stop();
  await to?.stop();
  rmSync(work, { recursive: true, force: true });
});
