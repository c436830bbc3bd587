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

// Whoever holds the role that replies; where there is none, whoever facilitates.
bool answers(const State& state, const Context& by) {
  const auto holder = by.holders.find(state.reply_by.empty() ? "facilitator" : state.reply_by);
  return holder == by.holders.end() ? !by.conducted : holder->second == by.seat;
}

}  // namespace

// Speaks when it has the stick, sometimes passes, sometimes takes up again what it had passed.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (progress(state).settled) return std::nullopt;
  if (state.pending > 0 && answers(state, by)) return reply_to_first(state);
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
