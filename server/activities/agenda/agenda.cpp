// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/agenda/agenda.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::agenda {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  state.minutes_max = input.minutes_max.value_or(state.minutes_max);
  return state;
}

namespace {

template <class F>
void change_item(State& state, ItemId item, F&& change) {
  const Point* was = state.items.find(item);
  if (was == nullptr) return;
  Point next = *was;
  change(next);
  if (next.phase != was->phase) {
    if (was->phase == Phase::waiting) --state.left;
    if (next.phase == Phase::waiting) ++state.left;
    if (state.taken_up == item) state.taken_up = {};
    if (next.phase == Phase::taken_up) state.taken_up = item;
  }
  if (next != *was) state.items.set(item, std::move(next));
}

void number_places(State& state) {
  for (std::size_t i = 0; i < state.order.size(); ++i)
    change_item(state, state.order[i], [&](Point& point) {
      point.place = static_cast<std::int64_t>(i) + 1;
    });
}

void record(State& state, const PointProposed& event) {
  if (state.items.contains(event.item) || state.order.size() >= items_max) return;
  state.order.push_back(event.item);
  Point point;
  point.text = event.text;
  point.by = event.seat;
  point.entered_by = event.entered_by;
  point.minutes = event.minutes;
  point.place = static_cast<std::int64_t>(state.order.size());
  state.items.set(event.item, std::move(point));
  ++state.left;
  state.next_item = std::max(state.next_item, event.item.n + 1);
}
// Whoever conducts may mend somebody's words; whose point it is stays.
void record(State& state, const PointChanged& event) {
  change_item(state, event.item, [&](Point& point) {
    point.text = event.text;
    point.minutes = event.minutes;
    if (point.by == event.seat) point.entered_by = event.entered_by;
  });
}
void record(State& state, const PointWithdrawn& event) {
  const Point* was = state.items.find(event.item);
  if (was == nullptr) return;
  if (was->phase == Phase::waiting) --state.left;
  if (state.taken_up == event.item) state.taken_up = {};
  state.items.erase(event.item);
  std::erase(state.order, event.item);
  number_places(state);
}
void record(State& state, const PointOrdered& event) {
  if (!state.items.contains(event.item) || event.before == event.item) return;
  std::erase(state.order, event.item);
  const auto at = event.before ? std::find(state.order.begin(), state.order.end(), *event.before)
                               : state.order.end();
  state.order.insert(at, event.item);
  number_places(state);
}
// One at a time: whatever the log says, taking up a point sets the one in hand back among those
// that wait.
void record(State& state, const PointTakenUp& event) {
  if (state.taken_up && state.taken_up != event.item)
    change_item(state, state.taken_up, [](Point& point) { point.phase = Phase::waiting; });
  change_item(state, event.item, [](Point& point) { point.phase = Phase::taken_up; });
}
void record(State& state, const PointSetDown& event) {
  change_item(state, event.item, [&](Point& point) {
    point.phase = event.done ? Phase::done : Phase::put_off;
  });
}

Json item_row(const Json&, const ItemId&, const Point& point) {
  Json row = {{"text", point.text.value},
              {"by", point.by.str()},
              {"phase", std::string(name_of(point.phase))},
              {"place", point.place}};
  if (point.entered_by) row["entered_by"] = point.entered_by->str();
  if (point.minutes) row["minutes"] = *point.minutes;
  return row;
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit([&](const auto& one) { record(state, one); }, event);
  return state;
}

// Everybody sees the whole agenda, whose each point is, and which one is in hand.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  out.value("minutes_max", state.minutes_max);
  out.value("left", state.left);
  if (state.taken_up) out.value("taken_up", state.taken_up.str());
  out.rows("items", state.items, {}, +item_row);
}

// What a step may wait for: a point at all, one in hand, none in hand, none left.
Progress Model::progress(const State& state) {
  Progress progress;
  if (state.items.empty()) progress.missing.push_back({"no_point", 1});
  progress.missing.push_back({state.taken_up ? "point_taken_up" : "none_taken_up", 1});
  if (state.left > 0) progress.missing.push_back({"points_left", state.left});
  return progress;
}

Json Model::output(const State& state) {
  Json items = Json::array();
  for (const ItemId item : state.order) items.push_back(item.str());
  Json out = {{"items", std::move(items)}, {"left", state.left}};
  if (state.taken_up) out["taken_up"] = state.taken_up.str();
  return out;
}

std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  for (const ItemId item : state.order) {
    const Point& point = *state.items.find(item);
    MinuteLine line{"agenda_" + std::string(name_of(point.phase)),
                    {{"text", point.text.value}, {"seat", point.by.str()}}};
    if (point.entered_by) line.params["entered_by"] = point.entered_by->str();
    lines.push_back(std::move(line));
  }
  return lines;
}

const Text* Model::word(const State& state, std::string_view item) {
  const auto id = ItemId::parse(item);
  const Point* point = id ? state.items.find(*id) : nullptr;
  return point == nullptr ? nullptr : &point->text;
}

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::agenda
