// SPDX-License-Identifier: AGPL-3.0-or-later
// Recording, event by event; used by a turn while it decides, and by replay.
#pragma once

#include <memory>

#include "room/room.hpp"

namespace palabre::room {

/// Records one event into `room`. Refuses with `unknown_event`, `bad_event`.
Result<void> apply_event(Room& room,
                         const LogEvent& event,
                         const Header& header,
                         const std::shared_ptr<const Scenario>& scenario);

/// Closes an entry: its position, and the answer kept for its session.
void finish_entry(Room& room, const Entry& entry, std::uint64_t seq);

}  // namespace palabre::room
