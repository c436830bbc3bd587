// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/log_rules.hpp"
#include "redis/kit.hpp"

namespace palabre::test {

TEST_CASE("of an erased palabre only a tombstone is left, for 90 days", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  REQUIRE(calls.append("room", {}, entries_of("a", 3)));
  REQUIRE(code_of(calls.append("room", {}, entries_of("l"), {"parked"})) == "conflict");
  REQUIRE(calls.bind_code("KATA27XB", "room"));
  REQUIRE(calls.erase("room"));
  // And that it was erased, for servers that have it journaled.
  const auto erased = tell(loop, server.url(), {"ZRANGE", "palabre:erased", "0", "-1"});
  REQUIRE(erased.list.size() == 1);
  CHECK(erased.text_at(0) == "room");
  const auto keys = tell(loop, server.url(), {"KEYS", "palabre:*"});
  REQUIRE(keys.list.size() == 2);
  CHECK((keys.text_at(0) == "palabre:{room}:head" || keys.text_at(1) == "palabre:{room}:head"));
  CHECK(tell(loop, server.url(), {"HKEYS", "palabre:{room}:head"}).text_at(0) == "erased");
  const auto left = tell(loop, server.url(), {"PTTL", "palabre:{room}:head"}).integer;
  CHECK(left > app::tombstone_ms - 60'000);
  CHECK(left <= app::tombstone_ms);
}

TEST_CASE("a code that was bound anew is not taken along by its former palabre", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  REQUIRE(calls.append("room", {}, entries_of("a")));
  REQUIRE(calls.bind_code("KATA27XB", "room"));
  REQUIRE(calls.release_code("KATA27XB"));
  REQUIRE(calls.bind_code("KATA27XB", "another"));
  REQUIRE(calls.erase("room"));
  CHECK(calls.find_code("KATA27XB").value() == "another");
}

TEST_CASE("erased words leave the files of Redis too", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const auto kept = [&] {
    const std::string path = "appendonlydir";
    for (const auto& file :
         std::filesystem::directory_iterator(server.folder().path() + "/" + path))
      if (server.folder().read(path + "/" + file.path().filename().string()).find("words of a2") !=
          std::string::npos)
        return true;
    return false;
  };
  REQUIRE(calls.append("room", {}, entries_of("a", 3)));
  REQUIRE(kept());
  REQUIRE(calls.erase_words("room", {2}));
  CHECK(comes_true(loop, [&] { return !kept(); }));
  CHECK(calls.read("room")->at(2).entry.words == "words of a3");
}

}  // namespace palabre::test
