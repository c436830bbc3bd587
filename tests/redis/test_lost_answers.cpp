// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that never come, and commands that wait for whoever appends next.
#include "redis/kit.hpp"
#include "redis/proxy.hpp"

namespace palabre::test {

TEST_CASE("an append whose answer is lost is no success, though it stands in the log", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  Proxy proxy(loop, server.port());
  const auto log = open_log(loop, proxy.url());
  Calls calls(loop, *log);
  const app::Head first = calls.append("room", {}, entries_of("a")).value().head;

  proxy.swallow_answers();
  const auto lost = calls.append("room", first, entries_of("b"));
  REQUIRE(code_of(lost) == "unavailable");
  const auto entries = calls.read("room");
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK(entries->at(1).entry.facts == entry_of("b1").facts);
  CHECK(code_of(calls.append("room", first, entries_of("b"))) == "conflict");
  const app::Head second{1, 2, entries->at(1).hash};
  CHECK(calls.append("room", second, entries_of("c")).value().head.seq == 3);
}

TEST_CASE("what was parked is handed over once, to the one append that comes first", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto here = open_log(loop, server.url());
  const auto there = open_log(loop, server.url());
  Calls calls(loop, *here);
  const app::Head first = calls.append("room", {}, entries_of("a")).value().head;
  Calls others(loop, *there);
  REQUIRE(code_of(others.append("room", {}, entries_of("late"), {"c1", "c2"})) == "conflict");

  std::vector<Result<app::Appended>> outcomes;
  for (app::EventLog* log :
       {static_cast<app::EventLog*>(here.get()), static_cast<app::EventLog*>(there.get())})
    boost::asio::co_spawn(loop,
                          log->append("room", first, entries_of("b"), {"mine"}),
                          [&](std::exception_ptr, Result<app::Appended> appended) {
                            outcomes.push_back(std::move(appended));
                          });
  REQUIRE(run_until(loop, [&] { return outcomes.size() == 2; }));
  const bool first_won = outcomes[0].has_value();
  const auto& won = outcomes[first_won ? 0 : 1];
  REQUIRE(won);
  CHECK(won->parked == std::vector<std::string>{"c1", "c2"});
  CHECK(code_of(outcomes[first_won ? 1 : 0]) == "conflict");
  const auto next = others.append("room", won->head, entries_of("c"));
  CHECK(next->parked == std::vector<std::string>{"mine"});
  CHECK(calls.append("room", next->head, entries_of("d")).value().parked.empty());
}

TEST_CASE("an append by a clock that is ahead of Redis' by more than two seconds is refused",
          "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  const auto verdict_of = [&](Instant clock) {
    const redis::Command command{"FCALL",
                                 "palabre_append_v1",
                                 "4",
                                 "h",
                                 "l",
                                 "w",
                                 "p",
                                 "channel",
                                 std::to_string(clock),
                                 "2000",
                                 "10",
                                 "1",
                                 "0",
                                 "",
                                 "0"};
    return tell(loop, server.url(), command).text_at(0);
  };
  CHECK(verdict_of(log->now() + 1'500) == "ok");
  CHECK(verdict_of(log->now() + 2'500) == "ahead");
  CHECK(std::abs(log->now() - std::time(nullptr) * 1'000) < 2'000);
}

}  // namespace palabre::test
