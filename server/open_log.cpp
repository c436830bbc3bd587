// SPDX-License-Identifier: AGPL-3.0-or-later
#include "open_log.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "redis/redis_event_log.hpp"
#include "redis/redis_shelf.hpp"
#include "store/sqlite_event_log.hpp"

namespace palabre {
namespace {

Result<OpenedLog> open_redis(boost::asio::io_context& loop,
                             const std::string& redis,
                             Durability durability) {
  const auto address = redis::parse_address(redis);
  if (!address) return tl::unexpected(address.error());
  auto log = run_to_end(loop, redis::RedisEventLog::open(loop, *address));
  if (!log) return tl::unexpected(log.error());
  const std::vector<std::string> lacks = (*log)->promises().lacks();
  if (durability == Durability::required && !lacks.empty())
    return refuse("cannot_open",
                  {{"sentence",
                    fmt::format("this Redis may lose what it acknowledged (--require-durable): {}",
                                fmt::join(lacks, "; "))}});
  OpenedLog opened;
  opened.condition = [shared = log->get()] { return shared->condition(); };
  opened.presence = &(*log)->presence();
  opened.shelf = std::make_unique<redis::RedisShelf>(**log);
  opened.log = std::move(*log);
  return opened;
}

}  // namespace

Result<OpenedLog> open_log(boost::asio::io_context& loop,
                           const std::string& data,
                           const std::string& redis,
                           Durability durability) {
  if (!redis.empty()) return open_redis(loop, redis, durability);
  auto log = store::SqliteEventLog::open(loop, data);
  if (!log) return tl::unexpected(log.error());
  OpenedLog opened;
  opened.log = std::move(*log);
  return opened;
}

}  // namespace palabre
