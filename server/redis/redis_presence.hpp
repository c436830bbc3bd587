// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is connected, told from server to server: PUBLISH on a channel of the palabre, heard over a
// connection of its own.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/presence_channel.hpp"
#include "redis/resp_link.hpp"

namespace palabre::redis {

class RedisPresence final : public app::PresenceChannel,
                            public std::enable_shared_from_this<RedisPresence> {
 public:
  /// Speaks over `commands`.
  RedisPresence(asio::io_context& loop,
                const Address& address,
                Patience patience,
                std::shared_ptr<RespLink> commands);

  void start();
  void stop();

  /// Nothing is kept for later: what cannot be said now is lost.
  void say(const app::RoomId& room, const std::string& words) override;
  void listen(const app::RoomId& room, Heard heard) override;
  void stop_listening(const app::RoomId& room) override;
  /// Proven by whatever comes, and asked for twice a second. While Redis takes no commands nothing
  /// is proven: the others may not be able to speak either.
  app::Hearing hearing() const override;

 private:
  static Task<Result<void>> greet(std::shared_ptr<RedisPresence> self,
                                  RespLink::Connection connection);
  static Task<void> beat(std::shared_ptr<RedisPresence> self);
  void on_push(const Reply& push);
  void prove();

  asio::io_context& loop_;
  std::string name_;  ///< drawn anew in each life
  std::string channel_begins_;
  std::shared_ptr<RespLink> commands_, pushes_;
  Timer timer_;
  std::map<app::RoomId, Heard> rooms_;
  app::Hearing hearing_;
  Clock::time_point proven_at_;
  bool warned_ = false;
  bool stopped_ = false;
};

}  // namespace palabre::redis
