// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/consent_check/consent_check.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::consent_check {

// Most consent; some have a concern; a few object, fewer once the text has been through some hands.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const SeatId* floor = state.to_say.key_at(0);
  if (floor != nullptr && *floor == by.seat) return about(state.version, {{"type", "said"}});
  if (state.phase != Phase::open || !state.awaited.contains(by.seat)) return std::nullopt;
  const std::uint64_t objecting = state.version <= 1 ? 18 : state.version == 2 ? 6 : 0;
  if (happens(by, 1))
    return about(state.version, {{"type", "question"}, {"text", words_for("question")}});
  if (happens(by, objecting))
    return about(state.version, {{"type", "answer"}, {"choice", "objection"}});
  if (state.concerns && happens(by, 12))
    return about(state.version,
                 {{"type", "answer"}, {"choice", "concern"}, {"text", words_for("concern")}});
  return about(state.version, {{"type", "answer"}, {"choice", "consent"}});
}

}  // namespace palabre::activities::consent_check
