// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/collect/collect.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::collect {

// Two or three ideas, then nothing to add; of choices mostly the first, so that a group agrees.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const Own* own = state.seats.find(by.seat);
  if (state.revealed || own == nullptr || !own->awaited || own->finished) return std::nullopt;
  switch (state.asked) {
    case Asked::text:
      if (own->items.size() < std::min<std::size_t>(state.per_seat, 1 + by.random->below(3)))
        return Json{{"type", "submit"}, {"text", words_for("idea")}};
      return Json{{"type", "finish"}};
    case Asked::choice: {
      const std::size_t at = happens(by, 90) ? 0 : by.random->below(state.choices.size());
      return Json{{"type", "submit"}, {"choice", state.choices[at]}};
    }
    case Asked::number: {
      const auto range = static_cast<std::uint64_t>(state.max - state.min + 1);
      const auto drawn = static_cast<std::int64_t>(by.random->below(range));
      return Json{{"type", "submit"}, {"number", state.min + drawn}};
    }
    case Asked::seat: return Json{{"type", "submit"}, {"seat", by.seat.str()}};
  }
  return std::nullopt;
}

}  // namespace palabre::activities::collect
