// SPDX-License-Identifier: AGPL-3.0-or-later
// How servers of one palabre tell each other who is connected: heard by those that listen now, kept
// by nobody, and no rule's business.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/ports.hpp"

namespace palabre::app {

/// How far it has been proven that what others say is heard: a clock that stands still meanwhile.
struct Hearing {
  std::uint64_t connection = 0;  ///< with each new one `proven_ms` begins at 0
  Duration proven_ms = 0;
  bool proven_now = false;
};

/// How much hearing went by from `then` to `now`.
inline Duration heard_between(const Hearing& then, const Hearing& now) {
  return now.connection == then.connection ? now.proven_ms - then.proven_ms : now.proven_ms;
}

/// Calls are made from the loop's thread, and come back at once.
class PresenceChannel {
 public:
  virtual ~PresenceChannel() = default;

  /// Tells the other servers that listen to `room` now, unless it gets lost.
  virtual void say(const RoomId& room, const std::string& words) = 0;
  /// Calls `heard` on the loop with who says what of `room`: each other server has a name of its
  /// own in each of its lives. One per room.
  using Heard = std::function<void(const std::string& from, const std::string& words)>;
  virtual void listen(const RoomId& room, Heard heard) = 0;
  virtual void stop_listening(const RoomId& room) = 0;
  virtual Hearing hearing() const = 0;
};

}  // namespace palabre::app
