// SPDX-License-Identifier: AGPL-3.0-or-later
// clang-tidy-19 over the .cpp files named, and a last line that ./dev test adds up. A file that passed is read again only
// once it, something it includes, or .clang-tidy has changed.
// usage: node tests/tidy/clang_tidy.mjs FILE…      PALABRE_JOBS sets how many are read at once
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';

const build = resolve('build/dev');
const passes = resolve('build/tidy');
mkdirSync(passes, { recursive: true });

// What each source's object was last built from, as Ninja noted it: {source: [files]}.
function includes() {
  const deps = execFileSync('ninja', ['-C', build, '--quiet', '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 29 });
  const of = new Map();
  for (const block of deps.split('\n\n')) {
    const files = block.split('\n').slice(1).map((line) => line.trim()).filter(Boolean);
    if (files.length > 0) of.set(resolve(build, files[0]), files);
  }
  return of;
}

const digests = new Map();
function digest(file) {
  if (!digests.has(file)) {
    const whole = isAbsolute(file) ? file : resolve(build, file);
    digests.set(file, existsSync(whole) ? createHash('sha256').update(readFileSync(whole)).digest('hex') : '');
  }
  return digests.get(file);
}

const version = execFileSync('clang-tidy-19', ['--version'], { encoding: 'utf8' });
const deps = includes();

// The name of the mark that says that `source` passed as it is now; none when it was never built.
function mark(source) {
  const files = deps.get(resolve(source));
  if (!files) return undefined;
  const all = createHash('sha256').update(version).update(digest(resolve('.clang-tidy')));
  for (const file of files) all.update(file).update(digest(file));
  return join(passes, all.digest('hex'));
}

// A test's whole lambda stands in the condition that Catch makes of REQUIRE(rc::check(…)); and a test is written to
// be read, not to be fast.
const lenient = (source) =>
  relative('.', source).startsWith('tests/') ? ['--checks=-bugprone-inc-dec-in-conditions,-performance-*'] : [];

function read(source) {
  const passed = mark(source);
  if (passed && existsSync(passed)) return Promise.resolve(true);
  return new Promise((done) => {
    execFile('clang-tidy-19', ['-p', build, '--quiet', ...lenient(source), source], { maxBuffer: 1 << 27 }, (error, out, complaints) => {
      if (error) console.log(out || complaints);
      else if (passed) writeFileSync(passed, `${relative('.', source)}\n`);
      done(!error);
    });
  });
}

const waiting = process.argv.slice(2);
let good = 0;
let bad = 0;
async function reader() {
  for (let source = waiting.shift(); source; source = waiting.shift()) {
    if (await read(source)) good += 1;
    else bad += 1;
  }
}
await Promise.all(Array.from({ length: Number(process.env.PALABRE_JOBS) || availableParallelism() }, reader));
console.log(`${good} passed, ${bad} failed, 0 skipped`);
process.exit(bad > 0 ? 1 : 0);
