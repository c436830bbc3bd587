// SPDX-License-Identifier: AGPL-3.0-or-later
// The faults that other tests inject behave as a real log's would.
#include <memory>

#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

#include "app/log_rules.hpp"
#include "contract/event_log_contract.hpp"
#include "store/memory_event_log.hpp"

namespace palabre::test {
namespace {

using store::MemoryEventLog;
using store::MemoryRecords;

}  // namespace

TEST_CASE("a refused call does nothing") {
  boost::asio::io_context loop;
  MemoryEventLog log(loop);
  Calls calls(loop, log);
  log.refuse_next(2, "disk_full");
  CHECK(code_of(calls.append("room", {}, entries_of("a"))) == "disk_full");
  CHECK(code_of(calls.head("room")) == "disk_full");
  CHECK(code_of(calls.head("room")) == "no_such_room");
}

TEST_CASE("a lost answer is there all the same") {
  boost::asio::io_context loop;
  MemoryEventLog log(loop);
  Calls calls(loop, log);
  log.lose_next_answer();
  CHECK(code_of(calls.append("room", {}, entries_of("a"))) == "unavailable");
  CHECK(calls.head("room")->seq == 1);
}

TEST_CASE("what nobody goes on putting back is shown after a minute") {
  boost::asio::io_context loop;
  MemoryEventLog log(loop);
  Calls calls(loop, log);
  REQUIRE(calls.restore("room", {}, 1, entries_of("a", 2), 5));
  log.set_now(log.now() + app::restoring_ms - 1);
  CHECK(code_of(calls.head("room")) == "unavailable");
  log.set_now(log.now() + 1);
  const auto head = calls.head("room");
  REQUIRE(head);
  CHECK(head->seq == 2);
  REQUIRE(calls.append("room", *head, entries_of("b")));
  CHECK(calls.read("room").value().size() == 3);
}

TEST_CASE("a held log answers in order when it is released") {
  boost::asio::io_context loop;
  MemoryEventLog log(loop);
  log.hold();
  std::vector<std::uint64_t> heads;
  const auto note = [&](std::exception_ptr, Result<app::Appended> appended) {
    heads.push_back(appended ? appended->head.seq : 0);
  };
  boost::asio::co_spawn(loop, log.append("room", {}, entries_of("a", 2), {}), note);
  boost::asio::co_spawn(loop, log.append("room", {}, entries_of("b"), {}), note);
  loop.poll();
  CHECK(heads.empty());
  CHECK(log.waiting() == 2);
  log.release();
  CHECK(run_until(loop, [&] { return heads.size() == 2; }));
  CHECK(heads == std::vector<std::uint64_t>{2, 0});
}

TEST_CASE("two servers share one log: one meets a conflict, the other decides what was parked") {
  boost::asio::io_context loop;
  const auto records = std::make_shared<MemoryRecords>();
  MemoryEventLog here(loop, records);
  MemoryEventLog there(loop, records);
  int told = 0;
  there.subscribe("room", [&] { ++told; });
  const app::Head head = Calls(loop, here).append("room", {}, entries_of("a"))->head;
  CHECK(code_of(Calls(loop, there).append("room", {}, entries_of("b"), {"c"})) == "conflict");
  CHECK(Calls(loop, here).append("room", head, entries_of("d"))->parked.size() == 1);
  CHECK(run_until(loop, [&] { return told == 2; }));
  here.append_elsewhere("room", entry_of("e"));
  CHECK(Calls(loop, there).head("room")->seq == 3);
}

}  // namespace palabre::test
