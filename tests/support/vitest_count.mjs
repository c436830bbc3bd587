// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the pages' own tests and closes with the line that ./dev test adds up.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tree = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const out = join(tree, 'build', 'vitest.json');
mkdirSync(dirname(out), { recursive: true });
rmSync(out, { force: true });

const run = spawnSync(
  'npx',
  ['--no-install', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${out}`],
  { cwd: join(tree, 'client-web'), stdio: 'inherit', env: { ...process.env, CI: 'true', NO_COLOR: '1' } },
);

const report = JSON.parse(readFileSync(out, 'utf8'));
// A file that does not even load has no test in it that could be counted as failed.
const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const failed = report.numFailedTests + unloadable.length;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || run.status !== 0 ? 1 : 0);
