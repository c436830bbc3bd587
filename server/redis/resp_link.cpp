// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/resp_link.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <spdlog/spdlog.h>

namespace palabre::redis {
namespace {

using std::chrono::milliseconds;

// A room says "saving" after a second without an answer.
constexpr milliseconds asked_while_away{800};
constexpr milliseconds backoff_first{50};
constexpr milliseconds backoff_longest{1'000};  // so that a failover is noticed within two seconds

}  // namespace

RespLink::RespLink(asio::io_context& loop, Address address, Patience patience, std::string name)
    : loop_(loop),
      address_(std::move(address)),
      patience_(patience),
      name_(std::move(name)),
      away_(loop),
      backoff_(loop) {
  away_.expires_after(asked_while_away);
}

void RespLink::start(Greet greet) {
  asio::co_spawn(loop_, run(shared_from_this(), std::move(greet)), asio::detached);
}

void RespLink::stop() {
  stopped_ = true;
  reason_ = "stopping";
  backoff_.cancel();
  away_.cancel();
  if (const Connection was = std::exchange(current_, nullptr)) was->close(reason_);
}

Task<void> RespLink::run(std::shared_ptr<RespLink> self, Greet greet) {
  int failures = 0;
  while (!self->stopped_) {
    const Result<Connection> opened = co_await self->open(greet);
    if (self->stopped_) {
      if (opened) (*opened)->close("stopping");
      co_return;
    }
    if (opened) {
      failures = 0;
      self->current_ = *opened;
      ++self->connected_times_;
      self->tell(true, "");
      self->away_.cancel();
      co_await self->current_->closed();
      if (self->stopped_) co_return;
      const Connection was = std::exchange(self->current_, nullptr);
      self->away_.expires_after(asked_while_away);
      self->tell(false, was->reason());
    } else {
      self->tell(false, opened.error().params.value("reason", std::string()));
      ++failures;
    }
    co_await self->wait_before_next(failures);
  }
}

Task<Result<RespLink::Connection>> RespLink::open(const Greet& greet) {
  Result<Connection> opened = co_await RespConnection::open(loop_, address_, patience_);
  if (!opened || stopped_) co_return opened;
  const Result<void> greeted = co_await greet(*opened);
  if (greeted) co_return opened;
  (*opened)->close(greeted.error().params.value("reason", greeted.error().code));
  co_return tl::unexpected(greeted.error());
}

// Full jitter: many servers do not come back in one moment.
Task<void> RespLink::wait_before_next(int failures) {
  const auto longest = std::min(backoff_longest, backoff_first * (1 << std::min(failures, 5)));
  std::uniform_int_distribution<long> chance(10, longest.count());
  backoff_.expires_after(milliseconds(chance(jitter_)));
  co_await wait_for(backoff_);
}

Task<Result<RespLink::Connection>> RespLink::connection() {
  while (!current_ && !stopped_ && Clock::now() < away_.expiry()) co_await wait_for(away_);
  if (current_) co_return current_;
  co_return refuse("unavailable", {{"reason", reason_}});
}

// Each change is told once.
void RespLink::tell(bool connected, const std::string& reason) {
  if (connected) {
    spdlog::info("Redis {} ({}): connected", address_.shown(), name_);
  } else if (reason_ != reason) {
    spdlog::warn("Redis {} ({}): {}", address_.shown(), name_, reason);
  }
  reason_ = reason;
}

}  // namespace palabre::redis
