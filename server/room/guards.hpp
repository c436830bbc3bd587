// SPDX-License-Identifier: AGPL-3.0-or-later
// The guards that a scenario may use, judged on a room.
#pragma once

#include <string>
#include <string_view>

#include "chart/guard.hpp"
#include "chart/vocabulary.hpp"
#include "room/room.hpp"

namespace palabre::room {

/// Why a guard does not hold: a code of the catalogue ("missing.<code>") with its parameters. No
/// names: who is awaited stands on the desk.
struct Reason {
  std::string code;
  Json params = Json::object();
};

/// Does this leaf hold now? `settling` is the invoke id of the activity whose end is being told, or
/// empty.
bool holds(const Room& room, const chart::Guard& leaf, std::string_view settling = {});

/// Why `leaf` does not hold.
Reason reason_of(const Room& room, const chart::Guard& leaf);

class Observer;

/// A judge for the chart, over `room` as it is when asked; `observer` hears each answer.
chart::Judge judge_of(const Room& room, std::string settling = {}, Observer* observer = nullptr);

/// Everything that a scenario may name: activities, guards, events, roles.
chart::Vocabulary vocabulary();

}  // namespace palabre::room
