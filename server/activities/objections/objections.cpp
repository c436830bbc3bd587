// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/objections/objections.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::objections {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  state.from = input.from;
  state.text = input.text;
  state.test = input.test.value_or(Test::s3);
  state.qualify_by = input.qualify_by.value_or(QualifyBy::author);
  return state;
}

namespace {

void add_item(State& state, ItemId item, Objection objection) {
  if (state.items.contains(item)) return;
  state.open.set(item, objection.seat);
  add_one(state.open_by_seat, objection.seat);
  state.items.set(item, std::move(objection));
  state.next_item = std::max(state.next_item, item.n + 1);
}

// What `change` makes of an objection that is still open; settled ones stay as they are.
template <class F>
void change_open(State& state, ItemId item, F&& change) {
  const Objection* before = state.items.find(item);
  if (before == nullptr || !before->open()) return;
  Objection after = *before;
  change(after);
  if (!after.open()) {
    state.open.erase(item);
    take_one(state.open_by_seat, after.seat);
    if (after.state == ItemState::integrated) ++state.integrated;
    if (after.state == ItemState::concern) add_one(state.concerns_by_seat, after.seat);
    if (state.current == item) state.current = ItemId{};
    if (state.asked.item == item) state.asked = {};
  }
  state.items.set(item, std::move(after));
}

void record(State& state, const ObjectionsOpened& event) {
  state.opened = true;
  state.text_version = event.version;
  for (const SeatId seat : seats_of_ranges(event.seats)) {
    Objection objection;
    objection.seat = seat;
    objection.since_version = event.version;
    add_item(state, ItemId{state.next_item}, std::move(objection));
  }
}
void record(State& state, const ObjectionTakenUp& event) {
  if (!state.open.contains(event.item)) return;
  if (state.asked.item != event.item) state.asked = {};
  state.current = event.item;
}
void record(State& state, const ObjectionArgued& event) {
  change_open(state, event.item, [&](Objection& objection) {
    objection.argument = event.text;
    objection.entered_by = event.entered_by;
    if (objection.state == ItemState::pending) objection.state = ItemState::argued;
  });
}
// Upheld before it was argued (it was asked again on a changed text), it is still to be argued.
void record(State& state, const ObjectionUpheld& event) {
  change_open(state, event.item, [&](Objection& objection) {
    objection.since_version = event.version;
    objection.upheld_by.reset();
    if (event.seat != objection.seat) objection.upheld_by = event.seat;
    if (objection.argument) objection.state = ItemState::held;
  });
  if (state.asked.item == event.item) state.asked = {};
}
void record(State& state, const ObjectionRequalified& event) {
  change_open(state, event.item, [&](Objection& objection) {
    objection.state = ItemState::concern;
    objection.settled_version = event.version;
    objection.concern = event.text;
  });
}
void record(State& state, const ObjectionLifted& event) {
  change_open(state, event.item, [&](Objection& objection) {
    objection.state = event.integrated ? ItemState::integrated : ItemState::lifted;
    objection.settled_version = event.version;
  });
}
void record(State& state, const ObjectionRaised& event) {
  Objection objection;
  objection.seat = event.seat;
  objection.entered_by = event.entered_by;
  objection.state = ItemState::argued;
  objection.argument = event.text;
  objection.since_version = event.version;
  add_item(state, event.item, std::move(objection));
}
// What was said of one text says nothing of another: it is asked anew.
void record(State& state, const TextChanged& event) {
  state.text_version = event.version;
  state.asked = {};
}
void record(State& state, const ObjectionAsked& event) {
  if (!state.open.contains(event.item)) return;
  state.asked = {};
  state.asked.item = event.item;
  for (const SeatId seat : seats_of_ranges(event.seats)) state.asked.unsaid.set(seat, true);
}
void record(State& state, const ObjectionDenied& event) {
  if (!event.item || state.asked.item != event.item) return;
  state.asked.unsaid.erase(event.seat);
  state.asked.denied.set(event.seat, true);
  const SeatId* author = state.open.find(event.item);
  if (author == nullptr || *author != event.seat) return;
  state.asked.lifted = event.lifted;
  state.asked.concern = event.text;
}
void record(State& state, const AskedOf& event) {
  if (!state.asked.item) return;
  if (!event.counted)
    state.asked.unsaid.erase(event.seat);
  else if (!state.asked.denied.contains(event.seat))
    state.asked.unsaid.set(event.seat, true);
}

// The gate is the version of the text: an open objection upheld against an older one is asked
// again.
Json item_row(const Json& text_version, const ItemId&, const Objection& objection) {
  Json row = {{"seat", objection.seat.str()},
              {"state", std::string(name_of(objection.state))},
              {"since_version", objection.since_version}};
  if (objection.entered_by) row["entered_by"] = objection.entered_by->str();
  if (objection.argument) row["argument"] = objection.argument->value;
  if (objection.settled_version) row["settled_version"] = *objection.settled_version;
  if (objection.concern) row["concern"] = objection.concern->value;
  if (objection.upheld_by) row["upheld_by"] = objection.upheld_by->str();
  if (objection.open() && objection.since_version < text_version.get<std::int64_t>())
    row["asked_again"] = true;
  return row;
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit([&](const auto& one) { record(state, one); }, event);
  return state;
}

// Everybody sees every objection, its author, its argument and what became of it: they were
// revealed together before this began. Whether a seat still has to say that one holds, that seat
// sees; everybody sees how many have, and who upholds it.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::own && state.asked.unsaid.contains(layer.seat))
    out.value("asked", state.asked.item.str());
  if (layer.kind != Layer::Kind::room) return;
  out.value("test", std::string(name_of(state.test)));
  out.value("qualify_by", std::string(name_of(state.qualify_by)));
  if (state.asked.item) {
    out.value("asked", state.asked.item.str());
    out.value("unsaid", state.asked.unsaid.size());
  }
  out.value("text_version", state.text_version);
  out.value("pending", state.open.size());
  if (state.current) out.value("current", state.current.str());
  out.rows("items", state.items, Json(state.text_version), +item_row);
}

