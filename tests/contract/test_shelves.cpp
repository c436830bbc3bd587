// SPDX-License-Identifier: AGPL-3.0-or-later
// One suite for whatever servers agree on beside a log that they share.
#include <memory>

#include <spdlog/spdlog.h>

#include "app/log_rules.hpp"
#include "contract/event_log_contract.hpp"
#include "redis/redis_shelf.hpp"
#include "store/memory_shelf.hpp"
#include "support/redis_server.hpp"

namespace palabre::test {
namespace {

class MemoryKit {
 public:
  explicit MemoryKit(boost::asio::io_context& loop)
      : log_(loop, records_), shelf_(loop, records_) {}
  app::EventLog& log() { return log_; }
  app::Shelf& shelf() { return shelf_; }

 private:
  std::shared_ptr<store::MemoryRecords> records_ = std::make_shared<store::MemoryRecords>();
  store::MemoryEventLog log_;
  store::MemoryShelf shelf_;
};

class RedisKit {
 public:
  explicit RedisKit(boost::asio::io_context& loop) {
    spdlog::set_level(spdlog::level::off);
    log_ = run_task(loop, redis::RedisEventLog::open(loop, *redis::parse_address(redis_.url())))
               .value();
    shelf_ = std::make_unique<redis::RedisShelf>(*log_);
  }
  app::EventLog& log() { return *log_; }
  app::Shelf& shelf() { return *shelf_; }

 private:
  RedisServer redis_;
  std::unique_ptr<redis::RedisEventLog> log_;
  std::unique_ptr<redis::RedisShelf> shelf_;
};

using Rooms = std::vector<std::string>;

/// A log with its shelf, and the calls of both.
template <class Kit>
struct Shared {
  boost::asio::io_context loop;
  Kit kit{loop};
  Calls calls{loop, kit.log()};

