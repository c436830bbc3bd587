// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include <algorithm>

#include "activities/practice.hpp"
#include "activities/score/score.hpp"

namespace palabre::activities::score {

// Rates what it has not rated yet, mildly; of dots, a few on what comes along. Then it has
// finished.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const Ballot* ballot = state.ballots.find(by.seat);
  if (state.phase != Phase::open || ballot == nullptr || !ballot->awaited || ballot->finished)
    return std::nullopt;
  for (const Option& option : state.options) {
    if (ballot->scores.contains(option.id)) continue;
    const std::int64_t most =
        state.dots ? std::min(state.max, *state.dots - ballot->spent) : state.max;
    const std::int64_t top = happens(by, 70) ? (state.min + most) / 2 : most;
    const auto steps = static_cast<std::uint64_t>(std::max<std::int64_t>(top - state.min, 0) + 1);
    const auto value = state.min + static_cast<std::int64_t>(by.random->below(steps));
    return Json{{"type", "rate"}, {"option", option.id}, {"value", value}};
  }
  return Json{{"type", "finish"}};
}

}  // namespace palabre::activities::score
