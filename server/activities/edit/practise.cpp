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

// A text is left in peace for a while, and one suggestion at a time is enough.
bool may_suggest(const State& state, const Context& by) {
  constexpr std::int64_t versions_enough = 4;  // a practice that ends
  constexpr Duration rests_ms = 20'000;
  if (!state.current || state.version >= versions_enough) return false;
  if (by.now - state.current->at < rests_ms) return false;
  bool open = false;
  state.suggestions.each([&](ItemId, const Suggestion& suggestion) {
    open = open || suggestion.state == SuggestionState::open;
  });
  return !open && happens(by, 2);
}

}  // namespace

// Whoever carries the text writes it once, and takes what others suggest; few suggest.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  const auto carrier = by.holders.find(state.role);
  if (carrier == by.holders.end() || !carrier->second) return std::nullopt;
  if (carrier->second != by.seat) {
    if (!may_suggest(state, by)) return std::nullopt;
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
