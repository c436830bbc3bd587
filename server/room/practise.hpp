// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat would do now: for practice, where people try a method before they live it.
#pragma once

#include <optional>
#include <string>

#include "room/command.hpp"
#include "room/room.hpp"

namespace palabre::room {

/// A command as it stands in a Wish. Its words are still to be supplied: {"$words": "<what for>"};
/// dates too: {"$date": <days from now>}.
struct Practised {
  std::string on;      ///< "c7" or "a3"
  std::string invoke;  ///< the invocation that it is about; "" for a step
  std::optional<std::int64_t> version;
  Json body;
};

/// Something that `seat` could plausibly do in one of the running activities, or nothing.
std::optional<Practised> practise(const Room& room, SeatId seat, Instant now, Random& random);

/// The step that `seat` could call now: onward if that is open, else one of the ways that are.
std::optional<Practised> practise_step(const Room& room, SeatId seat, Random& random);

}  // namespace palabre::room
