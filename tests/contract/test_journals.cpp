// SPDX-License-Identifier: AGPL-3.0-or-later
// One suite for every journal.
#include <memory>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "base/hash.hpp"
#include "store/memory_journal.hpp"
#include "store/sqlite_journal.hpp"
#include "support/run_task.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {
namespace {

class MemoryKit {
 public:
  explicit MemoryKit(boost::asio::io_context& loop) : loop_(loop) { reopen(); }
  app::Journal& journal() { return *journal_; }
  void reopen() { journal_ = std::make_unique<store::MemoryJournal>(loop_, records_); }

 private:
  boost::asio::io_context& loop_;
  std::shared_ptr<store::JournalRecords> records_ = std::make_shared<store::JournalRecords>();
  std::unique_ptr<store::MemoryJournal> journal_;
};

class SqliteKit {
 public:
  explicit SqliteKit(boost::asio::io_context& loop) : loop_(loop) { reopen(); }
  app::Journal& journal() { return *journal_; }
  void reopen() {
    journal_.reset();
    journal_ = store::SqliteJournal::open(loop_, folder_.path()).value();
  }

 private:
  boost::asio::io_context& loop_;
  TemporaryFolder folder_;
  std::unique_ptr<store::SqliteJournal> journal_;
};

std::vector<app::JournaledEntry> written(const std::string& name, int count) {
  std::vector<app::JournaledEntry> entries;
  for (int i = 1; i <= count; ++i) {
    app::JournaledEntry one;
    one.logged.entry = {R"({"at":1})", "facts " + name + std::to_string(i), "words of " + name};
    if (i % 2 == 1) one.command = "command of " + name + std::to_string(i);
    entries.push_back(one);
  }
  return entries;
}

template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace

TEMPLATE_TEST_CASE("a journal keeps a chain, and what led to it", "[log]", MemoryKit, SqliteKit) {
  boost::asio::io_context loop;
  TestType kit(loop);
  const auto head = [&] { return run_task(loop, kit.journal().head("room")); };
  const auto write = [&](app::Head after, std::uint32_t epoch, const auto& entries) {
    return run_task(loop, kit.journal().write("room", after, epoch, entries));
  };
  const auto read = [&](std::uint64_t seq, std::size_t max) {
    return run_task(loop, kit.journal().read("room", seq, max)).value();
  };
  CHECK(code_of(head()) == "no_such_room");
  CHECK(read(0, 10).empty());

  const auto five = write({}, 1, written("a", 5));
  REQUIRE(five);
  CHECK(five->seq == 5);
  CHECK(head().value() == *five);
  auto entries = read(0, 10);
  REQUIRE(entries.size() == 5);
  CHECK(entries[4].logged.hash == five->hash);
  CHECK(entries[2].command == "command of a3");
  CHECK(entries[3].command.empty());
  CHECK(read(2, 2)[0].command == "command of a3");
  CHECK(code_of(write({1, 7, "x"}, 1, written("b", 1))) == "conflict");
  CHECK(code_of(write({1, 3, "x"}, 1, written("b", 1))) == "conflict");

  // A fork: the chain goes on from an earlier link, and nothing of the other end is left.
  const app::Head third{1, 3, entries[2].logged.hash};
  const auto forked = write(third, 2, written("b", 1));
  REQUIRE(forked);
  CHECK(forked->epoch == 2);
  CHECK(forked->seq == 4);
  kit.reopen();
  CHECK(head().value() == *forked);
  entries = read(0, 10);
  REQUIRE(entries.size() == 4);
  CHECK(entries[3].logged.entry.facts == "facts b1");
  CHECK(entries[3].logged.entry.words == "words of b");
  CHECK(entries[3].command == "command of b1");
  CHECK(entries[2].command == "command of a3");
  CHECK(entries[3].logged.hash ==
        hash_of({third.hash, entries[3].logged.entry.header, "facts b1"}));
}

TEMPLATE_TEST_CASE("a journal obeys its tombstones", "[log]", MemoryKit, SqliteKit) {
  boost::asio::io_context loop;
  TestType kit(loop);
  REQUIRE(run_task(loop, kit.journal().write("room", {}, 1, written("a", 2))));
  REQUIRE(run_task(loop, kit.journal().bind_code("KATA27XB", "room")));
  REQUIRE(run_task(loop, kit.journal().erase("room")));
  REQUIRE(run_task(loop, kit.journal().erase("never")));
  kit.reopen();
  for (const std::string room : {"room", "never"}) {
    CHECK(code_of(run_task(loop, kit.journal().head(room))) == "erased");
    CHECK(code_of(run_task(loop, kit.journal().read(room, 0, 10))) == "erased");
    CHECK(code_of(run_task(loop, kit.journal().write(room, {}, 1, written("a", 2)))) == "erased");
  }
  CHECK(code_of(run_task(loop, kit.journal().find_code("KATA27XB"))) == "no_such_palabre");
}

TEMPLATE_TEST_CASE("a journal lists what it has", "[log]", MemoryKit, SqliteKit) {
  boost::asio::io_context loop;
  TestType kit(loop);
  const auto rooms = [&](const std::string& after, std::size_t max) {
    return run_task(loop, kit.journal().rooms(after, max)).value();
  };
  const auto mark = [&](const std::string& room, const app::Head& head, Instant at) {
    return code_of(run_task(loop, kit.journal().mark_closed(room, head, at)));
  };
  CHECK(rooms("", 10).empty());
  const app::Head a = run_task(loop, kit.journal().write("a", {}, 3, written("a", 2))).value();
  const app::Head b = run_task(loop, kit.journal().write("b", {}, 1, written("b", 3))).value();
  REQUIRE(run_task(loop, kit.journal().erase("c")));
  CHECK(mark("a", {3, 1, a.hash}, 5) == "conflict");
  CHECK(mark("c", a, 5) == "conflict");
  CHECK(mark("none", {}, 5) == "conflict");
  CHECK(mark("a", a, 7).empty());
  CHECK(mark("a", a, 9).empty());
  CHECK(mark("b", b, 8).empty());
  kit.reopen();
  auto all = rooms("", 10);
  REQUIRE(all.size() == 3);
  CHECK(all[0].room == "a");
  CHECK(all[0].head == a);
  CHECK(all[0].closed_at == 7);
  CHECK(all[1].head == b);
  CHECK(all[2].erased);
  CHECK(rooms("a", 1).at(0).room == "b");
  CHECK(rooms("c", 1).empty());
  // What goes on is closed all the same; what is cut may not be.
  REQUIRE(run_task(loop, kit.journal().write("a", a, 3, written("more", 1))));
  REQUIRE(run_task(loop, kit.journal().write("b", {}, 1, written("b", 1))));
  REQUIRE(run_task(loop, kit.journal().erase("a")));
  all = rooms("", 10);
  CHECK(all[0].erased);
  CHECK(all[0].closed_at == 0);
  CHECK(all[1].closed_at == 0);
}

TEMPLATE_TEST_CASE("a journal keeps blobs and codes", "[log]", MemoryKit, SqliteKit) {
  boost::asio::io_context loop;
  TestType kit(loop);
  REQUIRE(run_task(loop, kit.journal().put_blob(short_hash_of("bytes"), "bytes")));
  REQUIRE(run_task(loop, kit.journal().bind_code("KATA27XB", "old")));
  REQUIRE(run_task(loop, kit.journal().bind_code("KATA27XB", "room")));
  REQUIRE(run_task(loop, kit.journal().bind_code("BALA38YC", "room")));
  kit.reopen();
  CHECK(run_task(loop, kit.journal().get_blob(short_hash_of("bytes"))).value() == "bytes");
  CHECK(code_of(run_task(loop, kit.journal().get_blob("none"))) == "no_such_blob");
  CHECK(run_task(loop, kit.journal().find_code("KATA27XB")).value() == "room");
  CHECK(run_task(loop, kit.journal().codes("room")).value() ==
        std::vector<std::string>{"BALA38YC", "KATA27XB"});
  CHECK(run_task(loop, kit.journal().codes("old")).value().empty());
}

}  // namespace palabre::test
