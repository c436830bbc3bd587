// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/asked.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace palabre::redis {
namespace {

// Shorter than an answer may take: a replica that is away shows as such, not as a dead primary.
constexpr const char* replica_wait_ms = "1000";

}  // namespace

Asked::Asked(asio::io_context& loop, const RespLink::Connection& connection, const Command& command)
    : waiting_(std::make_shared<Waiting>(loop)) {
  connection->send(command, [waiting = waiting_](Result<Reply> reply) {
    waiting->reply = std::move(reply);
    waiting->answered.happen();
  });
}

Task<Result<Reply>> Asked::reply() {
  const auto waiting = waiting_;
  co_await waiting->answered.wait();
  co_return std::move(waiting->reply);
}

std::shared_ptr<ReplicaWait::Waiting> ReplicaWait::join(const RespLink::Connection& connection) {
  if (next_ && !next_->sent && next_->connection == connection) return next_;
  next_ = std::make_shared<Waiting>(loop_, connection);
  asio::post(loop_, [waiting = next_] {
    waiting->sent = true;
    waiting->connection->send({"WAIT", "1", replica_wait_ms}, [waiting](Result<Reply> reply) {
      waiting->is_kept = reply && reply->integer >= 1;
      waiting->answered.happen();
    });
  });
  return next_;
}

}  // namespace palabre::redis
