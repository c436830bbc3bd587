// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/edit/edit.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::edit {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  if (input.by) state.role = *input.by;
  if (input.review_date) state.review = *input.review_date;
  if (input.length_max) state.length_max = *input.length_max;
  return state;
}

std::vector<Event> Model::begin(const State&, const Context&) { return {}; }

// Versions and suggestions belong to the text, not to a seat: nobody's coming or going changes it.
std::vector<Event> Model::react(const State&, const Change&, const Context&) { return {}; }

namespace {

void keep_version(State& state, const TextWritten& event, const Stamp& stamp) {
  Version version{
      event.text, event.review_date, event.seat, event.entered_by, stamp.at, event.from};
  state.version = event.version;
  state.versions.set(VersionId{static_cast<std::uint32_t>(event.version)}, version);
  state.current = std::move(version);
}

void close_suggestion(State& state, ItemId item, SuggestionState how) {
  const Suggestion* suggestion = state.suggestions.find(item);
  if (suggestion == nullptr) return;
  if (suggestion->state == SuggestionState::open) take_one(state.open_by_seat, suggestion->seat);
  Suggestion closed = *suggestion;
  closed.state = how;
  state.suggestions.set(item, std::move(closed));
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(Overloaded{
                 [&](const TextWritten& e) {
                   keep_version(state, e, stamp);
                   if (e.from) close_suggestion(state, *e.from, SuggestionState::taken);
                 },
                 [&](const TextSuggested& e) {
                   state.suggestions.set(
                       e.item, Suggestion{e.text, e.seat, e.entered_by, SuggestionState::open});
                   add_one(state.open_by_seat, e.seat);
                   state.next_item = std::max(state.next_item, e.item.n + 1);
                 },
                 [&](const SuggestionDropped& e) {
                   close_suggestion(state, e.item, SuggestionState::dropped);
                 },
                 [&](const TextWithdrawn& e) {
                   state.withdrawn = true;
                   state.withdrawn_by = e.seat;
                   state.reason = e.reason;
                 },
             },
             event);
  return state;
}

namespace {

Json version_row(const Json&, const VersionId&, const Version& version) {
  Json row = {{"text", version.text.value}, {"by", version.seat.str()}, {"at", version.at}};
  if (version.review_date) row["review_date"] = *version.review_date;
  if (version.entered_by) row["entered_by"] = version.entered_by->str();
  if (version.from) row["from"] = version.from->str();
  return row;
}

Json suggestion_row(const Json&, const ItemId&, const Suggestion& suggestion) {
  Json row = {{"text", suggestion.text.value},
              {"seat", suggestion.seat.str()},
              {"state", std::string(name_of(suggestion.state))}};
  if (suggestion.entered_by) row["entered_by"] = suggestion.entered_by->str();
  return row;
}

}  // namespace

// Everybody sees the text, every version of it, who wrote it, and every suggestion. Nothing here is
// hidden.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  out.value("role", state.role);
  out.value("review", std::string(name_of(state.review)));
  out.value("version", state.version);
  if (state.current) {
    out.value("text", state.current->text.value);
    out.value("by", state.current->seat.str());
    if (state.current->review_date) out.value("review_date", *state.current->review_date);
  }
  out.rows("versions", state.versions, Json(), +version_row);
  out.rows("suggestions", state.suggestions, Json(), +suggestion_row);
}

// Whose text it is, and who suggests another.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  constexpr std::size_t suggesting_named = 8;
  std::vector<SeatId> seats;
  if (layer.kind != Layer::Kind::room) return seats;
  if (state.current) seats.push_back(state.current->seat);
  for (std::size_t i = 0; i < std::min(suggesting_named, state.open_by_seat.size()); ++i)
    seats.push_back(*state.open_by_seat.key_at(i));
  return seats;
}

Progress Model::progress(const State& state) {
  if (state.withdrawn) return {true, "withdrawn", {}};
  Progress progress;
  if (!state.current)
    progress.missing.push_back({"text_missing", 1});
  else if (state.review == Review::required && !state.current->review_date)
    progress.missing.push_back({"review_date_missing", 1});
  return progress;
}

Json Model::output(const State& state) {
  Json out = {{"version", state.version}};
  if (state.current && state.current->review_date) out["review_date"] = *state.current->review_date;
  return out;
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  state.versions.each([&](VersionId id, const Version& version) {
    Json params = {{"version", id.n},
                   {"seat", version.seat.str()},
                   {"text", version.text.value},
                   {"written_at", version.at}};
    if (version.entered_by) params["entered_by"] = version.entered_by->str();
    lines.push_back({version.from ? "text_version_suggested" : "text_version", params});
    if (version.review_date)
      lines.push_back({"text_review", {{"version", id.n}, {"review_date", *version.review_date}}});
  });
  state.suggestions.each([&](ItemId, const Suggestion& suggestion) {
    if (suggestion.state == SuggestionState::taken) return;
    Json params = {{"seat", suggestion.seat.str()}, {"text", suggestion.text.value}};
    if (suggestion.entered_by) params["entered_by"] = suggestion.entered_by->str();
    lines.push_back({"text_suggestion", params});
  });
  if (state.withdrawn) {
    Json params = {{"seat", state.withdrawn_by.str()}};
    if (state.reason) params["reason"] = state.reason->value;
    lines.push_back({state.reason ? "text_withdrawn_why" : "text_withdrawn", params});
  }
  return lines;
}

const Text* Model::word(const State& state, std::string_view item) {
  if (const auto version = VersionId::parse(item)) {
    const Version* found = state.versions.find(*version);
    return found == nullptr ? nullptr : &found->text;
  }
  const auto id = ItemId::parse(item);
  const Suggestion* found = id ? state.suggestions.find(*id) : nullptr;
  return found == nullptr ? nullptr : &found->text;
}

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::edit
