// SPDX-License-Identifier: AGPL-3.0-or-later
// What belongs together is there together: sources and lists, codes and their meaning, scenarios and their parts.
import { dirname, join, normalize } from 'node:path/posix';
import { code_only } from '../cpp.mjs';
import { broken, line_at, matching } from '../tree.mjs';

/// Every .cpp that some CMakeLists.txt names, as a path from the top; palabre_fuzz adds one of its own.
function compiled(tree) {
  const paths = new Set(['tests/support/replay_corpus.cpp']);
  for (const [list, text] of matching(tree, /CMakeLists\.txt$/)) {
    for (const [word] of text.replace(/#.*/g, '').matchAll(/[^\s()"]+\.cpp\b/g)) {
      const from_top = word.replace(/^\$\{(PROJECT|CMAKE)_SOURCE_DIR\}\//, '');
      paths.add(from_top === word ? normalize(join(dirname(list), word)) : from_top);
    }
  }
  return paths;
}

export const listed = {
  name: 'every .cpp is compiled',
  check(tree) {
    const known = compiled(tree);
    const sources = matching(tree, /^(server|tests|bench)\/.*\.cpp$/)
      .filter(([path]) => !known.has(path))
      .map(([path]) => broken(path, 'is in no CMakeLists.txt', 'list it by hand in the CMakeLists.txt of its folder, or take it out'));
    const root = { server: tree.get('CMakeLists.txt') ?? '', tests: tree.get('tests/CMakeLists.txt') ?? '' };
    const folders = matching(tree, /^(server|tests)\/[a-z_]+\/CMakeLists\.txt$/)
      .map(([path]) => path.split('/'))
      .filter(([top, folder]) => !new RegExp(`\\b${folder}\\b`).test(root[top]))
      .map(([top, folder]) => broken(`${top}/${folder}`, 'is not taken into the build', `name it in ${top === 'server' ? 'CMakeLists.txt' : 'tests/CMakeLists.txt'}`));
    return [...sources, ...folders];
  },
};

/// Every code that codes.json knows, whether it is an object keyed by code, a list of {code}, or groups of these.
function codes_of(json) {
  const found = new Set();
  const walk = (value, key) => {
    if (Array.isArray(value)) for (const item of value) typeof item === 'string' ? found.add(item) : walk(item);
    else if (value && typeof value === 'object') {
      if (typeof value.code === 'string') found.add(value.code);
      for (const [name, inner] of Object.entries(value)) {
        found.add(name);
        walk(inner, name);
      }
    }
  };
  walk(json);
  return found;
}

export const codes = {
  name: 'every refusal has its code in protocol/codes.json',
  check(tree) {
    const file = tree.get('protocol/codes.json');
    if (file === undefined) return [broken('protocol/codes.json', 'is not there', 'write the codes that the server refuses with')];
    const known = codes_of(JSON.parse(file));
    return matching(tree, /^server\/.*\.(hpp|cpp)$/).flatMap(([path, text]) => {
      const code = code_only(text);
      return [...text.matchAll(/\brefuse\(\s*"([a-z_0-9]+)"|\bCode::([a-z_0-9]+)\b/g)]
        .filter((found) => code[found.index] !== ' ')
        .filter((found) => !known.has(found[1] ?? found[2]))
        .map((found) =>
          broken(`${path}:${line_at(text, found.index)}`, `refuses with ${found[1] ?? found[2]}`, 'add the code with its sentence to protocol/codes.json'),
        );
    });
  },
};

export const activities = {
  name: 'every activity has its README, its line in the registry, its schema and its panel',
  check(tree) {
    const paths = [...tree.keys()];
    const some = (prefix) => paths.some((path) => path.startsWith(prefix));
    const kinds = new Set(matching(tree, /^server\/activities\/[a-z_]+\/.*\.cpp$/).map(([path]) => path.split('/')[2]));
    return [...kinds].flatMap((kind) => {
      const wanted = [
        [`server/activities/${kind}/README.md`, tree.has(`server/activities/${kind}/README.md`)],
        [`a line for ${kind} in server/activities/registry.cpp`, (tree.get('server/activities/registry.cpp') ?? '').includes(kind)],
      ];
      if (some('protocol/activities/')) {
        wanted.push([`protocol/activities/${kind}.schema.json`, tree.has(`protocol/activities/${kind}.schema.json`)]);
      }
      if (some('client-web/src/activities/')) {
        wanted.push([`client-web/src/activities/${kind}/`, some(`client-web/src/activities/${kind}/`)]);
      }
      return wanted
        .filter(([, there]) => !there)
        .map(([what]) => broken(`server/activities/${kind}`, `lacks ${what}`, 'CONTRIBUTING.md lists what an activity consists of'));
    });
  },
};

export const scenarios = {
  name: 'every scenario has its texts in French and English, a README and two rehearsals',
  check(tree) {
    const names = new Set(matching(tree, /^scenarios\/[^/]+\/scenario\.json$/).map(([path]) => path.split('/')[1]));
    return [...names].flatMap((name) => {
      const folder = `scenarios/${name}`;
      const missing = ['texts.fr.json', 'texts.en.json', 'README.md'].filter((file) => !tree.has(`${folder}/${file}`));
      const found = missing.map((file) => broken(folder, `lacks ${file}`, 'CONTRIBUTING.md lists what a scenario consists of'));
      const count = [...tree.keys()].filter((path) => path.startsWith(`${folder}/rehearsals/`) && path.endsWith('.json')).length;
      if (count < 2) found.push(broken(folder, `has ${count} rehearsals`, 'write two: one smooth, one with trouble'));
      return found;
    });
  },
};

export const document_links = {
  name: 'links in documents lead somewhere',
  check(tree) {
    const paths = [...tree.keys()];
    const there = (path) => tree.has(path) || paths.some((other) => other.startsWith(path.endsWith('/') ? path : `${path}/`));
    return matching(tree, /\.md$/).flatMap(([path, text]) =>
      [...text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' ')).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((found) => [found, found[1].split('#')[0]])
        .filter(([, target]) => target && !/^[a-z]+:/.test(target) && !/\.(png|svg|jpg|webp)$/.test(target))
        .filter(([, target]) => !there(normalize(join(dirname(path), target))))
        .map(([found, target]) => broken(`${path}:${line_at(text, found.index)}`, `links to ${target}`, 'mend the path, or write what it should lead to')),
    );
  },
};

/// What a patch wants to find: [file, the lines that it keeps or takes away] of each of its hunks.
function wanted_by(patch) {
  return patch.split(/^--- a\//m).slice(1).flatMap((part) => {
    const file = part.slice(0, part.search(/[\t\n]/));
    return part.split(/^@@ .*$/m).slice(1).map((hunk) => {
      const lines = hunk.split('\n').slice(1);
      const before = lines.filter((line) => /^[ -]/.test(line) && !/^-- $/.test(line));
      return [file, before.map((line) => `${line.slice(1)}\n`).join('')];
    });
  });
}

export const mutations = {
  name: 'every mutation still finds what it breaks',
  check(tree) {
    return matching(tree, /^tests\/mutations\/.*\.patch$/).flatMap(([path, patch]) =>
      wanted_by(patch)
        .filter(([file, before]) => !(tree.get(file) ?? '').includes(before))
        .map(([file]) => broken(path, `does not find its lines in ${file}`, 'make it anew: what it breaks has changed')),
    );
  },
};
