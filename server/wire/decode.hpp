// SPDX-License-Identifier: AGPL-3.0-or-later
// From a message of the line to its frames. Total: any bytes give an answer.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/frames.hpp"

namespace palabre::wire {

/// Each frame of a message [L1], or why it is none [L3]: `bad_frame` {reason, field?}. At least
/// one; a message that is no array of 1 to 64 frames gives one refusal. Unknown fields are refused.
std::vector<Result<FrameUp>> decode_message(std::string_view bytes);

/// JSON of at most `bytes_max` and `depth_max` levels; refuses with `bad_json` {reason}.
Result<Json> parse_json(std::string_view bytes, std::size_t bytes_max, std::size_t depth_max);

/// [V4] Refuses with `bad_frame`.
Result<Position> position_from(const Json& json);
Json to_json(const Position& position);

}  // namespace palabre::wire
