// SPDX-License-Identifier: AGPL-3.0-or-later
// A connection to Redis that comes back: whoever asks while it is away waits a little, then is
// refused.
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <string>

#include "redis/resp_connection.hpp"

namespace palabre::redis {

class RespLink : public std::enable_shared_from_this<RespLink> {
 public:
  using Connection = std::shared_ptr<RespConnection>;
  /// Makes a new connection usable; what it refuses is tried again later. Keeps alive what it uses.
  using Greet = std::function<Task<Result<void>>(Connection)>;

  /// `name` is for the log: "commands", "subscriptions".
  RespLink(asio::io_context& loop, Address address, Patience patience, std::string name);

  /// Connects, and again whenever the connection is lost, until stop().
  void start(Greet greet);
  void stop();

  /// The connection; waits for it for less than a second. Refuses with `unavailable` {reason}.
  Task<Result<Connection>> connection();
  /// The connection when there is one now, else null.
  const Connection& current() const { return current_; }
  /// Why there is none.
  const std::string& reason() const { return reason_; }
  /// How often it was connected.
  std::uint64_t connected_times() const { return connected_times_; }

 private:
  static Task<void> run(std::shared_ptr<RespLink> self, Greet greet);
  Task<Result<Connection>> open(const Greet& greet);
  Task<void> wait_before_next(int failures);
  void tell(bool connected, const std::string& reason);

  asio::io_context& loop_;
  Address address_;
  Patience patience_;
  std::string name_;
  Connection current_;
  std::string reason_ = "not connected yet";
  Timer away_;  ///< whoever waits for a connection waits for this
  Timer backoff_;
  std::minstd_rand jitter_{std::random_device()()};
  std::uint64_t connected_times_ = 0;
  bool stopped_ = false;
};

}  // namespace palabre::redis
