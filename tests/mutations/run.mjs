// SPDX-License-Identifier: AGPL-3.0-or-later
// Breaks the code on purpose and expects the named tests to notice. usage: ./dev mutate [NAME…]
// Each tests/mutations/*.patch begins with lines of its own, before the diff:
//   Breaks: what promise the change breaks
//   Caught-by: palabre_test_room "[P4]*"      (target, then what to give to Catch2; nothing: all of it)
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const tree = join(here, '..', '..');
const copy = join(tree, 'build', 'mutate', 'tree');
const build = join(tree, 'build', 'mutate', 'build');

function run(command, args, folder = copy) {
  return spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The tree as it is now; a file that has not changed keeps its time, so that little is built again. */
function copy_tree() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: tree, encoding: 'utf8' });
  const paths = new Set(listed.split('\n').filter((path) => path && existsSync(join(tree, path))));
  for (const path of paths) {
    const [from, to] = [join(tree, path), join(copy, path)];
    if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) continue;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
  if (existsSync(join(copy, 'server'))) {
    for (const path of readdirSync(join(copy, 'server'), { recursive: true, encoding: 'utf8' })) {
      if (!paths.has(`server/${path}`) && statSync(join(copy, 'server', path)).isFile()) rmSync(join(copy, 'server', path));
    }
  }
}

function read_mutation(name) {
  const text = readFileSync(join(here, name), 'utf8');
  const field = (key) => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1];
  const caught_by = /^(\S+)(?: "(.*)")?$/.exec(field('Caught-by') ?? '');
  if (!field('Breaks') || !caught_by) throw new Error(`${name}: needs "Breaks:" and "Caught-by: TARGET \\"FILTER\\"" before the diff`);
  const files = [...text.matchAll(/^\+\+\+ b\/(\S+)/gm)].map((found) => found[1]);
  return { name, breaks: field('Breaks'), target: caught_by[1], filter: caught_by[2], files };
}

/** "built", "killed" (it runs, and the tests fail), or "alive"; with what was said. */
function outcome({ target, filter }) {
  const built = run('ninja', ['-C', build, target]);
  if (built.status !== 0) return { state: 'unbuilt', said: built.stdout.slice(-2000) };
  const tests = run(join(build, 'tests', target), filter ? [filter] : []);
  const count = /(\d+) passed, (\d+) failed/.exec(tests.stdout ?? '');
  if (count && Number(count[1]) + Number(count[2]) === 0) return { state: 'unbuilt', said: `no test matches ${filter}` };
  return { state: tests.status === 0 ? 'alive' : 'killed', said: (tests.stdout ?? '').slice(-2000) };
}

copy_tree();
const configured = run('cmake', ['--preset', 'dev', '-B', build, '-DPALABRE_WEB=OFF', '-DPALABRE_WERROR=OFF']);
if (configured.status !== 0) throw new Error(configured.stderr);

let passed = 0;
let failed = 0;
const names = readdirSync(here).filter((name) => name.endsWith('.patch')).sort();
const wanted = process.argv.slice(2);
for (const name of names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
  const mutation = read_mutation(name);
  const fail = (why, said = '') => {
    failed += 1;
    console.log(`${name}: ${why} (breaks: ${mutation.breaks})\n${said}`);
  };
  const sound = outcome(mutation);
  if (sound.state !== 'alive') {
    fail('the tests fail without it', sound.said);
    continue;
  }
  const originals = mutation.files.map((file) => [file, readFileSync(join(copy, file))]);
  const applied = run('git', ['apply', '--unsafe-paths', `--directory=${copy}`, join(here, name)], '/');
  const broken = applied.status === 0 ? outcome(mutation) : undefined;
  for (const [file] of originals) {
    cpSync(join(tree, file), join(copy, file));
    utimesSync(join(copy, file), new Date(), new Date());
  }
  if (!broken) fail('does not apply any more: make it anew', applied.stderr);
  else if (broken.state === 'unbuilt') fail('does not compile', broken.said);
  else if (broken.state === 'alive') fail(`survived: ${mutation.target} does not notice`);
  else {
    passed += 1;
    console.log(`${name}: noticed by ${mutation.target}`);
  }
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
