// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/practice.hpp"
#include "activities/queue/queue.hpp"

namespace palabre::activities::queue {

// Few ask to speak in between, and let it be after a while; whoever has the floor gives it back;
// whoever conducts calls the next.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (state.paused_by) {
    if (state.paused_by == by.seat) return Json{{"type", "unpause"}};
    return std::nullopt;
  }
  if (state.floor == by.seat) return Json{{"type", "finish"}};
  if (!state.floor && !state.line.empty() && by.has_role("facilitator"))
    return Json{{"type", "call_next"}};
  if (state.hands.contains(by.seat)) {
    if (happens(by, 4)) return Json{{"type", "lower"}};
    return std::nullopt;
  }
  if (state.line.empty() && by.random->below(1000) < 1) return Json{{"type", "raise"}};
  return std::nullopt;
}

}  // namespace palabre::activities::queue
