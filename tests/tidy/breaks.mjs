// SPDX-License-Identifier: AGPL-3.0-or-later
// Ways to break each law: [law, what is done, the path that the complaint must name, the change to the tree].
const append = (path, text) => (tree) => tree.set(path, (tree.get(path) ?? '') + text);
const replace = (path, before, after) => (tree) => {
  const text = tree.get(path);
  if (!text.includes(before)) throw new Error(`${path} no longer has ${before}`);
  tree.set(path, text.replace(before, after));
};
const remove = (path) => (tree) => tree.delete(path);
const add = (path, text) => (tree) => tree.set(path, text);
const lines = (count, line = '//\n') => line.repeat(count);

export const breaks = [
  ['layers', 'a lower layer includes a higher one', 'server/base/result.hpp', append('server/base/result.hpp', '#include "room/room.hpp"\n')],
  ['layers', 'store/ includes more of app/ than its ports', 'server/store/log.cpp', append('server/store/log.cpp', '#include "app/session.hpp"\n')],
  ['layers', 'an activity includes Asio', 'server/activities/round/round.cpp', append('server/activities/round/round.cpp', '#include <boost/asio/post.hpp>\n')],
  ['layers', 'app/ includes SQLite', 'server/app/gateway.cpp', append('server/app/gateway.cpp', '#include <sqlite3.h>\n')],
  ['layers', 'the core writes log lines', 'server/room/decide.cpp', append('server/room/decide.cpp', '#include <spdlog/spdlog.h>\n')],
  ['layers', 'an include goes up by dots', 'server/room/decide.cpp', append('server/room/decide.cpp', '#include "../base/result.hpp"\n')],
  ['layers', 'a library that nobody placed', 'server/room/decide.cpp', append('server/room/decide.cpp', '#include <curl/curl.h>\n')],
  ['layers', 'prometheus-cpp opens a port of its own', 'server/app/gateway.cpp', append('server/app/gateway.cpp', '#include <prometheus/exposer.h>\n')],
  ['layers', 'a folder that is in no row', 'server/extra/x.cpp', add('server/extra/x.cpp', '#include <string>\n')],
  ['layers', 'the table is gone', 'ARCHITECTURE.md', remove('ARCHITECTURE.md')],
  ['links', 'base links room', 'server/base/CMakeLists.txt', replace('server/base/CMakeLists.txt', 'result.cpp', 'result.cpp LINK palabre::room')],
  ['links', 'a folder makes no library', 'server/room/CMakeLists.txt', add('server/room/CMakeLists.txt', '# nothing\n')],
  ['beast', 'a fourth file sees Beast through a header', 'server/net/', (tree) => {
    tree.set('server/net/d.hpp', '#include <boost/beast/websocket.hpp>\n');
    append('server/net/d.cpp', '#include "net/d.hpp"\n')(tree);
  }],
  ['beast', 'Beast outside net/', 'server/app/gateway.cpp', append('server/app/gateway.cpp', '#include <boost/beast/core.hpp>\n')],
  ['core', 'the core reads a clock', 'server/room/decide.cpp', append('server/room/decide.cpp', 'auto now = std::chrono::system_clock::now();\n')],
  ['core', 'the core draws at random', 'server/room/decide.cpp', append('server/room/decide.cpp', 'std::random_device chance;\n')],
  ['core', 'the core locks', 'server/room/decide.cpp', append('server/room/decide.cpp', 'std::mutex lock;\n')],
  ['core', 'the core has an unordered container', 'server/base/result.cpp', append('server/base/result.cpp', 'std::unordered_map<int, int> seats;\n')],
  ['core', 'the core writes', 'server/base/result.cpp', append('server/base/result.cpp', 'void say() { std::cerr << 1; }\n')],
  ['core', 'the core counts in floats', 'server/activities/round/round.cpp', append('server/activities/round/round.cpp', 'double share = 0;\n')],
  ['no_sleep', 'a test sleeps', 'tests/base/result_test.cpp', append('tests/base/result_test.cpp', 'void wait() { std::this_thread::sleep_for(1ms); }\n')],
  ['no_sleep', 'a test sleeps as in C', 'tests/base/result_test.cpp', append('tests/base/result_test.cpp', 'void wait() { ::sleep(1); }\n')],
  ['no_sleep', 'a script waits a second', 'tests/e2e/run.mjs', add('tests/e2e/run.mjs', 'await new Promise((resolve) => setTimeout(resolve, 1000));\n')],
  ['no_skip', 'a test may fail', 'tests/base/result_test.cpp', append('tests/base/result_test.cpp', 'TEST_CASE("x", "[!mayfail]") {}\n')],
  ['no_skip', 'a test is hidden', 'tests/base/result_test.cpp', append('tests/base/result_test.cpp', 'TEST_CASE("x", "[.]") {}\n')],
  ['no_skip', 'a test of the pages runs alone', 'client-web/src/a.test.ts', add('client-web/src/a.test.ts', "it.only('x', () => {});\n")],
  ['length', 'a long file', 'server/base/result.cpp', append('server/base/result.cpp', lines(400))],
  ['functions', 'a long function', 'server/base/result.cpp', append('server/base/result.cpp', `namespace palabre {\nint long_one(int a) {\n${lines(60, '  a += 1;\n')}  return a;\n}\n}\n`)],
  ['functions', 'a long constructor with initialisers in braces', 'server/base/result.cpp', append('server/base/result.cpp', `struct A {\n  A(int a) : a_{a}, b_{a} {\n${lines(60, '    a_ += 1;\n')}  }\n  int a_, b_;\n};\n`)],
  ['functions', 'a long member function after a value in braces', 'server/base/result.cpp', append('server/base/result.cpp', `struct A {\n  std::vector<int> v{1, 2};\n  int sum() const noexcept {\n${lines(60, '    if (v.empty()) { return 0; }\n')}    return 1;\n  }\n};\n`)],
  ['spdx', 'no licence', 'server/base/bare.hpp', add('server/base/bare.hpp', '// What it is for.\n#pragma once\n')],
  ['headers', 'no #pragma once', 'server/base/result.hpp', replace('server/base/result.hpp', '#pragma once\n', '')],
  ['headers', 'no purpose', 'server/base/result.hpp', replace('server/base/result.hpp', '// What a wish comes back as.\n', '')],
  ['left_behind', 'something is left for later', 'server/base/result.cpp', append('server/base/result.cpp', '// TODO\n')],
  ['words', 'a file that says nothing', 'server/base/string_utils.cpp', add('server/base/string_utils.cpp', '')],
  ['words', 'a type that says nothing', 'server/app/gateway.cpp', append('server/app/gateway.cpp', 'class SessionManager {};\n')],
  ['words', 'a seat called otherwise', 'server/app/gateway.cpp', append('server/app/gateway.cpp', 'struct UserState {};\n')],
  ['listed', 'a source that nobody compiles', 'server/base/alone.cpp', add('server/base/alone.cpp', '')],
  ['listed', 'a test that nobody compiles', 'tests/base/alone_test.cpp', add('tests/base/alone_test.cpp', '')],
  ['listed', 'a source whose name only ends like a listed one', 'server/room/ide.cpp', add('server/room/ide.cpp', '')],
  ['listed', 'a folder outside the build', 'tests/extra', add('tests/extra/CMakeLists.txt', '')],
  ['codes', 'a refusal that nobody can read', 'server/room/decide.cpp', append('server/room/decide.cpp', 'auto x() { return refuse("unheard_of"); }\n')],
  ['codes', 'no codes', 'protocol/codes.json', remove('protocol/codes.json')],
  ['activities', 'no README', 'server/activities/round', remove('server/activities/round/README.md')],
  ['activities', 'not in the registry', 'server/activities/round', add('server/activities/registry.cpp', '')],
  ['activities', 'no schema', 'server/activities/round', (tree) => {
    tree.delete('protocol/activities/round.schema.json');
    tree.set('protocol/activities/other.schema.json', '{}');
  }],
  ['activities', 'no panel', 'server/activities/round', (tree) => {
    tree.delete('client-web/src/activities/round/round.ts');
    tree.set('client-web/src/activities/index.ts', '');
  }],
  ['scenarios', 'no English', 'scenarios/one', remove('scenarios/one/texts.en.json')],
  ['scenarios', 'one rehearsal', 'scenarios/one', remove('scenarios/one/rehearsals/trouble.json')],
  ['document_links', 'a dead link', 'ARCHITECTURE.md', replace('ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/GONE.md')],
  ['mutations', 'what it breaks is gone', 'tests/mutations/gone.patch', add('tests/mutations/gone.patch', '--- a/server/base/result.cpp\n+++ b/server/base/result.cpp\n@@ -1,1 +1,1 @@\n-int not_there;\n+int there;\n')],
];
