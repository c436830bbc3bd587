// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/commitments/commitments.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::commitments {

// Answers what it is asked; one or two offer something themselves.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  constexpr std::size_t offers_enough = 2;
  if (const std::size_t* asked = state.asked.find(by.seat); asked != nullptr && *asked > 0) {
    std::optional<Json> answer;
    state.items.each([&](ItemId item, const Commitment& commitment) {
      if (!answer && commitment.seat == by.seat && commitment.state == ItemState::asked)
        answer = Json{{"type", happens(by, 85) ? "accept" : "decline"}, {"item", item.str()}};
    });
    return answer;
  }
  if (state.items.size() >= offers_enough || !happens(by, 15)) return std::nullopt;
  return Json{{"type", "propose"},
              {"what", words_for("promise")},
              {"seat", by.seat.str()},
              {"by_when", {{"$date", 30}}}};
}

}  // namespace palabre::activities::commitments
