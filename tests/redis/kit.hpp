// SPDX-License-Identifier: AGPL-3.0-or-later
// A real Redis, logs on it, and a connection that tells it what no server of ours would.
#pragma once

#include <memory>
#include <string>

#include <spdlog/spdlog.h>

#include "contract/event_log_contract.hpp"
#include "redis/redis_event_log.hpp"
#include "support/redis_server.hpp"

namespace palabre::test {

inline constexpr redis::Patience impatient{std::chrono::milliseconds(1'000),
                                           std::chrono::milliseconds(500)};

/// A log on a Redis at `url`; the refusal's sentence is thrown.
inline std::unique_ptr<redis::RedisEventLog> open_log(boost::asio::io_context& loop,
                                                      const std::string& url,
                                                      redis::Patience patience = impatient) {
  spdlog::set_level(spdlog::level::off);
  auto log =
      run_task(loop, redis::RedisEventLog::open(loop, redis::parse_address(url).value(), patience));
  if (!log) throw std::runtime_error(log.error().params["sentence"].get<std::string>());
  return std::move(*log);
}

/// What Redis answers to `command`, on a connection of its own.
inline redis::Reply tell(boost::asio::io_context& loop,
                         const std::string& url,
                         const redis::Command& command) {
  const auto connection = run_task(loop,
                                   redis::RespConnection::open(
                                       loop, redis::parse_address(url).value(), redis::Patience{}))
                              .value();
  auto reply = run_task(loop, connection->ask(command)).value();
  connection->close("done");
  return reply;
}

/// Asks again, for ten seconds, until `done()`: other work of the loop goes on meanwhile.
template <class Condition>
bool comes_true(boost::asio::io_context& loop, Condition done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  loop.restart();
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) return false;
    loop.run_one_for(std::chrono::milliseconds(20));
  }
  return true;
}

}  // namespace palabre::test
