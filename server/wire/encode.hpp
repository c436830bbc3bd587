// SPDX-License-Identifier: AGPL-3.0-or-later
// From frames to the bytes of SPEC §3.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "wire/frames.hpp"

namespace palabre::wire {

/// One frame as JSON; a message is "[" frames joined by "," "]" [L1].
std::string encode(const FrameDown& frame);

/// For tests, bots and tools that play a phone.
std::string encode(const FrameUp& frame);

/// [S2] What stands before and after the layers of a view; between them `"name":{…}` joined by ",".
std::string view_head(const Position& position);
/// [S3] The same of a patch.
std::string patch_head(const Position& from, const Position& to);
inline constexpr std::string_view layers_tail = "}}";
/// One layer within a view or patch: its name and its JSON (null: gone).
std::string layer_piece(const std::string& name, const Json& layer);

/// [S7] `layers` gives each layer's sum by name.
std::string sum_frame(const Position& position, const Json& layers);

}  // namespace palabre::wire