// Whose objections are open: the one that is treated, then the others as they come.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  std::vector<SeatId> seats;
  if (layer.kind != Layer::Kind::room) return seats;
  if (const SeatId* author = state.open.find(state.current)) seats.push_back(*author);
  for (std::size_t i = 0; seats.size() < named_max && i < state.open_by_seat.size(); ++i)
    seats.push_back(*state.open_by_seat.key_at(i));
  return seats;
}

Progress Model::progress(const State& state) {
  if (!state.opened) return {};
  if (state.open.empty()) return {true, "none_pending", {}};
  Progress progress;
  progress.missing.push_back(
      {"objection_open", state.open.size(), first_seats(state.open_by_seat)});
  if (!state.asked.unsaid.empty())
    progress.missing.push_back(
        {"objection_unsaid", state.asked.unsaid.size(), first_seats(state.asked.unsaid)});
  return progress;
}

Json Model::output(const State& state) {
  std::vector<SeatId> concerns;
  state.concerns_by_seat.each([&](SeatId seat, std::size_t) { concerns.push_back(seat); });
  return {{"open", state.open.size()},
          {"integrated", state.integrated},
          {"concerns", seat_names(concerns)}};
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  state.items.each([&](ItemId, const Objection& objection) {
    const Json who = {{"seat", objection.seat.str()}};
    Json said = who;
    if (objection.entered_by) said["entered_by"] = objection.entered_by->str();
    if (objection.argument) said["text"] = objection.argument->value;
    lines.push_back({objection.argument ? "objection_argued" : "objection_unargued", said});
    if (objection.upheld_by)
      lines.push_back({"objection_upheld",
                       {{"seat", objection.seat.str()}, {"by", objection.upheld_by->str()}}});
    Json end = who;
    if (objection.settled_version) end["version"] = *objection.settled_version;
    if (objection.concern) end["text"] = objection.concern->value;
    switch (objection.state) {
      case ItemState::pending:
      case ItemState::argued:
      case ItemState::held: lines.push_back({"objection_open", who}); break;
      case ItemState::integrated: lines.push_back({"objection_integrated", end}); break;
      case ItemState::concern:
        lines.push_back(
            {objection.concern ? "objection_concern_worded" : "objection_concern", end});
        break;
      case ItemState::lifted: lines.push_back({"objection_lifted", end}); break;
    }
  });
  return lines;
}

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::objections
