// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include <algorithm>

#include "activities/agenda/agenda.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::agenda {
namespace {

// Whoever leads takes the first point up that waits, and after a while sets it down.
std::optional<Json> lead_on(const State& state, const Context& by) {
  if (state.taken_up)
    return happens(by, 5) ? std::optional(Json{{"type", "set_down"},
                                               {"item", state.taken_up.str()},
                                               {"done", happens(by, 80)}})
                          : std::nullopt;
  for (const ItemId item : state.order)
    if (const Point* point = state.items.find(item); point && point->phase == Phase::waiting)
      return Json{{"type", "take_up"}, {"item", item.str()}};
  return std::nullopt;
}

}  // namespace

// A few points for the agenda.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  constexpr std::size_t enough = 4;
  if (by.conducts() && state.items.size() > 1)
    if (auto led = lead_on(state, by)) return led;
  if (!by.is_counted(by.seat) || state.items.size() >= enough || !happens(by, 40))
    return std::nullopt;
  const std::int64_t minutes = 5 * (1 + static_cast<std::int64_t>(by.random->below(4)));
  return Json{{"type", "propose"},
              {"text", words_for("point")},
              {"minutes", std::min(minutes, state.minutes_max)}};
}

}  // namespace palabre::activities::agenda
