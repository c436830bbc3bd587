// SPDX-License-Identifier: AGPL-3.0-or-later
// A Redis that is away, starts again, forgets, or can take nothing more.
#include <filesystem>

#include "app/log_rules.hpp"
#include "redis/kit.hpp"

namespace palabre::test {
namespace {

std::string reason_of(const Error& error) { return error.params["reason"].get<std::string>(); }

}  // namespace

TEST_CASE("a Redis that starts again has all that it acknowledged", "[redis]") {
  boost::asio::io_context loop;
  RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a", 3)).value().head;
  server.kill();
  CHECK(code_of(calls.append("room", head, entries_of("b"))) == "unavailable");
  CHECK(comes_true(loop, [&] { return !log->takes_appends(); }));
  server.start();
  REQUIRE(comes_true(loop, [&] { return log->takes_appends(); }));
  CHECK(calls.head("room").value() == head);
  CHECK(calls.append("room", head, entries_of("b")).value().head.seq == 4);
  CHECK(chain_holds(calls.read("room").value()));
}

TEST_CASE("a Redis that hangs is unavailable, not waited for", "[redis]") {
  boost::asio::io_context loop;
  RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  server.freeze();
  CHECK(code_of(calls.append("room", head, entries_of("b"))) == "unavailable");
  CHECK(code_of(calls.read("room")) == "unavailable");
  CHECK(code_of(calls.find_code("KATA27XB")) == "unavailable");
  server.thaw();
  REQUIRE(comes_true(loop, [&] { return log->takes_appends(); }));
  CHECK(calls.read("room"));
}

TEST_CASE("a Redis that was emptied is behind, and gets everything back", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a", 3)).value().head;
  tell(loop, server.url(), {"FLUSHALL"});
  const auto behind = calls.append("room", head, entries_of("b"), {"c1"});
  REQUIRE(code_of(behind) == "log_behind");
  CHECK(behind.error().params["seq"] == 0);
  CHECK(code_of(calls.head("room")) == "no_such_room");
  CHECK(calls.restore("room", {}, 1, entries_of("a", 3)).value() == head);
  CHECK(calls.append("room", head, entries_of("b")).value().parked.empty());
}

TEST_CASE("what nobody goes on putting back is shown after a minute", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head part = calls.restore("room", {}, 1, entries_of("a", 2), 5).value();
  REQUIRE(code_of(calls.head("room")) == "unavailable");
  const Instant until =
      std::stoll(tell(loop, server.url(), {"HGET", "palabre:{room}:head", "hidden"}).text);
  CHECK(until > log->now());
  CHECK(until <= log->now() + app::restoring_ms);
  tell(loop,
       server.url(),
       {"HSET", "palabre:{room}:head", "hidden", std::to_string(until - app::restoring_ms - 1)});
  CHECK(calls.head("room").value() == part);
  REQUIRE(calls.append("room", part, entries_of("b")));
  CHECK(calls.read("room").value().size() == 3);
}

TEST_CASE("a Redis that lost its functions gets them again", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  tell(loop, server.url(), {"FUNCTION", "FLUSH"});
  CHECK(code_of(calls.append("room", head, entries_of("b"))) == "unavailable");
  REQUIRE(comes_true(loop, [&] { return log->takes_appends(); }));
  CHECK(calls.append("room", head, entries_of("b")));
}

TEST_CASE("newer functions are left as they are, older ones replaced", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto load = [&](int revision) {
    const std::string code =
        "#!lua name=palabre_v1\nredis.register_function{function_name="
        "'palabre_revision_v1', flags={'no-writes'}, callback=function() "
        "return " +
        std::to_string(revision) + " end}";
    tell(loop, server.url(), {"FUNCTION", "LOAD", "REPLACE", code});
  };
  load(0);
  CHECK(Calls(loop, *open_log(loop, server.url())).append("room", {}, entries_of("a")));
  load(1'000);
  CHECK_THROWS(open_log(loop, server.url()));
  CHECK(tell(loop, server.url(), {"FCALL", "palabre_revision_v1", "0"}).integer == 1'000);
}

TEST_CASE("a full memory is said as such; what is there can still be read and erased", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a", 2)).value().head;
  REQUIRE(calls.append("another", {}, entries_of("a")));
  tell(loop, server.url(), {"CONFIG", "SET", "maxmemory", "1"});
  const auto full = calls.append("room", head, entries_of("b"));
  REQUIRE(code_of(full) == "disk_full");
  CHECK(reason_of(full.error()).starts_with("OOM"));
  CHECK_FALSE(log->takes_appends());
  CHECK(calls.read("room")->size() == 2);
  CHECK(calls.erase_words("room", {1}));
  CHECK(calls.erase("another"));
  tell(loop, server.url(), {"CONFIG", "SET", "maxmemory", "0"});
  CHECK(comes_true(loop, [&] { return log->takes_appends(); }));
  CHECK(calls.append("room", head, entries_of("b")));
}

TEST_CASE("a disk that takes no more is said as such", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server({"--save", "3600 100000"});
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  std::filesystem::create_directory(server.folder() / "dump.rdb");  // nothing can be put there
  tell(loop, server.url(), {"BGSAVE"});
  REQUIRE(comes_true(loop, [&] {
    return tell(loop, server.url(), {"INFO", "persistence"}).text.find("bgsave_status:err") !=
           std::string::npos;
  }));
  const auto refused = calls.append("room", head, entries_of("b"));
  REQUIRE(code_of(refused) == "disk_full");
  CHECK(reason_of(refused.error()).starts_with("MISCONF"));
}

}  // namespace palabre::test
