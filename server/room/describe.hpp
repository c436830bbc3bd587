// SPDX-License-Identifier: AGPL-3.0-or-later
// What each audience sees of a room. What is not written here is not seen.
#pragma once

#include <set>
#include <string>

#include "activities/activity.hpp"
#include "base/sections.hpp"
#include "room/room.hpp"

namespace palabre::room {

using activities::Layer;

/// What `layer` shows of `room` (SPEC §4). One state, no clock; O(1) plus lazily the rows.
Sections describe(const Room& room, const Layer& layer);

/// The layers that a session sees: the room; its seats' own; the desk for whoever facilitates (for
/// everybody without a conductor); a layer for each role its seats hold; the screen's when it is a
/// screen or watches one. Nothing for a session that the room does not know or has closed.
std::set<Layer> audience_of(const Room& room, const std::string& sid, bool watches_screen);

}  // namespace palabre::room
