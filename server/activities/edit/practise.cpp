// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/edit/edit.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::edit {
namespace {

std::optional<Json> take_first(const State& state, const Context& by) {
  if (!happens(by, 25)) return std::nullopt;
  std::optional<Json> take;
  state.suggestions.each([&](ItemId item, const Suggestion& suggestion) {
    if (!take && suggestion.state == SuggestionState::open)
      take = about(state.version, {{"type", "take_suggestion"}, {"item", item.str()}});
  });
  return take;
}

}  // namespace

// Whoever carries the text writes it once, and takes what others suggest; few suggest.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  constexpr std::int64_t versions_enough = 4;  // a practice that ends
  const auto carrier = by.holders.find(state.role);
  if (carrier == by.holders.end() || !carrier->second) return std::nullopt;
  if (carrier->second != by.seat) {
    if (state.version == 0 || state.version >= versions_enough || !happens(by, 2))
      return std::nullopt;
    return Json{{"type", "suggest"}, {"text", words_for("suggestion")}};
  }
  if (state.version == 0) {
    Json write{{"type", "write"}, {"text", words_for("proposal")}};
    if (state.review != Review::none) write["review_date"] = {{"$date", 90}};
    return about(state.version, std::move(write));
  }
  return take_first(state, by);
}

}  // namespace palabre::activities::edit
