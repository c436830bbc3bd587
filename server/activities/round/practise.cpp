// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/practice.hpp"
#include "activities/round/round.hpp"

namespace palabre::activities::round {
namespace {

std::optional<Json> reply_to_first(const State& state) {
  std::optional<Json> reply;
  state.questions.each([&](ItemId item, const Question& question) {
    if (!reply && !question.answered)
      reply = Json{{"type", "reply"}, {"item", item.str()}, {"text", words_for("reply")}};
  });
  return reply;
}

}  // namespace

// Speaks when it has the stick, sometimes passes, sometimes takes up again what it had passed.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (progress(state).settled) return std::nullopt;
  const auto answers = by.holders.find(state.reply_by);
  if (state.pending > 0 && answers != by.holders.end() && answers->second == by.seat)
    return reply_to_first(state);
  if (state.floor == by.seat) {
    if (state.asks && state.asked_this_turn == 0 && happens(by, 40))
      return Json{{"type", "ask"}, {"text", words_for("question")}};
    if (happens(by, 12)) return Json{{"type", "pass"}};
    return Json{{"type", "finish"}, {"note", words_for("word")}};
  }
  const Place* place = state.places.find(by.seat);
  if (place != nullptr && place->mark == Mark::passed && happens(by, 3))
    return Json{{"type", "resume"}};
  return std::nullopt;
}

}  // namespace palabre::activities::round
