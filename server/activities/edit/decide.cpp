// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may write, suggest, take and withdraw.
#include "activities/edit/edit.hpp"

namespace palabre::activities::edit {
namespace {

using Decided = Result<std::vector<Event>>;

// The text is written by the seat that holds the role, and by nobody else; a neighbour or the
// scribe may enter for that seat. While nobody holds the role, it is to be taken first.
Result<void> carries(const State& state, const Context& by) {
  const auto holder = by.holders.find(state.role);
  if (holder == by.holders.end() || !holder->second)
    return refuse("role_vacant", {{"role", state.role}});
  if (holder->second != by.seat)
    return refuse("not_yours", {{"role", state.role}, {"seat", holder->second.str()}});
  return {};
}

Result<void> short_enough(const State& state, const Text& text) {
  if (text.length <= state.length_max) return {};
  return refuse("text_too_long", {{"max", state.length_max}, {"length", text.length}});
}

Result<void> room_for_a_version(const State& state) {
  if (state.version < versions_max) return {};
  return refuse("too_many", {{"max", versions_max}});
}

Result<const Suggestion*> open_suggestion(const State& state, ItemId item) {
  const Suggestion* suggestion = state.suggestions.find(item);
  if (suggestion == nullptr) return refuse("no_such_item", {{"item", item.str()}});
  if (suggestion->state != SuggestionState::open) return refuse("already_done");
  return suggestion;
}

Decided judge(const State& state, const Write& command, const Context& by) {
  if (auto ok = carries(state, by); !ok) return tl::unexpected(ok.error());
  if (auto ok = about_version(by, state.version); !ok) return tl::unexpected(ok.error());
  if (auto ok = short_enough(state, command.text); !ok) return tl::unexpected(ok.error());
  if (auto ok = room_for_a_version(state); !ok) return tl::unexpected(ok.error());
  auto date = command.review_date;
  if (date && !is_date(*date))
    return refuse("bad_field", {{"field", "review_date"}, {"reason", "date_expected"}});
  if (date && state.review == Review::none)
    return refuse("bad_field", {{"field", "review_date"}, {"reason", "not_asked"}});
  // A date that is required and stands already is not lost by an amendment that does not repeat it.
  if (!date && state.review == Review::required && state.current) date = state.current->review_date;
  return {{TextWritten{
      by.seat, entered_by_other(by), state.version + 1, command.text, date, std::nullopt}}};
}

Decided judge(const State& state, const Suggest& command, const Context& by) {
  if (auto ok = short_enough(state, command.text); !ok) return tl::unexpected(ok.error());
  const std::size_t* open = state.open_by_seat.find(by.seat);
  if (open != nullptr && *open >= suggestions_per_seat)
    return refuse("too_many", {{"max", suggestions_per_seat}});
  if (state.suggestions.size() >= suggestions_max)
    return refuse("too_many", {{"max", suggestions_max}});
  return {{TextSuggested{by.seat, entered_by_other(by), ItemId{state.next_item}, command.text}}};
}

Decided judge(const State& state, const TakeSuggestion& command, const Context& by) {
  if (auto ok = carries(state, by); !ok) return tl::unexpected(ok.error());
  if (auto ok = about_version(by, state.version); !ok) return tl::unexpected(ok.error());
  if (auto ok = room_for_a_version(state); !ok) return tl::unexpected(ok.error());
  const auto suggestion = open_suggestion(state, command.item);
  if (!suggestion) return tl::unexpected(suggestion.error());
  const auto date = state.current ? state.current->review_date : std::nullopt;
  return {{TextWritten{
      by.seat, entered_by_other(by), state.version + 1, (*suggestion)->text, date, command.item}}};
}

Decided judge(const State& state, const DropSuggestion& command, const Context& by) {
  const auto suggestion = open_suggestion(state, command.item);
  if (!suggestion) return tl::unexpected(suggestion.error());
  if ((*suggestion)->seat != by.seat)
    if (auto ok = carries(state, by); !ok) return tl::unexpected(ok.error());
  return {{SuggestionDropped{by.seat, entered_by_other(by), command.item}}};
}

Decided judge(const State& state, const Withdraw& command, const Context& by) {
  if (auto ok = carries(state, by); !ok) return tl::unexpected(ok.error());
  return {{TextWithdrawn{by.seat, entered_by_other(by), command.reason}}};
}

}  // namespace

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  if (state.withdrawn) return refuse("stale");
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

}  // namespace palabre::activities::edit
