// SPDX-License-Identifier: AGPL-3.0-or-later
// A command under way: sent when it is made, so that several go out together.
#pragma once

#include <memory>

#include "app/spawn.hpp"
#include "redis/resp_link.hpp"

namespace palabre::redis {

class Asked {
 public:
  Asked(asio::io_context& loop, const RespLink::Connection& connection, const Command& command);

  /// What came back.
  Task<Result<Reply>> reply();

 private:
  struct Waiting {
    explicit Waiting(asio::io_context& loop) : answered(loop) {}
    app::Happening answered;
    Result<Reply> reply = Reply();
  };
  std::shared_ptr<Waiting> waiting_;
};

/// One WAIT for all that is written in one run of the loop.
class ReplicaWait {
 public:
  explicit ReplicaWait(asio::io_context& loop) : loop_(loop) {}

  struct Waiting {
    Waiting(asio::io_context& loop, RespLink::Connection on)
        : connection(std::move(on)), answered(loop) {}
    RespLink::Connection connection;
    app::Happening answered;
    bool sent = false;
    bool is_kept = false;  ///< a replica has everything that was sent before, once answered
  };
  /// Asks, after what was sent on `connection` until now, whether a replica has it.
  std::shared_ptr<Waiting> join(const RespLink::Connection& connection);

 private:
  asio::io_context& loop_;
  std::shared_ptr<Waiting> next_;
};

}  // namespace palabre::redis
