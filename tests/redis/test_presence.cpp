// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers tell each other of who is connected, over a real Redis.
#include <vector>

#include "redis/kit.hpp"

namespace palabre::test {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;

app::PresenceChannel::Heard into(Words& words) {
  return [&words](const std::string& from, const std::string& said) {
    words.emplace_back(from, said);
  };
}

std::int64_t listeners(boost::asio::io_context& loop, const std::string& url) {
  return tell(loop, url, {"PUBSUB", "NUMSUB", "palabre:0:present:room"}).integer_at(1);
}

}  // namespace

TEST_CASE("what a server says of a room is heard by the others, and not by itself", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto here = open_log(loop, server.url());
  const auto there = open_log(loop, server.url());
  Words heard, own, elsewhere;
  here->presence().listen("room", into(heard));
  there->presence().listen("room", into(own));
  there->presence().listen("another", into(elsewhere));
  REQUIRE(comes_true(loop, [&] { return listeners(loop, server.url()) == 2; }));
  there->presence().say("room", "AgAA");
  there->presence().say("room", "");
  REQUIRE(comes_true(loop, [&] { return heard.size() == 2; }));
  CHECK(heard[0].second == "AgAA");
  CHECK(heard[1].second.empty());
  CHECK(heard[0].first == heard[1].first);
  here->presence().say("room", "Ag");
  REQUIRE(comes_true(loop, [&] { return own.size() == 1; }));
  CHECK(own[0].second == "Ag");
  CHECK(own[0].first != heard[0].first);
  CHECK(heard.size() == 2);
  CHECK(elsewhere.empty());
  here->presence().stop_listening("room");
  CHECK(comes_true(loop, [&] { return listeners(loop, server.url()) == 1; }));
}

TEST_CASE("hearing is proven while Redis answers, and stands still while it does not", "[redis]") {
  boost::asio::io_context loop;
  RedisServer server;
  const auto here = open_log(loop, server.url(), {});
  const auto there = open_log(loop, server.url(), {});
  Words heard;
  here->presence().listen("room", into(heard));
  const auto hearing = [&] { return here->presence().hearing(); };
  REQUIRE(comes_true(loop, [&] { return hearing().proven_now; }));
  const app::Hearing first = hearing();
  REQUIRE(comes_true(loop, [&] { return app::heard_between(first, hearing()) >= 1'000; }));

  server.freeze();
  const auto frozen_at = redis::Clock::now();
  REQUIRE(comes_true(loop, [&] { return !hearing().proven_now; }));
  const app::Hearing last = hearing();
  REQUIRE(comes_true(
      loop, [&] { return redis::Clock::now() - frozen_at > std::chrono::milliseconds(2'700); }));
  CHECK(app::heard_between(last, hearing()) == 0);
  server.thaw();
  REQUIRE(comes_true(loop, [&] { return hearing().proven_now; }));
  // However long the silence was, no more of it counts than others may be late.
  CHECK(app::heard_between(last, hearing()) <= 2'000);

  REQUIRE(tell(loop, server.url(), {"CLIENT", "KILL", "TYPE", "pubsub"}).integer >= 1);
  REQUIRE(comes_true(loop, [&] {
    return hearing().connection > first.connection && hearing().proven_now &&
           listeners(loop, server.url()) == 1;
  }));
  there->presence().say("room", "AgAA");
  CHECK(comes_true(loop, [&] { return heard.size() == 1; }));
}

}  // namespace palabre::test
