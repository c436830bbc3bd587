// SPDX-License-Identifier: AGPL-3.0-or-later
// The outward form of a file: its length, its first lines, its names.
import { functions_of } from '../cpp.mjs';
import { broken, every_match, line_at, matching } from '../tree.mjs';

const written = /^(server|tests|bench|cmake|client-web\/(src|tests))\/.*\.(hpp|cpp|mjs|ts|tsx|css|lua|sql|sh|cmake)$|^dev$|CMakeLists\.txt$/;

export const length = {
  name: 'files have 400 lines at most',
  check(tree) {
    return matching(tree, written)
      .map(([path, text]) => [path, text.split('\n').length - 1])
      .filter(([, lines]) => lines > 400)
      .map(([path, lines]) => broken(path, `${lines} lines`, 'split it by noun or by verb, each with its own file'));
  },
};

export const functions = {
  name: 'functions have 60 lines at most',
  check(tree) {
    return matching(tree, /^(server|tests|bench)\/.*\.(hpp|cpp)$/).flatMap(([path, text]) =>
      functions_of(text)
        .filter(({ lines, head }) => lines > 60 && !/^(TEST_CASE|SCENARIO)\b/.test(head))
        .map(({ head, line, lines }) =>
          broken(`${path}:${line}`, `${lines} lines in ${head}`, 'name its steps as functions of their own'),
        ),
    );
  },
};

export const spdx = {
  name: 'every file says its licence first',
  check(tree) {
    return matching(tree, /\.(hpp|cpp|mjs|ts|tsx|css|html|lua|sql|sh|cmake)$|CMakeLists\.txt$|^dev$|^\.ci\/run$/)
      .filter(([, text]) => {
        const lines = text.split('\n');
        const first = /^(#!|<!doctype)/i.test(lines[0]) ? lines[1] : lines[0];
        return !/SPDX-License-Identifier: (AGPL-3\.0-or-later|CC0-1\.0)/.test(first ?? '');
      })
      .map(([path]) => broken(path, 'does not begin with its licence', 'first line (after #! or <!doctype>): SPDX-License-Identifier: AGPL-3.0-or-later'));
  },
};

export const headers = {
  name: 'headers have #pragma once and a line that says what they are for',
  check(tree) {
    return matching(tree, /^(server|tests|bench)\/.*\.hpp$/).flatMap(([path, text]) => {
      const lines = text.split('\n').slice(0, 8);
      const found = [];
      if (!lines.some((line) => line === '#pragma once')) {
        found.push(broken(path, 'has no #pragma once near its top', 'put it after the purpose line'));
      }
      if (!lines.slice(1, 3).some((line) => /^\/\/\/? \S/.test(line))) {
        found.push(broken(path, 'does not say what it is for', 'second line: // one sentence of purpose'));
      }
      return found;
    });
  },
};

export const left_behind = {
  name: 'nothing is left for later in the code',
  check(tree) {
    return matching(tree, /^(server|tests|bench|cmake|scenarios|protocol|client-web\/(src|tests))\/|^dev$/)
      .filter(([path]) => !path.startsWith('tests/tidy/'))
      .flatMap(([path, text]) =>
        every_match(path, text, /\b(TODO|FIXME|XXX|HACK)\b/g, ([found]) => `says ${found}`, 'do it now, or write it where it will be read: an issue'),
      );
  },
};

const vague = 'manager|helper|helpers|util|utils|info|data|user|users|player|players|misc|common|stuff';

export const words = {
  name: 'names use the words of the domain',
  check(tree) {
    const mend = 'say what it is: seat, session, connection, room, frame … (the words are in ARCHITECTURE.md)';
    const files = matching(tree, /^(server|tests|bench|client-web\/src)\//)
      .filter(([path]) => new RegExp(`(^|[/_.-])(${vague})([/_.-]|$)`).test(path))
      .map(([path]) => broken(path, 'has a name that says nothing', mend));
    const camel = vague.split('|').map((word) => word[0].toUpperCase() + word.slice(1)).join('|');
    const declared = new RegExp(`\\b(?:class|struct|interface|type)\\s+(\\w*(?:${camel})(?![a-z])\\w*)\\s*(?:final\\s*)?[{:=;<]`, 'g');
    const types = matching(tree, /^(server|bench|client-web\/src)\/.*\.(hpp|cpp|tsx?)$/).flatMap(([path, text]) =>
      [...text.matchAll(declared)].map((found) => broken(`${path}:${line_at(text, found.index)}`, `declares ${found[1]}`, mend)),
    );
    return [...files, ...types];
  },
};
