// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/collect/collect.hpp"

#include <algorithm>
#include <set>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::collect {
namespace {

// Every change of what a seat holds goes through here, so that the counts follow.
void put(State& state, SeatId seat, Own own) {
  const Own* was = state.seats.find(seat);
  if (was != nullptr && was->awaited) --state.awaited;
  if (own.awaited) ++state.awaited;
  if (own.awaited && !own.finished)
    state.writing.set(seat, true);
  else
    state.writing.erase(seat);
  state.seats.set(seat, std::move(own));
}

Own own_of(const State& state, SeatId seat) {
  const Own* own = state.seats.find(seat);
  return own == nullptr ? Own{} : *own;
}

void set_finished(State& state, SeatId seat, bool finished) {
  Own own = own_of(state, seat);
  own.finished = finished;
  put(state, seat, std::move(own));
}

void set_awaited(State& state, SeatId seat, bool awaited) {
  Own own = own_of(state, seat);
  own.awaited = awaited;
  put(state, seat, std::move(own));
}

void take_out(State& state, ItemId id) {
  const Item* item = state.items.find(id);
  if (item == nullptr) return;
  const SeatId seat = item->seat;
  if (item->hidden) --state.hidden;
  if (item->given.choice) {
    const auto counted = state.tally.find(*item->given.choice);
    if (counted != state.tally.end() && counted->second > 0) --counted->second;
  }
  Own own = own_of(state, seat);
  own.items.erase(id);
  put(state, seat, std::move(own));
  state.items.erase(id);
}

void put_in(State& state, ItemId id, Item item) {
  take_out(state, id);
  if (item.hidden) ++state.hidden;
  if (item.given.choice) {
    const auto counted = state.tally.find(*item.given.choice);
    if (counted != state.tally.end()) ++counted->second;
  }
  Own own = own_of(state, item.seat);
  own.items.set(id, item);
  put(state, item.seat, std::move(own));
  state.items.set(id, std::move(item));
  state.next_item = std::max(state.next_item, id.n + 1);
}

void set_hidden(State& state, ItemId id, bool hidden) {
  const Item* was = state.items.find(id);
  if (was == nullptr) return;
  Item item = *was;
  item.hidden = hidden;
  put_in(state, id, std::move(item));
}

Item item_of(const OfContent& e, bool hidden) {
  return {e.seat, e.entered_by, {e.text, e.choice, e.number, e.seat_chosen}, hidden};
}

bool is_choice(const std::string& choice) {
  return !choice.empty() && choice[0] >= 'a' && choice[0] <= 'z' &&
         choice.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

Result<void> answerable(const Input& input) {
  auto unfit = [](const char* field, const char* reason) {
    return refuse("bad_field", {{"field", field}, {"reason", reason}});
  };
  const std::vector<std::string> choices = input.choices.value_or(std::vector<std::string>());
  if (input.input == Asked::choice && choices.empty()) return unfit("choices", "missing");
  if (std::set<std::string>(choices.begin(), choices.end()).size() != choices.size())
    return unfit("choices", "twice");
  if (!std::all_of(choices.begin(), choices.end(), &is_choice))
    return unfit("choices", "token_expected");
  if (input.min.value_or(0) > input.max.value_or(10)) return unfit("max", "out_of_bounds");
  return {};
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.visibility = input.visibility.value_or(state.visibility);
  state.asked = input.input.value_or(state.asked);
  if (state.asked == Asked::choice) {
    state.choices = input.choices.value_or(state.choices);
    for (const std::string& choice : state.choices) state.tally[choice] = 0;
  }
  state.min = input.min.value_or(state.min);
  state.max = input.max.value_or(state.max);
  state.per_seat =
      static_cast<std::size_t>(input.per_seat.value_or(state.asked == Asked::text ? 10 : 1));
  state.length_max = input.length_max.value_or(state.length_max);
  state.reveal = input.reveal.value_or(state.reveal);
  state.named = input.named.value_or(state.named);
  return state;
}

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit(Overloaded{
                 [&](const SeatsAwaited& e) {
                   for (const SeatId seat : seats_of_ranges(e.ranges))
                     set_awaited(state, seat, true);
                 },
                 [&](const SeatReleased& e) { set_awaited(state, e.seat, false); },
                 [&](const SeatFinished& e) { set_finished(state, e.seat, true); },
                 [&](const SeatReopened& e) { set_finished(state, e.seat, false); },
                 [&](const ItemSubmitted& e) { put_in(state, e.item, item_of(e, false)); },
                 [&](const ItemChanged& e) {
                   const Item* was = state.items.find(e.item);
                   put_in(state, e.item, item_of(e, was != nullptr && was->hidden));
                 },
                 [&](const ItemWithdrawn& e) { take_out(state, e.item); },
                 [&](const ItemHidden& e) { set_hidden(state, e.item, true); },
                 [&](const ItemShown& e) { set_hidden(state, e.item, false); },
                 [&](const ItemsRevealed& e) {
                   state.revealed = true;
                   state.revealed_by = e.by;
                 },
             },
             event);
  return state;
}

Progress Model::progress(const State& state) {
  if (state.revealed) return {true, "collected", {}};
  if (state.writing.empty()) return {};
  return {false, {}, {{"still_writing", state.writing.size(), first_seats(state.writing)}}};
}

// Nothing of what is hidden leaves here either: other activities and guards see counts once
// everybody may.
Json Model::output(const State& state) {
  Json out = {{"revealed", state.revealed}};
  if (state.open_to_all()) out["count"] = state.items.size();
  if (state.revealed && state.asked == Asked::choice) out["tally"] = state.tally;
  return out;
}

bool Model::irrevocable(const State& state) {
  return state.revealed && state.visibility == Visibility::blind;
}

const Text* Model::word(const State& state, std::string_view item) {
  const auto id = ItemId::parse(item);
  const Item* found = id && state.open_to_all() ? state.items.find(*id) : nullptr;
  return found == nullptr || found->hidden || !found->given.text ? nullptr : &*found->given.text;
}

static_assert(ActivityModel<Model>);

Kind kind() {
  Kind kind = kind_of<Model>();
  kind.make = [make = kind.make](const Json& json) -> Result<AnyActivity> {
    if (const auto input = from_json_whole<Input>(json)) {
      if (auto fit = answerable(*input); !fit) return tl::unexpected(fit.error());
    }
    return make(json);
  };
  return kind;
}

}  // namespace palabre::activities::collect
