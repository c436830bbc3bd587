// SPDX-License-Identifier: AGPL-3.0-or-later
// Opening: one sentence instead of a half-working server, and no byte changed.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/event_log_contract.hpp"
#include "store/sqlite.hpp"
#include "store/sqlite_event_log.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {
namespace {

using store::SqliteEventLog;

std::string refusal_of(const std::string& folder) {
  boost::asio::io_context loop;
  const auto log = SqliteEventLog::open(loop, folder);
  if (log) return "";
  CHECK(log.error().code == "cannot_open");
  return log.error().params["sentence"].get<std::string>();
}

// A log with enough in it to have many pages.
void fill(const std::string& folder) {
  boost::asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder).value();
  Calls calls(loop, *log);
  app::Head head;
  for (int i = 0; i < 5; ++i) head = calls.append("room", head, entries_of("a", 200))->head;
}

void execute(const std::string& path, const std::string& statements) {
  store::Sqlite database(path);
  database.run(statements);
  REQUIRE_FALSE(database.failed());
}

}  // namespace

TEST_CASE("a folder is used by one server at a time") {
  TemporaryFolder folder;
  boost::asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  CHECK(refusal_of(folder.path()) ==
        "another Palabre is already using the folder " + folder.path());
  log.reset();
  CHECK(refusal_of(folder.path()).empty());
}

TEST_CASE("a folder is made when it is missing, and refused when it cannot be") {
  TemporaryFolder folder;
  CHECK(refusal_of(folder / "deep/er").empty());
  CHECK(std::filesystem::exists(folder / "deep/er/palabre.db"));
  folder.write("file", "not a folder");
  CHECK(refusal_of(folder / "file/data").find("cannot be written") != std::string::npos);
}

TEST_CASE("only its owner may read the database, and what SQLite keeps beside it") {
  TemporaryFolder folder;
  boost::asio::io_context loop;
  const auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls(loop, *log).append("room", app::Head(), entries_of("a", 1));
  for (const char* name : {"palabre.db", "palabre.db-wal", "palabre.db-shm"}) {
    INFO(name);
    struct stat found {};
    REQUIRE(stat((folder / name).c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
  }
}

TEST_CASE("a damaged database is refused and left as it is") {
  TemporaryFolder folder;
  fill(folder.path());
  std::string bytes = folder.read("palabre.db");
  SECTION("in the middle") { bytes.replace(bytes.size() / 2, 8192, std::string(8192, '\x5a')); }
  SECTION("in its header") { bytes.replace(0, 100, std::string(100, 'x')); }
  SECTION("cut off") { bytes.resize(bytes.size() / 2); }
  folder.write("palabre.db", bytes);
  const std::string sentence = refusal_of(folder.path());
  CAPTURE(sentence);
  CHECK(sentence.find("palabre.db is ") != std::string::npos);
  CHECK(sentence.find("nothing was changed") != std::string::npos);
  CHECK(folder.read("palabre.db") == bytes);
}

TEST_CASE("a newer schema is refused and left as it is") {
  TemporaryFolder folder;
  fill(folder.path());
  execute(folder / "palabre.db", "PRAGMA user_version=2");
  const std::string bytes = folder.read("palabre.db");
  CHECK(refusal_of(folder.path()).find("was written by a newer Palabre") != std::string::npos);
  CHECK(folder.read("palabre.db") == bytes);
}

TEST_CASE("somebody else's database is refused and left as it is") {
  TemporaryFolder folder;
  execute(folder / "palabre.db", "CREATE TABLE recipe (name TEXT)");
  const std::string bytes = folder.read("palabre.db");
  CHECK(refusal_of(folder.path()).find("is not a database of Palabre") != std::string::npos);
  CHECK(folder.read("palabre.db") == bytes);
}

TEST_CASE("an entry that the disk changed is never given to anybody") {
  TemporaryFolder folder;
  fill(folder.path());
  execute(folder / "palabre.db", "UPDATE entry SET facts = '[\"forged\"]' WHERE seq = 500");
  boost::asio::io_context loop;
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  Calls calls(loop, *log);
  CHECK(calls.read("room", 0, 499).value().size() == 499);
  const auto refused = calls.read("room", 0, 600);
  REQUIRE(code_of(refused) == "unavailable");
  CHECK(refused.error().params["reason"] == "damaged");
  CHECK(refused.error().params["seq"] == 500);
}

TEST_CASE("an empty file is a new database") {
  TemporaryFolder folder;
  folder.write("palabre.db", "");
  CHECK(refusal_of(folder.path()).empty());
}

TEST_CASE("the clock does not go back when the wall clock did") {
  TemporaryFolder folder;
  boost::asio::io_context loop;
  Instant ahead = 0;
  {
    auto log = SqliteEventLog::open(loop, folder.path()).value();
    ahead = log->now() + 3'600'000;
    REQUIRE(Calls(loop, *log).append("room", {}, entries_of("a")));
  }
  execute(folder / "palabre.db", "UPDATE room SET appended_at = " + std::to_string(ahead));
  auto log = SqliteEventLog::open(loop, folder.path()).value();
  CHECK(log->now() >= ahead);
  CHECK(log->now() < ahead + 60'000);
}

}  // namespace palabre::test
