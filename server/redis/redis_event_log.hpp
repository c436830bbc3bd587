// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of several servers: one Redis, each append one atomic step of functions.lua.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/log_condition.hpp"
#include "app/ports.hpp"
#include "redis/asked.hpp"
#include "redis/file_sweep.hpp"
#include "redis/follower.hpp"
#include "redis/redis_presence.hpp"
#include "redis/resp_link.hpp"
#include "redis/standing.hpp"

namespace palabre::redis {

class RedisEventLog final : public app::EventLog {
 public:
  /// Connects; tries again for `at_most`. Refuses with `cannot_open` {sentence}.
  static Task<Result<std::unique_ptr<RedisEventLog>>> open(
      asio::io_context& loop,
      Address address,
      Patience patience = {},
      std::chrono::milliseconds at_most = std::chrono::seconds(5));
  /// Calls that wait must have come back, or their coroutines be gone.
  ~RedisEventLog() override;

  /// Whether it would take an append now, as far as is known.
  bool takes_appends() const;
  app::LogCondition condition() const;
  /// What servers on this Redis tell each other; as long-lived as this.
  app::PresenceChannel& presence() { return *presence_; }
  /// What this Redis promised last.
  const Promises& promises() const { return standing_->promises; }

  Instant now() const override { return standing_->clock.now(); }
  Task<Result<app::Appended>> append(app::RoomId room,
                                     app::Head expected,
                                     std::vector<app::StoredEntry> entries,
                                     std::vector<std::string> commands) override;
  Task<Result<std::vector<app::LoggedEntry>>> read(app::RoomId room,
                                                   std::uint64_t seq,
                                                   std::size_t max) override;
  Task<Result<app::Head>> head(app::RoomId room) override;
  Task<Result<app::Head>> restore(app::RoomId room,
                                  app::Head expected,
                                  std::uint32_t epoch,
                                  std::vector<app::StoredEntry> entries,
                                  std::uint64_t whole_at) override;
  void subscribe(app::RoomId room, std::function<void()> moved) override;
  void unsubscribe(app::RoomId room) override;
  std::vector<app::LoggedEntry> told(const app::RoomId& room, const app::Head& after) override {
    return follower_->told(room, after);
  }
  std::optional<app::Head> told_end(const app::RoomId& room) override {
    return follower_->told_end(room);
  }
  bool told_of_parked(const app::RoomId& room) override { return follower_->told_of_parked(room); }
  Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  Task<Result<std::string>> get_blob(std::string hash) override;
  Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  Task<Result<app::RoomId>> find_code(std::string code) override;
  Task<Result<void>> release_code(std::string code) override;
  Task<Result<void>> erase_words(app::RoomId room, std::vector<std::uint64_t> seqs) override;
  Task<Result<void>> erase(app::RoomId room) override;

  /// For what else servers keep there: Redis' answer, its own refusals made ours.
  Task<Result<Reply>> call(Command command);

 private:
  RedisEventLog(asio::io_context& loop, Address address, Patience patience);
  Task<Result<Reply>> call_and_keep(Command command);
  Task<Result<void>> settle();
  Result<Reply> judge(const RespLink::Connection& connection, Result<Reply> reply);
  std::string channel_of(const app::RoomId& room) const;

  asio::io_context& loop_;
  Address address_;
  std::shared_ptr<Standing> standing_ = std::make_shared<Standing>();
  std::shared_ptr<RespLink> commands_;
  std::shared_ptr<Follower> follower_;
  std::shared_ptr<RedisPresence> presence_;
  ReplicaWait replica_wait_;
  FileSweep sweep_;
};

}  // namespace palabre::redis
