// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may include whom: the table of layers stands in ARCHITECTURE.md and nowhere else.
import { includes_of } from '../cpp.mjs';
import { broken, matching } from '../tree.mjs';

// A library's header begins like this; `from` is the lowest level that may use it, `word` what the table calls it.
const libraries = [
  { begins: 'nlohmann/', word: 'json', from: 0 },
  { begins: 'tl/', word: 'tl::expected', from: 0 },
  { begins: 'sodium', word: 'sodium', from: 0 },
  { begins: 'utf8proc', word: 'utf8proc', from: 0 },
  { begins: 'fmt/', word: 'fmt', from: 0 },
  { begins: 'date/', word: 'date', from: 0 },
  { begins: 'spdlog/', word: 'spdlog', from: 3 },
  { begins: 'prometheus/exposer', word: 'prometheus-cpp pull', from: 9 },
  { begins: 'prometheus/', word: 'prometheus-cpp', from: 3 },
  { begins: 'zlib', word: 'zlib', from: 3 },
  { begins: 'boost/beast', word: 'beast', listed: true },
  { begins: 'boost/asio', word: 'asio', listed: true },
  { begins: 'sqlite3', word: 'sqlite3', only: ['store', 'redis'] },
  { begins: 'hiredis/', word: 'hiredis', only: ['redis'] },
  { begins: 'openssl/', word: 'openssl', only: ['net', 'redis'] },
  { begins: 'CLI/', word: 'CLI11', only: [] },
];

/// {folder: {level, may: [words], never: [words]}} from the table, or undefined where there is none.
export function read_layers(document) {
  const lines = (document ?? '').split('\n');
  const start = lines.findIndex((line) => /^\s*level\s+folder\s+may include\s+must never contain/.test(line));
  if (start < 0) return undefined;
  const never_at = lines[start].indexOf('must never contain');
  const layers = {};
  for (const line of lines.slice(start + 1)) {
    const row = /^\s*(\d)\s+(\S+)\/\s+/.exec(line);
    if (!row) {
      if (/^\s*\d\s+server\.\*/.test(line)) continue;
      break;
    }
    const words = (text) => text.split(/[\s,+]+/).filter(Boolean);
    layers[row[2]] = {
      level: Number(row[1]),
      may: words(line.slice(row[0].length, never_at)),
      never: words(line.slice(never_at)),
    };
  }
  return layers;
}

const mend_layer =
  'move the code to the layer that may use it, or hand the value in from above; the table is in ARCHITECTURE.md';

function own_include_allowed(folder, layer, name) {
  const target = name.split('/')[0];
  return target === folder || layer.may.includes(target) || layer.may.includes(name);
}

function library_allowed(folder, layer, library) {
  if (layer.never.includes(library.word)) return false;
  if (library.listed) return layer.may.includes(library.word) || (library.word === 'asio' && layer.may.includes('beast'));
  if (library.only) return library.only.includes(folder);
  return layer.level >= library.from;
}

function check_file(path, text, layers) {
  const folder = path.split('/')[1];
  const layer = layers[folder];
  if (!layer) {
    return [broken(path, `the folder server/${folder} is in no row of the layer table`, 'add its row to ARCHITECTURE.md')];
  }
  return includes_of(text).flatMap(({ name, angled, line }) => {
    const where = `${path}:${line}`;
    if (!angled) {
      if (name.startsWith('.') || !name.includes('/')) {
        return [broken(where, `includes "${name}"`, 'name the folder too: "base/result.hpp"')];
      }
      return own_include_allowed(folder, layer, name)
        ? []
        : [broken(where, `${folder}/ (level ${layer.level}) includes "${name}"`, mend_layer)];
    }
    const library = libraries.find(({ begins }) => name.startsWith(begins));
    if (library) {
      return library_allowed(folder, layer, library)
        ? []
        : [broken(where, `${folder}/ (level ${layer.level}) includes <${name}> (${library.word})`, mend_layer)];
    }
    // The standard library's names have neither slash nor dot; the system's are for levels that touch the world.
    if (/^[a-z_0-9]+$/.test(name)) return [];
    if (layer.level >= 3 && /^(sys|netinet|arpa|net|linux)\/|^(unistd|fcntl|poll|signal|ifaddrs|netdb)\.h$/.test(name)) return [];
    return [
      broken(where, `includes <${name}>, which no layer is known to use`, 'add it to the list in tests/tidy/laws/layers.mjs with its lowest level'),
    ];
  });
}

const inside_layers = /^server\/[a-z_]+\/.*\.(hpp|cpp)$/;

export const layers = {
  name: 'includes obey the layers',
  check(tree) {
    const table = read_layers(tree.get('ARCHITECTURE.md'));
    if (!table) {
      return [broken('ARCHITECTURE.md', 'has no table of layers', 'write it with the columns: level, folder, may include, must never contain')];
    }
    return matching(tree, inside_layers).flatMap(([path, text]) => check_file(path, text, table));
  },
};

export const links = {
  name: 'libraries link only what their layer may include',
  check(tree) {
    const table = read_layers(tree.get('ARCHITECTURE.md')) ?? {};
    return matching(tree, /^server\/[a-z_]+\/CMakeLists\.txt$/).flatMap(([path, text]) => {
      const call = /palabre_library\(\s*(\w+)([\s\S]*?)\)/.exec(text.replace(/#.*/g, ''));
      if (!call) return [broken(path, 'makes no library', 'call palabre_library(NAME SOURCES … LINK …)')];
      const layer = table[call[1]];
      const linked = (call[2].split(/\bLINK\b/)[1] ?? '').split(/\s+/).map((word) => word.replace(/^palabre(::|_)/, ''));
      return linked
        .filter((word) => word in table && layer)
        .filter((word) => !layer.may.some((allowed) => allowed === word || allowed.startsWith(`${word}/`)))
        .map((word) => broken(path, `${call[1]} links ${word}`, mend_layer));
    });
  },
};

/// The .cpp files into which a header that begins with `prefix` comes, directly or through our own headers.
function files_reached_by(tree, prefix) {
  const reached = new Map();
  const reaches = (path) => {
    if (reached.has(path)) return reached.get(path);
    reached.set(path, false);
    const found = includes_of(tree.get(path) ?? '').some(({ name, angled }) =>
      angled ? name.startsWith(prefix) : reaches(`server/${name}`),
    );
    reached.set(path, found);
    return found;
  };
  return matching(tree, /^server\/.*\.cpp$/).map(([path]) => path).filter(reaches);
}

export const beast = {
  name: 'Beast reaches at most three .cpp files, all in net/',
  check(tree) {
    const files = files_reached_by(tree, 'boost/beast');
    const mend = 'a Beast file costs 15 s to compile: keep it behind a header of net/ that does not include it';
    const outside = files.filter((path) => !path.startsWith('server/net/'));
    if (outside.length === 0 && files.length > 3) return [broken(files.join(', '), `${files.length} files see Beast`, mend)];
    return outside.map((path) => broken(path, 'sees Beast', mend));
  },
};
