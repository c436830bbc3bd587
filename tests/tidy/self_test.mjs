// SPDX-License-Identifier: AGPL-3.0-or-later
// Proves that the laws can fail: a small good tree passes them all, and each way to break it is noticed and named.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { breaks } from './breaks.mjs';
import { functions_of } from './cpp.mjs';
import { laws } from './laws/all.mjs';
import { read_tree } from './tree.mjs';

const good = read_tree(join(dirname(fileURLToPath(import.meta.url)), 'fixtures', 'good'));
let passed = 0;
let failed = 0;

function expect(what, holds, said = '') {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED: ${what} ${said}`);
  }
}

expect('the good tree is there', good.size > 20, `(${good.size} files)`);
for (const [key, law] of Object.entries(laws)) {
  const found = law.check(new Map(good));
  expect(`the good tree keeps "${law.name}"`, found.length === 0, JSON.stringify(found));
  expect(`"${law.name}" has a way to be broken`, breaks.some(([name]) => name === key));
}

for (const [key, what, path, change] of breaks) {
  const tree = new Map(good);
  change(tree);
  const found = laws[key].check(tree);
  const named = found.some(({ where, what: said, mend }) => where.startsWith(path) && said && mend);
  expect(`${key}: ${what}`, named, JSON.stringify(found));
}

const sample = `namespace a {
int one(int x) {
  if (x) { return 1; }
  return 0;
}
struct S {
  S() : v_{1}, w_{2} {
    v_ = "}";  // }
  }
  int v_ = 0, w_{};
  std::vector<int> list{1,
                        2};
};
constexpr std::array<Row, 2> rows = {{
    {"a", f(1)},
    {"b", f(2)},
}};
template <class T>
auto two(T t) -> int {
  return [&](int y) {
    return y;
  }(t);
}
}
`;
const seen = functions_of(sample).filter(({ lines }) => lines > 1).map(({ line, lines }) => `${line}:${lines}`);
expect('function bodies are found where they are', seen.join(' ') === '2:4 7:3 19:5', seen.join(' '));

console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
