// SPDX-License-Identifier: AGPL-3.0-or-later
// What one layer shows, as JSON: whole, as a difference, and its sum.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "room/describe.hpp"

namespace palabre::wire {

using room::Layer;
using room::Room;

/// The whole layer as `room` shows it.
Json layer_whole(const Room& room, const Layer& layer);

/// What to merge into the layer of `before` to get that of `after` (RFC 7396); nothing when both
/// show the same.
std::optional<Json> layer_difference(const Room& before, const Room& after, const Layer& layer);

/// [S7] The first 16 hexadecimal digits of BLAKE2b-128 over the layer's JSON, keys sorted, no
/// spaces.
std::string layer_sum(const Json& layer);

}  // namespace palabre::wire
