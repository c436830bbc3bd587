// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is connected: shown, never ruled by, but for the relay of whoever facilitates.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/seat_set.hpp"
#include "room/command.hpp"
#include "room/room.hpp"
#include "wire/frames.hpp"

namespace palabre::app {

inline constexpr Duration awaited_after_ms = 5'000;  // a phone that changes networks needs as much
inline constexpr Duration presence_every_ms = 2'000;

/// Which seats have a connection.
struct Connected {
  SeatSet here;           ///< to this server
  SeatSet anywhere;       ///< to any server, this one too
  bool all_known = true;  ///< false while other servers are not heard
};

class Presence {
 public:
  struct Change {
    std::optional<wire::Presence> frame;         ///< when what is shown has changed
    std::optional<room::ServerCommand> command;  ///< a holder vanished or came back
  };

  /// Looks at who is there; to be called every presence_every_ms. A seat is awaited when it is
  /// counted, has a device, and has had no connection for awaited_after_ms.
  Change look(const room::Room& room, const Connected& connected, Instant now);
  /// What was shown last.
  const wire::Presence& shown() const { return shown_; }

 private:
  std::optional<room::ServerCommand> look_for_facilitator(const room::Room& room,
                                                          const Connected& connected,
                                                          Instant now);

  std::map<SeatId, Instant> seen_;  ///< when each seat with a device was last connected
  wire::Presence shown_;
  enum class Relay { unknown, present, vanished };
  Relay relay_ = Relay::unknown;
  SeatId relay_of_;
};

}  // namespace palabre::app
