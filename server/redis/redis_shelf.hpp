// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers agree on, in the Redis that is their log; functions.lua decides.
#pragma once

#include <string>
#include <vector>

#include "app/shelf.hpp"
#include "redis/redis_event_log.hpp"

namespace palabre::redis {

class RedisShelf final : public app::Shelf {
 public:
  /// `log` outlives it.
  explicit RedisShelf(RedisEventLog& log) : log_(log) {}

  Task<Result<Told>> report(Report report) override;
  Task<Result<void>> close(app::RoomId room, app::Head head, Instant at) override;
  Task<Result<bool>> leave(app::RoomId room, app::Head head, std::string server) override;
  Task<Result<void>> want(app::RoomId room) override;
  Task<Result<std::vector<std::string>>> codes(app::RoomId room) override;

 private:
  RedisEventLog& log_;
};

}  // namespace palabre::redis
