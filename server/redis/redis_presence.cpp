// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/redis_presence.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "redis/channels.hpp"
#include "redis/keys.hpp"

namespace palabre::redis {
namespace {

using app::RoomId;
using std::chrono::milliseconds;

constexpr milliseconds asked_every{500};
constexpr milliseconds one_proof_max{1'500};  // after a longer silence others come late as well

std::string draw_name() {
  return std::to_string(randombytes_random()) + '-' + std::to_string(randombytes_random());
}

}  // namespace

RedisPresence::RedisPresence(asio::io_context& loop,
                             const Address& address,
                             Patience patience,
                             std::shared_ptr<RespLink> commands)
    : loop_(loop),
      name_(draw_name()),
      channel_begins_(presence_channel_begins(address.database)),
      commands_(std::move(commands)),
      pushes_(std::make_shared<RespLink>(loop, address, patience, "presence")),
      timer_(loop) {}

void RedisPresence::start() {
  pushes_->start([self = weak_from_this()](RespLink::Connection connection) {
    return greet(self.lock(), std::move(connection));
  });
  asio::co_spawn(loop_, beat(shared_from_this()), asio::detached);
}

void RedisPresence::stop() {
  stopped_ = true;
  rooms_.clear();
  timer_.cancel();
  pushes_->stop();
}

void RedisPresence::say(const RoomId& room, const std::string& words) {
  const RespLink::Connection& connection = commands_->current();
  if (!connection) return;
  connection->send({"PUBLISH", channel_begins_ + room, name_ + ' ' + words},
                   [self = shared_from_this()](const Result<Reply>& reply) {
                     if (!reply || !reply->is_error() || std::exchange(self->warned_, true)) return;
                     spdlog::warn("Redis refuses to tell other servers who is here: {}",
                                  reply->text);
                   });
}

void RedisPresence::listen(const RoomId& room, Heard heard) {
  rooms_[room] = std::move(heard);
  if (pushes_->current()) subscribe(pushes_->current(), channel_begins_, {room});
}

void RedisPresence::stop_listening(const RoomId& room) {
  if (rooms_.erase(room) == 0 || !pushes_->current()) return;
  pushes_->current()->send_only({"UNSUBSCRIBE", channel_begins_ + room});
}

// ---- hearing

Task<Result<void>> RedisPresence::greet(std::shared_ptr<RedisPresence> self,
                                        RespLink::Connection connection) {
  if (!self) co_return refuse("unavailable", {{"reason", "stopping"}});
  ++self->hearing_.connection;
  self->hearing_.proven_ms = 0;
  self->proven_at_ = Clock::now();
  redis::listen(connection,
                self->channel_begins_,
                rooms_of(self->rooms_),
                [weak = self->weak_from_this()](const Reply& push) {
                  if (const auto there = weak.lock()) there->on_push(push);
                });
  co_return Result<void>();
}

// ["subscribe" | "message" | "pong" …, channel, payload or count]
void RedisPresence::on_push(const Reply& push) {
  if (stopped_ || push.text_at(0).empty()) return;
  prove();
  const std::string channel = push.text_at(1);
  if (push.text_at(0) != "message" || !channel.starts_with(channel_begins_)) return;
  const auto at = rooms_.find(channel.substr(channel_begins_.size()));
  const std::string payload = push.text_at(2);
  const std::size_t space = payload.find(' ');
  if (at == rooms_.end() || space == std::string::npos) return;
  const std::string from = payload.substr(0, space);
  if (from == name_) return;
  const Heard heard = at->second;  // it may stop listening
  heard(from, payload.substr(space + 1));
}

void RedisPresence::prove() {
  const auto now = Clock::now();
  const auto silence = std::chrono::duration_cast<milliseconds>(now - proven_at_);
  if (silence.count() == 0) return;
  if (commands_->current()) hearing_.proven_ms += std::min(silence, one_proof_max).count();
  proven_at_ = now;
}

app::Hearing RedisPresence::hearing() const {
  app::Hearing hearing = hearing_;
  hearing.proven_now = pushes_->current() != nullptr && commands_->current() != nullptr &&
                       hearing.proven_ms > 0 && Clock::now() - proven_at_ < one_proof_max;
  return hearing;
}

Task<void> RedisPresence::beat(std::shared_ptr<RedisPresence> self) {
  while (!self->stopped_) {
    self->timer_.expires_after(asked_every);
    co_await wait_for(self->timer_);
    if (!self->stopped_ && self->pushes_->current()) self->pushes_->current()->send_only({"PING"});
  }
}

}  // namespace palabre::redis
