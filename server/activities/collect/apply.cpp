// SPDX-License-Identifier: AGPL-3.0-or-later
// What each event of a collect leaves in its state; every count and index is kept here.
#include <algorithm>

#include "activities/collect/collect.hpp"

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

// A card: shown, and building on nothing that is shown.
void sort_out(State& state, ItemId id) {
  const Item* item = state.items.find(id);
  if (item != nullptr && state.shown.contains(id.n) &&
      std::none_of(item->on.begin(), item->on.end(), [&](ItemId base) {
        return state.shown.contains(base.n);
      }))
    state.cards.add(id.n);
  else
    state.cards.remove(id.n);
}

void set_shown(State& state, ItemId id, SeatId author, bool shown) {
  if (state.shown.contains(id.n) == shown) return;
  if (shown) {
    state.shown.add(id.n);
    add_one(state.authors, author);
  } else {
    state.shown.remove(id.n);
    take_one(state.authors, author);
  }
  sort_out(state, id);
  const auto* builds = state.built_on.find(id);
  if (builds == nullptr) return;
  const auto after = *builds;
  after.each([&](ItemId build, bool) { sort_out(state, build); });
}

void index_builds(State& state, ItemId id, const Item& item, bool there) {
  for (const ItemId base : item.on) {
    const auto* known = state.built_on.find(base);
    auto builds = known == nullptr ? PersistentMap<ItemId, bool>() : *known;
    if (there)
      builds.set(id, true);
    else
      builds.erase(id);
    if (builds.empty())
      state.built_on.erase(base);
    else
      state.built_on.set(base, std::move(builds));
  }
}

void count_choice(State& state, const Item& item, bool given) {
  if (!item.given.choice) return;
  const auto counted = state.tally.find(*item.given.choice);
  if (counted == state.tally.end()) return;
  if (given)
    ++counted->second;
  else if (counted->second > 0)
    --counted->second;
}

void take_out(State& state, ItemId id) {
  const Item* found = state.items.find(id);
  if (found == nullptr) return;
  const Item item = *found;
  if (item.hidden) --state.hidden;
  count_choice(state, item, false);
  index_builds(state, id, item, false);
  Own own = own_of(state, item.seat);
  own.items.erase(id);
  if (!item.on.empty() && own.builds > 0) --own.builds;
  put(state, item.seat, std::move(own));
  state.items.erase(id);
  set_shown(state, id, item.seat, false);
}

void put_in(State& state, ItemId id, Item item) {
  take_out(state, id);
  if (item.hidden) ++state.hidden;
  count_choice(state, item, true);
  index_builds(state, id, item, true);
  Own own = own_of(state, item.seat);
  own.items.set(id, item);
  if (!item.on.empty()) ++own.builds;
  put(state, item.seat, std::move(own));
  state.next_item = std::max(state.next_item, id.n + 1);
  const SeatId author = item.seat;
  const bool shown = !item.hidden;
  state.items.set(id, std::move(item));
  set_shown(state, id, author, shown);
}

void set_hidden(State& state, ItemId id, bool hidden) {
  const Item* was = state.items.find(id);
  if (was == nullptr) return;
  Item item = *was;
  item.hidden = hidden;
  put_in(state, id, std::move(item));
}

Item item_of(const OfContent& e) {
  return {e.seat, e.entered_by, {e.text, e.choice, e.number, e.seat_chosen}};
}

void submit(State& state, const ItemSubmitted& e) {
  Item item = item_of(e);
  if (e.on) item.on = *e.on;
  item.beside = {e.about, e.tag};
  put_in(state, e.item, std::move(item));
}

// Other words stay on what they built on, and about what they were about unless they say so.
void change(State& state, const ItemChanged& e) {
  Item item = item_of(e);
  if (const Item* was = state.items.find(e.item)) {
    item.hidden = was->hidden;
    item.on = was->on;
    item.beside = was->beside;
    item.version = was->version + 1;
  }
  if (e.about) item.beside.about = e.about;
  if (e.tag) item.beside.tag = e.tag;
  put_in(state, e.item, std::move(item));
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit(Overloaded{
                 [&](const SeatsAwaited& e) {
                   for (const SeatId seat : seats_of_ranges(e.ranges))
                     set_awaited(state, seat, true);
                 },
                 [&](const SeatReleased& e) { set_awaited(state, e.seat, false); },
                 [&](const SeatFinished& e) { set_finished(state, e.seat, true); },
                 [&](const SeatReopened& e) { set_finished(state, e.seat, false); },
                 [&](const ItemSubmitted& e) { submit(state, e); },
                 [&](const ItemChanged& e) { change(state, e); },
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

}  // namespace palabre::activities::collect
