// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/follower.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "redis/channels.hpp"
#include "redis/keys.hpp"

namespace palabre::redis {
namespace {

using app::Head;
using app::RoomId;

constexpr std::chrono::milliseconds beat_every{1'000};

// "epoch seq hash", as functions.lua publishes it.
std::optional<Head> head_of(const std::string& payload) {
  Head head;
  const char* const end = payload.c_str() + payload.size();
  const auto epoch = std::from_chars(payload.c_str(), end, head.epoch);
  if (epoch.ec != std::errc() || epoch.ptr == end || *epoch.ptr != ' ') return std::nullopt;
  const auto seq = std::from_chars(epoch.ptr + 1, end, head.seq);
  if (seq.ec != std::errc() || seq.ptr == end || *seq.ptr != ' ') return std::nullopt;
  head.hash.assign(seq.ptr + 1, end);
  return head;
}

}  // namespace

Head read_head(const Reply& reply, std::size_t at) {
  if (reply.text_at(at) == "erased") return Head{0, 0, "erased"};
  Head head;
  head.epoch = static_cast<std::uint32_t>(reply.integer_at(at + 1));
  head.seq = static_cast<std::uint64_t>(reply.integer_at(at + 2));
  head.hash = reply.text_at(at + 3);
  return head;
}

Follower::Follower(asio::io_context& loop,
                   const Address& address,
                   Patience patience,
                   std::shared_ptr<Standing> standing,
                   std::shared_ptr<RespLink> commands)
    : loop_(loop),
      channel_begins_(channel_begins(address.database)),
      standing_(std::move(standing)),
      commands_(std::move(commands)),
      pushes_(std::make_shared<RespLink>(loop, address, patience, "subscriptions")),
      timer_(loop) {}

void Follower::start() {
  pushes_->start([self = weak_from_this()](RespLink::Connection connection) {
    return greet(self.lock(), std::move(connection));
  });
  asio::co_spawn(loop_, beat(shared_from_this()), asio::detached);
}

void Follower::stop() {
  stopped_ = true;
  rooms_.clear();
  timer_.cancel();
  pushes_->stop();
}

void Follower::subscribe(const RoomId& room, std::function<void()> moved) {
  rooms_[room] = Followed{std::move(moved), std::nullopt};
  if (pushes_->current()) redis::subscribe(pushes_->current(), channel_begins_, {room});
}

void Follower::unsubscribe(const RoomId& room) {
  if (rooms_.erase(room) == 0 || !pushes_->current()) return;
  pushes_->current()->send_only({"UNSUBSCRIBE", channel_begins_ + room});
}

void Follower::saw(const RoomId& room, const Head& head) {
  const auto at = rooms_.find(room);
  if (at != rooms_.end()) tell(at->second, head);
}

// Posted: whoever appended goes on first.
void Follower::tell(Followed& followed, const Head& head) {
  const bool first = !followed.told;
  if (followed.told == head) return;
  followed.told = head;
  if (!first || !is_nowhere(head)) asio::post(loop_, followed.moved);
}

// ---- pushes

Task<Result<void>> Follower::greet(std::shared_ptr<Follower> self,
                                   RespLink::Connection connection) {
  if (!self) co_return refuse("unavailable", {{"reason", "stopping"}});
  redis::listen(connection,
                self->channel_begins_,
                rooms_of(self->rooms_),
                [weak = self->weak_from_this()](const Reply& push) {
                  if (const auto there = weak.lock()) there->on_push(push);
                });
  co_return Result<void>();
}

// ["subscribe" | "message" | "pong" …, channel, payload or count]
void Follower::on_push(const Reply& push) {
  const std::string channel = push.text_at(1);
  if (channel.size() <= channel_begins_.size() || !channel.starts_with(channel_begins_)) return;
  const RoomId room = channel.substr(channel_begins_.size());
  if (push.text_at(0) == "subscribe")
    look_soon(room);
  else if (push.text_at(0) == "message")
    on_moved(room, push.text_at(2));
}

// Pushes may come later than answers: an old one says nothing new.
void Follower::on_moved(const RoomId& room, const std::string& payload) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  const auto head = head_of(payload);
  if (!head) return look_soon(room);
  const auto& told = at->second.told;
  if (told && std::tie(head->epoch, head->seq) <= std::tie(told->epoch, told->seq)) return;
  tell(at->second, *head);
}

// ---- questions

void Follower::look_soon(const RoomId& room) {
  look_at_.push_back(room);
  if (look_at_.size() > 1) return;
  asio::post(loop_, [self = shared_from_this()] { self->look(std::exchange(self->look_at_, {})); });
}

void Follower::look(const std::vector<RoomId>& rooms) {
  const RespLink::Connection& connection = commands_->current();
  if (!connection || stopped_) return;
  std::size_t begin = 0;
  do {  // once at least: the answer says what time it is
    const std::size_t end = std::min(begin + rooms_a_question, rooms.size());
    std::vector<RoomId> some(rooms.begin() + std::ptrdiff_t(begin),
                             rooms.begin() + std::ptrdiff_t(end));
    Command command{"FCALL_RO", "palabre_heads_v1", std::to_string(some.size())};
    for (const RoomId& room : some) command.push_back(room_key(room, "head"));
    connection->send(command, [self = shared_from_this(), some](const Result<Reply>& reply) {
      self->on_heads(some, reply);
    });
    begin = end;
  } while (begin < rooms.size());
}

void Follower::on_heads(const std::vector<RoomId>& rooms, const Result<Reply>& reply) {
  constexpr std::size_t fields = 4;
  if (stopped_ || !reply) return;
  if (reply->list.size() != 1 + fields * rooms.size()) {
    if (needs_new_connection(*reply) && commands_->current())
      commands_->current()->close(reply->text);
    return;
  }
  standing_->clock.learn(reply->integer_at(0));
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const auto at = rooms_.find(rooms[i]);
    if (at != rooms_.end()) tell(at->second, read_head(*reply, 1 + fields * i));
  }
}

// Also tells a primary that became a replica behind our back, and replicas that come and go.
void Follower::ask_replication() {
  const RespLink::Connection connection = commands_->current();
  if (!connection) return;
  connection->send({"INFO", "replication"},
                   [self = shared_from_this(), connection](const Result<Reply>& reply) {
                     if (!reply || reply->kind != Reply::Kind::text) return;
                     if (!learn_replication(*self->standing_, reply->text))
                       connection->close("it became a replica");
                   });
}

// Nobody need append for it to be known that appends are taken again.
void Follower::probe_writes() {
  if (standing_->trouble.empty() || !commands_->current()) return;
  commands_->current()->send(probe(), [standing = standing_](const Result<Reply>& reply) {
    if (reply && !reply->is_error()) standing->trouble.clear();
  });
}

Task<void> Follower::beat(std::shared_ptr<Follower> self) {
  while (!self->stopped_) {
    self->timer_.expires_after(beat_every);
    co_await wait_for(self->timer_);
    if (self->stopped_) co_return;
    self->ask_replication();
    self->probe_writes();
    self->look(rooms_of(self->rooms_));
    if (self->pushes_->current()) self->pushes_->current()->send_only({"PING"});
  }
}

}  // namespace palabre::redis
