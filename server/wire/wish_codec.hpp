// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands as text, for one server to park them for another.
#pragma once

#include <string>

#include "base/result.hpp"
#include "room/command.hpp"
#include "wire/frames.hpp"

namespace palabre::wire {

/// What session `sid` wishes by this frame.
room::Wish wish_of(const std::string& sid, Command frame);

std::string encode_wish(const room::Wish& wish);
/// Refuses with `damaged` what encode_wish never wrote.
Result<room::Wish> decode_wish(const std::string& text);

/// Somebody comes in by another server. Whoever reads it after `until` leaves it: the other may
/// have said no meanwhile, and nobody holds the session's secret then.
std::string encode_open(const room::OpenSession& open, Instant until);

struct Parked {
  room::Input input;
  Instant until = 0;  ///< 0: as long as it lies there
};
/// What either of the two wrote. Refuses anything else with `damaged`.
Result<Parked> decode_parked(const std::string& text);

}  // namespace palabre::wire
