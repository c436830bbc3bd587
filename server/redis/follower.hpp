// SPDX-License-Identifier: AGPL-3.0-or-later
// Notices where logs end: pushed by whoever appends, and asked for every second, since a push may
// be lost.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "app/told.hpp"
#include "redis/resp_link.hpp"
#include "redis/standing.hpp"

namespace palabre::redis {

class Follower : public std::enable_shared_from_this<Follower> {
 public:
  /// Asks over `commands`; pushes come over a connection of its own.
  Follower(asio::io_context& loop,
           const Address& address,
           Patience patience,
           std::shared_ptr<Standing> standing,
           std::shared_ptr<RespLink> commands);

  void start();
  void stop();

  /// As app::EventLog::subscribe: once Redis has said that it will push, the head is looked at, so
  /// that nothing falls between.
  void subscribe(const app::RoomId& room, std::function<void()> moved);
  void unsubscribe(const app::RoomId& room);
  /// An append that was answered: `room` ended there.
  void saw(const app::RoomId& room, const app::Head& head);
  /// As app::EventLog::told.
  std::vector<app::LoggedEntry> told(const app::RoomId& room, const app::Head& after);
  /// As app::EventLog::told_end.
  std::optional<app::Head> told_end(const app::RoomId& room) const;
  /// As app::EventLog::told_of_parked.
  bool told_of_parked(const app::RoomId& room);

 private:
  struct Followed {
    std::function<void()> moved;
    app::Told told;
    std::size_t parked = 0;  ///< how often parked commands were told of, and not asked about yet
  };

  struct Asked {
    app::RoomId room;
    std::optional<app::Head> end;  ///< as it was known then
  };

  static Task<Result<void>> greet(std::shared_ptr<Follower> self, RespLink::Connection connection);
  static Task<void> beat(std::shared_ptr<Follower> self);
  void on_push(const Reply& push);
  void on_moved(const app::RoomId& room, const std::string& payload);
  void look_soon(const app::RoomId& room);
  void look(const std::vector<app::RoomId>& rooms);
  void on_heads(const std::vector<Asked>& rooms, const Result<Reply>& reply);
  void ask_replication();
  void probe_writes();
  void tell(const Followed& followed);

  asio::io_context& loop_;
  std::string channel_begins_;
  std::shared_ptr<Standing> standing_;
  std::shared_ptr<RespLink> commands_;
  std::shared_ptr<RespLink> pushes_;
  Timer timer_;
  std::map<app::RoomId, Followed> rooms_;
  std::vector<app::RoomId> look_at_;  ///< in the next run of the loop
  bool stopped_ = false;
};

/// What `palabre_heads_v1` says of one room, from `at` on; a tombstone is a head of epoch 0.
app::Head read_head(const Reply& reply, std::size_t at);
/// How a room without entries ends.
inline bool is_nowhere(const app::Head& head) { return head.epoch != 0 && head.seq == 0; }

}  // namespace palabre::redis
