// SPDX-License-Identifier: AGPL-3.0-or-later
// A wish as text, for commands that one server parks for another.
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

}  // namespace palabre::wire
