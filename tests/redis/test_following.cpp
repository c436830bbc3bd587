// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is told when a log moves: by a push, by the question of every second when a push is lost.
#include "redis/kit.hpp"

namespace palabre::test {
namespace {

std::int64_t subscribers(boost::asio::io_context& loop, const std::string& url) {
  return tell(loop, url, {"PUBSUB", "NUMSUB", "palabre:0:moved:room"}).integer_at(1);
}

// Two logs on one Redis, and the calls of each.
struct TwoServers {
  boost::asio::io_context loop;
  RedisServer server;
  std::unique_ptr<redis::RedisEventLog> here = open_log(loop, server.url());
  std::unique_ptr<redis::RedisEventLog> there = open_log(loop, server.url());
  Calls calls{loop, *here};
  Calls others{loop, *there};
};

}  // namespace

TEST_CASE("an append on another server is pushed, and once more after a reconnection", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto here = open_log(loop, server.url());
  const auto there = open_log(loop, server.url());
  Calls others(loop, *there);
  int told = 0;
  here->subscribe("room", [&] { ++told; });
  REQUIRE(comes_true(loop, [&] { return subscribers(loop, server.url()) == 1; }));
  const auto first = others.append("room", {}, entries_of("a"));
  REQUIRE(comes_true(loop, [&] { return told == 1; }));

  REQUIRE(tell(loop, server.url(), {"CLIENT", "KILL", "TYPE", "pubsub"}).integer >= 1);
  const auto second = others.append("room", first->head, entries_of("b"));
  REQUIRE(comes_true(loop, [&] { return told == 2; }));
  REQUIRE(comes_true(loop, [&] { return subscribers(loop, server.url()) == 1; }));
  REQUIRE(others.append("room", second->head, entries_of("c")));
  CHECK(comes_true(loop, [&] { return told == 3; }));
}

TEST_CASE("whoever subscribes to a log that has gone on is told", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  REQUIRE(calls.append("room", {}, entries_of("a")));
  int told = 0;
  log->subscribe("room", [&] { ++told; });
  CHECK(comes_true(loop, [&] { return told == 1; }));
}

TEST_CASE("a move that nobody pushes is noticed, a log that goes back as well", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  int told = 0;
  log->subscribe("room", [&] { ++told; });
  REQUIRE(calls.append("room", {}, entries_of("a", 2)));
  REQUIRE(comes_true(loop, [&] { return told == 1; }));
  tell(loop, server.url(), {"HSET", "palabre:{room}:head", "hash", "another"});
  REQUIRE(comes_true(loop, [&] { return told == 2; }));
  tell(loop, server.url(), {"HSET", "palabre:{room}:head", "seq", "1"});
  REQUIRE(comes_true(loop, [&] { return told == 3; }));
  tell(loop, server.url(), {"FLUSHALL"});
  CHECK(comes_true(loop, [&] { return told == 4; }));
}

TEST_CASE("a room that another server erased is noticed", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto here = open_log(loop, server.url());
  const auto there = open_log(loop, server.url());
  Calls calls(loop, *here);
  int told = 0;
  here->subscribe("room", [&] { ++told; });
  REQUIRE(calls.append("room", {}, entries_of("a")));
  REQUIRE(comes_true(loop, [&] { return told == 1; }));
  REQUIRE(Calls(loop, *there).erase("room"));
  CHECK(comes_true(loop, [&] { return told == 2; }));
  CHECK(code_of(calls.head("room")) == "erased");
}

TEST_CASE("a push brings what was appended, as a read would, if it is little", "[redis]") {
  TwoServers two;
  auto& [loop, server, here, there, calls, others] = two;
  const auto first = others.append("room", {}, entries_of("a"));
  REQUIRE(first);
  int moved = 0;
  here->subscribe("room", [&] { ++moved; });
  REQUIRE(comes_true(loop, [&] { return moved == 1; }));
  CHECK(here->told("room", first->head).empty());

  auto signs = entries_of("b\n7:", 2);  // what could be taken for the push's own signs
  const auto second = others.append("room", first->head, signs);
  REQUIRE(comes_true(loop, [&] { return moved == 2; }));
  const auto told = here->told("room", first->head);
  const auto read = calls.read("room", 1, 10);
  REQUIRE(told.size() == 2);
  for (std::size_t i = 0; i < told.size(); ++i) {
    CHECK(told[i].seq == read->at(i).seq);
    CHECK(told[i].hash == read->at(i).hash);
    CHECK(told[i].entry.header == read->at(i).entry.header);
    CHECK(told[i].entry.facts == read->at(i).entry.facts);
    CHECK(told[i].entry.words == read->at(i).entry.words);
  }
  CHECK(here->told("elsewhere", first->head).empty());

  auto large = entries_of("c", 2);
  for (auto& entry : large) entry.words = std::string(40'000, 'x');
  REQUIRE(others.append("room", second->head, large));
  REQUIRE(comes_true(loop, [&] { return moved == 3; }));
  CHECK(here->told("room", second->head).empty());
  CHECK(calls.read("room", 3, 10)->size() == 2);
}

TEST_CASE("commands that were parked are told of, once, and may be fetched at once", "[redis]") {
  TwoServers two;
  auto& [loop, server, here, there, calls, others] = two;
  const auto first = calls.append("room", {}, entries_of("a"));
  const auto second = calls.append("room", first->head, entries_of("b"));
  int moved = 0;
  here->subscribe("room", [&] { ++moved; });
  REQUIRE(comes_true(loop, [&] { return moved == 1; }));
  CHECK_FALSE(here->told_of_parked("room"));
  CHECK(code_of(others.append("room", first->head, entries_of("c"), {"a wish"})) == "conflict");
  REQUIRE(comes_true(loop, [&] { return moved == 2; }));
  CHECK(here->told_of_parked("room"));
  CHECK_FALSE(here->told_of_parked("room"));
  const auto fetched = calls.append("room", second->head, {});
  REQUIRE(fetched);
  CHECK(fetched->parked == std::vector<std::string>{"a wish"});
  CHECK(fetched->head == second->head);
}

}  // namespace palabre::test