  app::Shelf::Told report(const std::string& server, std::size_t due_after = 0) {
    const app::Shelf::Report asked{server, kit.log().now(), due_after, 0};
    return run_task(loop, kit.shelf().report(asked)).value();
  }
  Result<void> close(const std::string& room, const app::Head& head, Instant at) {
    return run_task(loop, kit.shelf().close(room, head, at));
  }
  Result<bool> leave(const std::string& room, const app::Head& head, const std::string& server) {
    return run_task(loop, kit.shelf().leave(room, head, server));
  }
  app::Head append(const std::string& room, int count) {
    return calls.append(room, {}, entries_of("a", count)).value().head;
  }
  /// A room that has left, by its only server.
  app::Head left(const std::string& room) {
    const app::Head head = append(room, 3);
    REQUIRE(calls.bind_code("KATA27XB", room));
    REQUIRE(close(room, head, 1));
    report("one");
    REQUIRE(leave(room, head, "one").value());
    return head;
  }
};

}  // namespace

TEMPLATE_TEST_CASE("a closed room leaves when every server has it", "[log]", MemoryKit, RedisKit) {
  Shared<TestType> shared;
  const app::Head head = shared.append("room", 3);
  shared.append("open", 1);
  REQUIRE(shared.calls.bind_code("KATA27XB", "room"));
  CHECK(code_of(shared.close("room", {1, 2, head.hash}, 1)) == "conflict");
  REQUIRE(shared.close("room", head, 1));
  REQUIRE(shared.close("later", head, 1).error().code == "conflict");
  CHECK_FALSE(shared.report("one").known);
  CHECK_FALSE(shared.report("two").known);
  const auto told = shared.report("one");
  CHECK(told.known);
  CHECK(told.due == Rooms{"room"});
  CHECK(shared.report("one", 1).due.empty());

  CHECK_FALSE(shared.leave("room", head, "one").value());
  CHECK_FALSE(shared.leave("room", head, "one").value());
  CHECK(shared.calls.read("room").value().size() == 3);
  // What was written since makes what was said of it void.
  const app::Head longer = shared.calls.append("room", head, entries_of("b"))->head;
  CHECK(code_of(shared.leave("room", head, "two")) == "conflict");
  CHECK_FALSE(shared.leave("room", longer, "two").value());
  CHECK(shared.leave("room", longer, "one").value());
  CHECK(shared.leave("room", longer, "two").value());

  const auto gone = shared.calls.head("room");
  REQUIRE(code_of(gone) == "archived");
  CHECK(app::archived_at(gone.error()) == longer);
  CHECK(code_of(shared.calls.read("room")) == "archived");
  CHECK(code_of(shared.calls.append("room", longer, entries_of("c"), {"c1"})) == "archived");
  CHECK(code_of(shared.calls.append("room", {}, entries_of("c"), {"c1"})) == "archived");
  CHECK(code_of(shared.calls.erase_words("room", {})) == "archived");
  CHECK(shared.report("one").due.empty());
  // Its code is nobody else's.
  CHECK(shared.calls.find_code("KATA27XB").value() == "room");
  CHECK(code_of(shared.calls.bind_code("KATA27XB", "another")) == "code_taken");
  CHECK(run_task(shared.loop, shared.kit.shelf().codes("room")).value() == Rooms{"KATA27XB"});
  CHECK(shared.calls.head("open"));
}

TEMPLATE_TEST_CASE("a room that left comes back whole, or not", "[log]", MemoryKit, RedisKit) {
  Shared<TestType> shared;
  REQUIRE(run_task(shared.loop, shared.kit.shelf().want("room")));
  const app::Head head = shared.left("room");
  CHECK(shared.report("one").wanted.empty());
  REQUIRE(run_task(shared.loop, shared.kit.shelf().want("room")));
  CHECK(shared.report("two").wanted == Rooms{"room"});

  auto entries = entries_of("a", 3);
  const std::vector<app::StoredEntry> first(entries.begin(), entries.begin() + 1);
  const auto part = shared.calls.restore("room", {}, 1, first, 0);
  REQUIRE(part);
  CHECK(code_of(shared.calls.head("room")) == "unavailable");
  CHECK(code_of(shared.leave("room", head, "one")) != "");
  entries.erase(entries.begin());
  CHECK(shared.calls.restore("room", *part, 1, entries, 0).value() == head);
  CHECK(shared.calls.head("room").value() == head);
  REQUIRE(shared.calls.append("room", head, entries_of("b")));
  CHECK(chain_holds(shared.calls.read("room").value()));
}

TEMPLATE_TEST_CASE("a room that left is erased as any other", "[log]", MemoryKit, RedisKit) {
  Shared<TestType> shared;
  shared.left("room");
  const app::Head other = shared.append("other", 1);
  REQUIRE(shared.close("other", other, 1));
  CHECK(shared.report("one").erased.empty());
  REQUIRE(shared.calls.erase("room"));
  REQUIRE(shared.calls.erase("other"));
  CHECK(code_of(shared.calls.head("room")) == "erased");
  CHECK(code_of(shared.calls.restore("room", {}, 1, entries_of("a", 3))) == "erased");
  CHECK(code_of(shared.calls.find_code("KATA27XB")) == "no_such_palabre");
  auto told = shared.report("one");
  std::sort(told.erased.begin(), told.erased.end());
  CHECK(told.erased == Rooms{"other", "room"});
  CHECK(told.erased_until <= shared.kit.log().now());
  CHECK(told.erased_until > 1'000'000);
  CHECK(told.due == Rooms{"other"});
  CHECK(code_of(shared.leave("other", other, "one")) == "erased");
  CHECK(shared.report("one").due.empty());
}

TEMPLATE_TEST_CASE("what the log lost is known to have left", "[log]", MemoryKit, RedisKit) {
  Shared<TestType> shared;
  const app::Head head = shared.append("another", 3);
  shared.report("one");
  shared.report("two");
  CHECK(shared.leave("room", head, "one").value());
  const auto gone = shared.calls.head("room");
  REQUIRE(code_of(gone) == "archived");
  CHECK(app::archived_at(gone.error()) == head);
  CHECK(shared.calls.restore("room", {}, 1, entries_of("a", 3)).value() == head);
}

}  // namespace palabre::test
