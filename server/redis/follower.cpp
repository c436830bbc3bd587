// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/follower.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "redis/channels.hpp"
#include "redis/keys.hpp"

namespace palabre::redis {
namespace {

using app::Head;
using app::LoggedEntry;
using app::RoomId;

constexpr std::chrono::milliseconds beat_every{1'000};

struct Push {
  Head head;
  std::vector<LoggedEntry> entries;  ///< the last ones up to the head, or none
};

// "<length>:" and so many bytes.
std::optional<std::string> take_text(std::string_view& left) {
  std::size_t length = 0;
  const auto parsed = std::from_chars(left.data(), left.data() + left.size(), length);
  if (parsed.ec != std::errc() || parsed.ptr == left.data() + left.size() || *parsed.ptr != ':')
    return std::nullopt;
  left.remove_prefix(static_cast<std::size_t>(parsed.ptr + 1 - left.data()));
  if (length > left.size()) return std::nullopt;
  std::string text(left.substr(0, length));
  left.remove_prefix(length);
  return text;
}

// Header, facts, words and hash of each.
std::vector<LoggedEntry> entries_of(std::string_view left, std::uint64_t last_seq) {
  std::vector<LoggedEntry> entries;
  while (!left.empty()) {
    LoggedEntry one;
    for (std::string* part : {&one.entry.header, &one.entry.facts, &one.entry.words, &one.hash}) {
      auto text = take_text(left);
      if (!text) return {};
      *part = std::move(*text);
    }
    entries.push_back(std::move(one));
  }
  if (entries.size() > last_seq) return {};
  std::uint64_t seq = last_seq - entries.size();
  for (LoggedEntry& one : entries) one.seq = ++seq;
  return entries;
}

// "epoch seq hash", then, where they are few, a line end and the entries, as functions.lua
// publishes it.
std::optional<Push> push_of(std::string_view payload) {
  const std::size_t line_end = std::min(payload.find('\n'), payload.size());
  const std::string_view line = payload.substr(0, line_end);
  Push push;
  const char* const begin = line.data();
  const char* const end = begin + line.size();
  const auto epoch = std::from_chars(begin, end, push.head.epoch);
  if (epoch.ec != std::errc() || epoch.ptr == end || *epoch.ptr != ' ') return std::nullopt;
  const auto seq = std::from_chars(epoch.ptr + 1, end, push.head.seq);
  if (seq.ec != std::errc() || seq.ptr == end || *seq.ptr != ' ') return std::nullopt;
  push.head.hash.assign(seq.ptr + 1, end);
  if (line_end < payload.size())
    push.entries = entries_of(payload.substr(line_end + 1), push.head.seq);
  return push;
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
  rooms_[room] = Followed{std::move(moved), {}, 0};
  if (pushes_->current()) redis::subscribe(pushes_->current(), channel_begins_, {room});
}

void Follower::unsubscribe(const RoomId& room) {
  if (rooms_.erase(room) == 0 || !pushes_->current()) return;
  pushes_->current()->send_only({"UNSUBSCRIBE", channel_begins_ + room});
}

void Follower::saw(const RoomId& room, const Head& head) {
  const auto at = rooms_.find(room);
  if (at != rooms_.end() && at->second.told.grew(head, {})) tell(at->second);
}

std::vector<LoggedEntry> Follower::told(const RoomId& room, const Head& after) {
  const auto at = rooms_.find(room);
  return at == rooms_.end() ? std::vector<LoggedEntry>() : at->second.told.after(after);
}

std::optional<Head> Follower::told_end(const RoomId& room) const {
  const auto at = rooms_.find(room);
  return at == rooms_.end() ? std::nullopt : at->second.told.end();
}

bool Follower::told_of_parked(const RoomId& room) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end() || at->second.parked == 0) return false;
  --at->second.parked;
  return true;
}

// Posted: whoever appended goes on first.
void Follower::tell(const Followed& followed) { asio::post(loop_, followed.moved); }

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

void Follower::on_moved(const RoomId& room, const std::string& payload) {
  const auto at = rooms_.find(room);
  if (at == rooms_.end()) return;
  if (payload == "parked") {
    ++at->second.parked;
    return tell(at->second);
  }
  auto push = push_of(payload);
  if (!push) return look_soon(room);
  if (at->second.told.grew(push->head, std::move(push->entries))) tell(at->second);
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
    std::vector<Asked> asked;
    for (const RoomId& room : some) {
      command.push_back(room_key(room, "head"));
      const auto at = rooms_.find(room);
      asked.push_back({room, at == rooms_.end() ? std::nullopt : at->second.told.end()});
    }
    connection->send(command, [self = shared_from_this(), asked](const Result<Reply>& reply) {
      self->on_heads(asked, reply);
    });
    begin = end;
  } while (begin < rooms.size());
}

void Follower::on_heads(const std::vector<Asked>& rooms, const Result<Reply>& reply) {
  constexpr std::size_t fields = 4;
  if (stopped_ || !reply) return;
  if (reply->list.size() != 1 + fields * rooms.size()) {
    if (needs_new_connection(*reply) && commands_->current())
      commands_->current()->close(reply->text);
    return;
  }
  standing_->clock.learn(reply->integer_at(0));
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    const auto at = rooms_.find(rooms[i].room);
    if (at == rooms_.end()) continue;
    const Head head = read_head(*reply, 1 + fields * i);
    const auto& before = rooms[i].end;
    // What was pushed while this answer was on its way is newer, unless the log lost its end.
    if (before && before->seq <= head.seq && at->second.told.knows(head)) continue;
    const bool first = !at->second.told.end();
    if (at->second.told.ends(head) && !(first && is_nowhere(head))) tell(at->second);
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
