// SPDX-License-Identifier: AGPL-3.0-or-later
// What the pure levels do without, and what no test does.
import { code_only } from '../cpp.mjs';
import { every_match, matching } from '../tree.mjs';
import { read_layers } from './layers.mjs';

const hand_in = 'the core gets it handed in: put it into the context that app/ gives';
const core_bans = [
  [/\b(system_clock|steady_clock|high_resolution_clock|utc_clock|gettimeofday|clock_gettime|localtime\w*|gmtime\w*)\b|\bstd::time\b/g, hand_in],
  [/\b(random_device|default_random_engine)\b|(?<![\w.>])s?rand\(/g, hand_in],
  [/\bstd::(j?thread|async|mutex|\w+_mutex|lock_guard|unique_lock|scoped_lock|condition_variable\w*|atomic\w*|call_once)\b/g, 'the core is single-threaded values; concurrency lives in app/ and store/'],
  [/\bunordered_(multi)?(map|set)\b/g, 'its order differs from run to run: use std::map or PersistentMap'],
  [/\bstd::(cout|cerr|clog|ofstream|ifstream|fstream)\b|\b(fopen|f?printf)\(|\bstd::filesystem\b/g, 'return a value and let level 3 or above write it'],
  [/\b(double|float)\b/g, 'integers in the smallest unit (milliseconds, votes); a float differs between machines'],
];
// CHECK says on standard error which promise of ours is broken, and aborts.
const allowed = new Map([['server/base/check.cpp', /fprintf\(/]]);

export const core = {
  name: 'levels 0 to 2 have no clock, chance, thread, lock, unordered container, float or output',
  check(tree) {
    const table = read_layers(tree.get('ARCHITECTURE.md')) ?? {};
    const pure = new Set(Object.keys(table).filter((folder) => table[folder].level <= 2));
    return matching(tree, /^server\/[a-z_]+\/.*\.(hpp|cpp)$/)
      .filter(([path]) => pure.has(path.split('/')[1]))
      .flatMap(([path, text]) => {
        const code = code_only(text);
        return core_bans
          .flatMap(([pattern, mend]) => every_match(path, code, pattern, ([found]) => `uses ${found.trim()}`, mend))
          .filter(({ what }) => !allowed.get(path)?.test(what));
      });
  },
};

export const no_sleep = {
  name: 'no test waits by the clock',
  check(tree) {
    const mend = 'wait for the condition itself (an event, a frame, a line of output), with a deadline';
    const cpp = matching(tree, /^tests\/.*\.(hpp|cpp)$/).flatMap(([path, text]) =>
      every_match(path, code_only(text), /\b(sleep_for|sleep_until|usleep|nanosleep)\b|(?<![\w.>])sleep\(\s*\d/g, ([found]) => `waits: ${found}`, mend),
    );
    const scripts = matching(tree, /^(tests|client-web\/(src|tests))\/.*\.(mjs|test\.tsx?)$/)
      .filter(([path]) => !path.startsWith('tests/tidy/'))
      .flatMap(([path, text]) =>
        every_match(path, text, /\bwaitForTimeout\(|setTimeout\((?:resolve|done|ok|r), *\d{3,}\)|\bsleep\( *\d{3,}/g, ([found]) => `waits: ${found}`, mend),
      );
    return [...cpp, ...scripts];
  },
};

export const no_skip = {
  name: 'no test is skipped, hidden, allowed to fail or run alone',
  check(tree) {
    const mend = 'make it pass or take it out; a skipped test proves nothing';
    return matching(tree, /^(tests|client-web\/(src|tests))\/.*\.(cpp|mjs|tsx?)$/)
      .filter(([path]) => !path.startsWith('tests/tidy/'))
      .flatMap(([path, text]) =>
        every_match(path, text, /\[!mayfail\]|\[!shouldfail\]|"[^"\n]*\[\.[^"\n]*"\s*\)|\b(?:it|test|describe)\.(?:skip|only|todo)\b/g, ([found]) => found, mend),
      );
  },
};
