// SPDX-License-Identifier: AGPL-3.0-or-later
// Holds the tree to its own laws. usage: node tests/tidy/laws.mjs [FOLDER]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { laws } from './laws/all.mjs';
import { read_tree } from './tree.mjs';

const tree = read_tree(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
let failed = 0;
for (const { name, check } of Object.values(laws)) {
  const found = check(tree);
  if (found.length === 0) continue;
  failed += 1;
  console.log(`BROKEN: ${name}`);
  for (const { where, what, mend } of found) console.log(`  ${where}: ${what}\n      mend: ${mend}`);
}
console.log(`${Object.keys(laws).length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);
