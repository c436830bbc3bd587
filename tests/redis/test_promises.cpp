// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/kit.hpp"

namespace palabre::test {

TEST_CASE("what this Redis promises is said in words", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer durable;
  const redis::Promises good = open_log(loop, durable.url())->promises();
  CHECK(good.lacks().empty());
  CHECK(good.version.starts_with("7."));
  CHECK(good.in_words().find("on its disk before it is answered; no replica") != std::string::npos);

  const RedisServer loose({"--appendfsync", "everysec", "--maxmemory-policy", "allkeys-lru"});
  const redis::Promises less = open_log(loop, loose.url())->promises();
  CHECK(less.in_words().find("a power cut may lose the last two seconds; a full memory evicts "
                             "palabres (allkeys-lru)") != std::string::npos);
  CHECK(less.lacks() ==
        std::vector<std::string>{"appendfsync must be always (it is everysec)",
                                 "maxmemory-policy must be noeviction (it is allkeys-lru)"});

  const RedisServer forgetful({"--appendonly", "no"});
  CHECK(open_log(loop, forgetful.url())->promises().lacks().front() == "appendonly must be yes");
}

TEST_CASE("settings that may not be seen promise nothing", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server({"--rename-command", "CONFIG", ""});
  const redis::Promises unseen = open_log(loop, server.url())->promises();
  CHECK_FALSE(unseen.settings_known);
  CHECK(unseen.lacks().size() == 1);
}

TEST_CASE("an account with no more rights than docs/operating.md gives is enough", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  tell(loop,
       server.url(),
       {"ACL",
        "SETUSER",
        "palabre",
        "on",
        ">secret",
        "~palabre:*",
        "&palabre:*",
        "+@read",
        "+@write",
        "+@pubsub",
        "+@connection",
        "+function",
        "+fcall",
        "+fcall_ro",
        "+info",
        "+config|get",
        "+wait",
        "+time",
        "+bgrewriteaof"});
  const auto log =
      open_log(loop, "redis://palabre:secret@127.0.0.1:" + std::to_string(server.port()));
  CHECK(log->promises().lacks().empty());
  Calls calls(loop, *log);
  int told = 0;
  log->subscribe("room", [&] { ++told; });
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  CHECK(comes_true(loop, [&] { return told == 1; }));
  CHECK(calls.read("room"));
  CHECK(calls.restore("room", head, 2, {}));
  CHECK(calls.put_blob("blob"));
  CHECK(calls.bind_code("KATA27XB", "room"));
  CHECK(calls.erase_words("room", {}));
  CHECK(calls.erase("room"));
  const auto denied = tell(loop, server.url(), {"ACL", "LOG"});
  CHECK(denied.list.empty());
}

TEST_CASE("a Redis that is not there is refused in one sentence", "[redis]") {
  boost::asio::io_context loop;
  redis::Address nowhere{.host = "127.0.0.1", .port = 1, .user = "", .password = ""};
  const auto log = run_task(
      loop, redis::RedisEventLog::open(loop, nowhere, impatient, std::chrono::milliseconds(100)));
  REQUIRE(code_of(log) == "cannot_open");
  CHECK(log.error().params["sentence"] ==
        "Redis at redis://127.0.0.1:1/0 cannot be used: Connection refused");
}

}  // namespace palabre::test
