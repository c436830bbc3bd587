// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include <algorithm>

#include "activities/agenda/agenda.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::agenda {

// A few points for the agenda; which one is treated is for people to say.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  constexpr std::size_t enough = 4;
  if (!by.is_counted(by.seat) || state.items.size() >= enough || !happens(by, 40))
    return std::nullopt;
  const std::int64_t minutes = 5 * (1 + static_cast<std::int64_t>(by.random->below(4)));
  return Json{{"type", "propose"},
              {"text", words_for("point")},
              {"minutes", std::min(minutes, state.minutes_max)}};
}

}  // namespace palabre::activities::agenda
