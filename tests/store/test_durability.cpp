// SPDX-License-Identifier: AGPL-3.0-or-later
// [G1] What is acknowledged is on the disk: also when the process is killed, and never otherwise.
#include <csignal>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/event_log_contract.hpp"
#include "store/disk_calls.hpp"
#include "store/sqlite_event_log.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {
namespace {

namespace asio = boost::asio;
using store::SqliteEventLog;

// Appends for ever; writes each acknowledged seq to `pipe`.
[[noreturn]] void append_until_killed(const std::string& folder, int pipe) {
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder).value();
  Calls calls(loop, *log);
  app::Head head;
  for (;;) {
    const auto appended = calls.append("room", head, entries_of("k", 3));
    if (!appended) _exit(1);
    head = appended->head;
    if (write(pipe, &head.seq, sizeof(head.seq)) != sizeof(head.seq)) _exit(1);
  }
}

}  // namespace

TEST_CASE("[G1] a turn of many entries costs one fdatasync, before it is acknowledged") {
  TemporaryFolder folder;
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  app::Head head = calls.append("room", {}, entries_of("first"))->head;
  const int before = disk_calls().syncs;
  head = calls.append("room", head, entries_of("many", 1000))->head;
  CHECK(head.seq == 1001);
  CHECK(disk_calls().syncs - before == 1);
}

TEST_CASE("[G1] the turns of a hundred palabres in one tick cost one fdatasync") {
  TemporaryFolder folder;
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  REQUIRE(calls.append("room", {}, entries_of("first")));
  const int syncs_before = disk_calls().syncs;
  const auto commits_before = log->commits();
  int done = 0;
  int failed = 0;
  for (int i = 0; i < 100; ++i)
    asio::co_spawn(loop,
                   log->append("room" + std::to_string(i), {}, entries_of("a", 3), {}),
                   [&](std::exception_ptr error, Result<app::Appended> appended) {
                     done += 1;
                     if (error || !appended) failed += 1;
                   });
  REQUIRE(run_until(loop, [&] { return done == 100; }));
  CHECK(failed == 0);
  CHECK(log->commits() - commits_before == 1);
  CHECK(disk_calls().syncs - syncs_before == 1);
}

TEST_CASE("[G1] nothing that a killed server acknowledged is lost") {
  TemporaryFolder folder;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) append_until_killed(folder.path(), ends[1]);
  close(ends[1]);
  std::uint64_t acknowledged = 0;
  for (int i = 0; i < 40; ++i)
    REQUIRE(read(ends[0], &acknowledged, sizeof(acknowledged)) == sizeof(acknowledged));
  kill(child, SIGKILL);
  while (read(ends[0], &acknowledged, sizeof(acknowledged)) == sizeof(acknowledged)) continue;
  close(ends[0]);
  int how = 0;
  REQUIRE(waitpid(child, &how, 0) == child);
  REQUIRE(WIFSIGNALED(how));

  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  const auto entries = calls.read("room", 0, app::append_entries_max).value();
  CHECK(acknowledged >= 120);
  CHECK(entries.size() >= acknowledged);
  CHECK(entries.size() % 3 == 0);
  CHECK(chain_holds(entries));
}

TEST_CASE("a full disk refuses, loses nothing, and is over when it is over") {
  TemporaryFolder folder;
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a"))->head;
  disk_calls().full = true;
  const auto refused = calls.append("room", head, entries_of("b"));
  const auto again = calls.bind_code("KATA27XB", "room");
  disk_calls().full = false;
  CHECK(code_of(refused) == "disk_full");
  CHECK(code_of(again) == "disk_full");
  CHECK(calls.head("room").value() == head);
  CHECK(calls.append("room", head, entries_of("b"))->head.seq == 2);
  CHECK(chain_holds(calls.read("room").value()));
}

TEST_CASE("erased words are in no file any more") {
  TemporaryFolder folder;
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  app::StoredEntry entry = entry_of("a");
  entry.words = "Anansi told it to nobody";
  const app::Head head = calls.append("room", {}, {entry})->head;
  CHECK(folder.holds(entry.words));

  SECTION("when the words are erased") { REQUIRE(calls.erase_words("room", {head.seq})); }
  SECTION("when the palabre is erased") { REQUIRE(calls.erase("room")); }
  CHECK_FALSE(folder.holds(entry.words));
}

TEST_CASE("what was asked for is finished before the log closes") {
  TemporaryFolder folder;
  asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  asio::co_spawn(loop,
                 log->append("room", {}, entries_of("a"), {}),
                 [](std::exception_ptr, Result<app::Appended>) {});
  loop.run_one();  // as far as the hand-over
  log.reset();
  asio::io_context another;  // the first still holds an answer for the log that is gone
  auto later = SqliteEventLog::open(another, folder.path()).value();
  CHECK(Calls(another, *later).head("room")->seq == 1);
}

}  // namespace palabre::test
