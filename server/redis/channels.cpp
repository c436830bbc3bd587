// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/channels.hpp"

#include <algorithm>
#include <utility>

namespace palabre::redis {

using app::RoomId;

namespace {
constexpr std::chrono::seconds silence_max{4};
}  // namespace

void subscribe(const RespLink::Connection& connection,
               const std::string& channel_begins,
               const std::vector<RoomId>& rooms) {
  for (std::size_t begin = 0; begin < rooms.size(); begin += rooms_a_question) {
    Command command{"SUBSCRIBE"};
    const std::size_t end = std::min(begin + rooms_a_question, rooms.size());
    for (std::size_t i = begin; i < end; ++i) command.push_back(channel_begins + rooms[i]);
    connection->send_only(command);
  }
}

// A connection of RESP2 that is subscribed to nothing would answer in another way: one channel is
// always there.
void listen(const RespLink::Connection& connection,
            const std::string& channel_begins,
            const std::vector<RoomId>& rooms,
            std::function<void(const Reply&)> heard) {
  connection->take_pushes(std::move(heard), silence_max);
  connection->send_only({"SUBSCRIBE", channel_begins});
  subscribe(connection, channel_begins, rooms);
}

}  // namespace palabre::redis
