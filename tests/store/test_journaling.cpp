// SPDX-License-Identifier: AGPL-3.0-or-later
// The journal is written behind: it costs a busy server few transactions, and nobody waits for it.
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

#include "base/hash.hpp"
#include "store/disk_calls.hpp"
#include "store/sqlite_journal.hpp"
#include "support/run_task.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {
namespace {

namespace asio = boost::asio;
using store::SqliteJournal;

std::vector<app::JournaledEntry> an_entry() {
  app::JournaledEntry one;
  one.logged.entry = {R"({"at":1})", "facts", ""};
  return {one};
}

struct Kept {
  TemporaryFolder folder;
  asio::io_context loop;
  std::unique_ptr<SqliteJournal> journal = SqliteJournal::open(loop, folder.path()).value();
  int done = 0;

  app::Task<void> write(std::string room, int times) {
    app::Head head;
    for (int i = 0; i < times; ++i) {
      const auto written = co_await journal->write(room, head, 1, an_entry());
      REQUIRE(written);
      head = *written;
    }
    ++done;
  }
  app::Task<void> keep_blob() {
    REQUIRE(co_await journal->put_blob(short_hash_of("a scenario"), "a scenario"));
    ++done;
  }
  void run(int until) {
    loop.restart();
    while (done < until) loop.run_one();
  }
};

}  // namespace

TEST_CASE("[G1] what a hundred palabres journal in a busy moment costs few transactions") {
  Kept kept;
  constexpr int rooms = 100;
  constexpr int each = 4;
  const int before = disk_calls().syncs;
  for (int i = 0; i < rooms; ++i) {
    // One after the other, each in a moment of its own.
    asio::co_spawn(kept.loop, kept.write("room" + std::to_string(i), each), asio::detached);
    kept.loop.restart();
    kept.loop.poll();
  }
  kept.run(rooms);
  CHECK(disk_calls().syncs - before <= 3 * each);
}

TEST_CASE("[G1] a write that somebody waits for takes along what is journaled") {
  Kept kept;
  asio::co_spawn(kept.loop, kept.write("room0", 1), asio::detached);
  kept.run(1);
  const int before = disk_calls().syncs;
  asio::co_spawn(kept.loop, kept.write("room1", 1), asio::detached);
  asio::co_spawn(kept.loop, kept.keep_blob(), asio::detached);
  kept.run(3);
  CHECK(disk_calls().syncs - before == 1);
}

TEST_CASE("[G1] a journal that ends writes what waits") {
  Kept kept;
  asio::co_spawn(kept.loop, kept.write("room0", 1), asio::detached);
  kept.run(1);
  asio::co_spawn(kept.loop, kept.write("room1", 1), asio::detached);
  kept.loop.restart();
  while (kept.loop.poll() > 0) kept.loop.restart();
  kept.journal.reset();
  kept.journal = SqliteJournal::open(kept.loop, kept.folder.path()).value();
  CHECK(run_task(kept.loop, kept.journal->head("room1"))->seq == 1);
}

}  // namespace palabre::test
