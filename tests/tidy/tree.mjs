// SPDX-License-Identifier: AGPL-3.0-or-later
// The tree that the laws look at: a map from path to text, so that a test can break a copy of it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const readable =
  /\.(hpp|cpp|mjs|ts|tsx|css|html|json|md|lua|sql|sh|cmake|txt|yaml|conf|service|in|patch)$|^(dev|Dockerfile|deploy\/Caddyfile)$|^\.ci\/run$|^LICENSE$/;
const left_out = /^tests\/tidy\/fixtures\/|package-lock\.json$/;

/// Every file of `folder` that a person wrote: what git knows or would add.
export function read_tree(folder) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return new Map(
    listed
      .split('\n')
      .filter((path) => readable.test(path) && !left_out.test(path))
      .filter((path) => existsSync(join(folder, path)) && statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/// The [path, text] pairs whose path matches.
export function matching(tree, pattern) {
  return [...tree].filter(([path]) => pattern.test(path));
}

/// The line, counted from one, of a place in a text.
export function line_at(text, index) {
  return text.slice(0, index).split('\n').length;
}

/// One broken rule: where it is, what is wrong, and what would mend it.
export function broken(where, what, mend) {
  return { where, what, mend };
}

/// Everywhere in `text` that `pattern` (global) matches, as broken rules.
export function every_match(path, text, pattern, what, mend) {
  return [...text.matchAll(pattern)].map((found) =>
    broken(`${path}:${line_at(text, found.index)}`, what(found), mend),
  );
}
