// SPDX-License-Identifier: AGPL-3.0-or-later
// With a replica, what was acknowledged is on two machines.
#include "redis/kit.hpp"

namespace palabre::test {
namespace {

/// Comes back once the replica of `primary` is in step with it.
void wait_for_replica(boost::asio::io_context& loop, const RedisServer& primary) {
  const bool came = comes_true(loop, [&] {
    const std::string info = tell(loop, primary.url(), {"INFO", "replication"}).text;
    return info.find("state=online") != std::string::npos;
  });
  if (!came) throw std::runtime_error("the replica does not come up");
}

std::vector<std::string> replica_of(const RedisServer& primary) {
  return {"--replicaof",
          "127.0.0.1 " + std::to_string(primary.port()),
          "--repl-diskless-sync-delay",
          "0"};
}

}  // namespace

TEST_CASE("an append is acknowledged once a replica has it, and read only then", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer primary({"--repl-diskless-sync-delay", "0"});
  RedisServer replica(replica_of(primary));
  wait_for_replica(loop, primary);
  const auto log = open_log(loop, primary.url(), redis::Patience{});
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  CHECK(log->promises().replicas == 1);

  replica.freeze();
  const auto alone = calls.append("room", head, entries_of("b"));
  REQUIRE(code_of(alone) == "unavailable");
  CHECK(alone.error().params["reason"] == "no replica has it yet");
  CHECK(code_of(calls.read("room")) == "unavailable");
  replica.thaw();
  REQUIRE(comes_true(loop, [&] { return calls.read("room").has_value(); }));
  CHECK(calls.read("room")->size() == 2);
  CHECK(tell(loop, replica.url(), {"XLEN", "palabre:{room}:log"}).integer == 2);
}

TEST_CASE("a replica that goes for good is waited for no longer, unless Redis needs it",
          "[redis]") {
  boost::asio::io_context loop;
  const RedisServer primary({"--repl-diskless-sync-delay", "0"});
  RedisServer replica(replica_of(primary));
  wait_for_replica(loop, primary);
  const auto log = open_log(loop, primary.url(), redis::Patience{});
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  replica.kill();
  REQUIRE(comes_true(loop, [&] { return log->promises().replicas == 0; }));
  const auto alone = calls.append("room", head, entries_of("b"));
  REQUIRE(alone);
  tell(loop, primary.url(), {"CONFIG", "SET", "min-replicas-to-write", "1"});
  const auto refused = calls.append("room", alone->head, entries_of("c"));
  REQUIRE(code_of(refused) == "unavailable");
  CHECK(refused.error().params["reason"].get<std::string>().starts_with("NOREPLICAS"));
}

TEST_CASE("a replica that is still being given everything is not waited for", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer primary({"--repl-diskless-sync-delay", "600"});
  RedisServer replica(replica_of(primary));
  REQUIRE(comes_true(loop, [&] {
    const std::string info = tell(loop, primary.url(), {"INFO", "replication"}).text;
    return info.find("state=wait_bgsave") != std::string::npos;
  }));
  const auto log = open_log(loop, primary.url(), redis::Patience{});
  Calls calls(loop, *log);
  CHECK(log->promises().replicas == 0);
  CHECK(calls.append("room", {}, entries_of("a")));
}

TEST_CASE("a primary that became a replica is left until it leads again", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const RedisServer other;
  const auto log = open_log(loop, server.url());
  Calls calls(loop, *log);
  const app::Head head = calls.append("room", {}, entries_of("a")).value().head;
  tell(loop, server.url(), {"REPLICAOF", "127.0.0.1", "1"});
  CHECK(code_of(calls.append("room", head, entries_of("b"))) == "unavailable");
  CHECK_FALSE(log->takes_appends());
  tell(loop, server.url(), {"REPLICAOF", "NO", "ONE"});
  REQUIRE(comes_true(loop, [&] { return log->takes_appends(); }));
  CHECK(calls.append("room", head, entries_of("b")));
}

}  // namespace palabre::test
