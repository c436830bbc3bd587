// SPDX-License-Identifier: AGPL-3.0-or-later
// One channel a room, all of whose names begin alike, on a connection that only listens.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "redis/resp_link.hpp"

namespace palabre::redis {

/// Some ten microseconds each, inside Redis.
inline constexpr std::size_t rooms_a_question = 512;

template <class Value>
std::vector<app::RoomId> rooms_of(const std::map<app::RoomId, Value>& by_room) {
  std::vector<app::RoomId> rooms;
  rooms.reserve(by_room.size());
  for (const auto& [room, value] : by_room) rooms.push_back(room);
  return rooms;
}

/// Subscribes to the channels of `rooms`.
void subscribe(const RespLink::Connection& connection,
               const std::string& channel_begins,
               const std::vector<app::RoomId>& rooms);

/// Hands on what comes, from now on, and subscribes to `rooms`. The connection is lost when nothing
/// comes for four seconds: ping it more often.
void listen(const RespLink::Connection& connection,
            const std::string& channel_begins,
            const std::vector<app::RoomId>& rooms,
            std::function<void(const Reply&)> heard);

}  // namespace palabre::redis
