// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/sort/sort.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::sort {
namespace {

// One card more, or less, in a group; one without cards vanishes, and its name with it.
void count_card(State& state, GroupId group, bool more) {
  const Heap* was = state.groups.find(group);
  if (was == nullptr) return;
  Heap heap = *was;
  heap.cards = more ? heap.cards + 1 : heap.cards - std::min<std::size_t>(heap.cards, 1);
  ++heap.version;
  if (heap.cards == 0) {
    if (!heap.name) --state.unnamed;
    state.groups.erase(group);
  } else {
    state.groups.set(group, std::move(heap));
  }
}

void place(State& state, ItemId item, std::vector<GroupId> groups) {
  const auto* found = state.placed.find(item);
  const std::vector<GroupId> was = found == nullptr ? std::vector<GroupId>() : *found;
  if (was == groups) return;
  const auto has = [](const std::vector<GroupId>& list, GroupId group) {
    return std::find(list.begin(), list.end(), group) != list.end();
  };
  // Those it comes to first, so that none of them vanishes between.
  for (const GroupId group : groups)
    if (!has(was, group)) count_card(state, group, true);
  for (const GroupId group : was)
    if (!has(groups, group)) count_card(state, group, false);
  if (groups.empty())
    state.placed.erase(item);
  else
    state.placed.set(item, std::move(groups));
}

void touched(State& state, const Stamp& stamp) {
  ++state.version;
  state.moved_at = stamp.at;
  state.calm = false;
}

void record(State& state, const CardsKnown& e, const Stamp& stamp) {
  if (!state.begun) state.moved_at = stamp.at;
  state.begun = true;
  IdRanges now = IdRanges::of(e.ranges);
  if (!now.includes(state.cards)) {
    std::vector<ItemId> gone;
    state.placed.each([&](ItemId item, const std::vector<GroupId>&) {
      if (!now.contains(item.n)) gone.push_back(item);
    });
    for (const ItemId item : gone) place(state, item, {});
    if (!gone.empty()) ++state.version;
  }
  state.cards = std::move(now);
}
void record(State& state, const GroupFormed& e, const Stamp& stamp) {
  if (!state.groups.contains(e.group)) {
    state.groups.set(e.group, Heap{});
    ++state.unnamed;
  }
  state.next_group = std::max(state.next_group, e.group.n + 1);
  for (const ItemId item : e.items) place(state, item, {e.group});
  touched(state, stamp);
}
void record(State& state, const CardsMoved& e, const Stamp& stamp) {
  if (!state.groups.contains(e.to)) return;
  for (const ItemId item : e.items) place(state, item, {e.to});
  touched(state, stamp);
}
void record(State& state, const CardsFreed& e, const Stamp& stamp) {
  for (const ItemId item : e.items) place(state, item, {});
  touched(state, stamp);
}
void record(State& state, const CardCopied& e, const Stamp& stamp) {
  if (!state.groups.contains(e.to)) return;
  for (const ItemId item : e.items) {
    const auto* in = state.placed.find(item);
    std::vector<GroupId> groups = in == nullptr ? std::vector<GroupId>() : *in;
    if (std::find(groups.begin(), groups.end(), e.to) != groups.end()) continue;
    groups.insert(std::upper_bound(groups.begin(), groups.end(), e.to), e.to);
    place(state, item, std::move(groups));
  }
  touched(state, stamp);
}
// Naming moves no card: it does not break the calm.
void record(State& state, const GroupNamed& e, const Stamp&) {
  const Heap* was = state.groups.find(e.group);
  if (was == nullptr) return;
  Heap heap = *was;
  if (!heap.name) --state.unnamed;
  heap.name = e.text;
  heap.named_by = e.seat;
  heap.entered_by = e.entered_by;
  ++heap.version;
  ++state.version;
  state.groups.set(e.group, std::move(heap));
}
void record(State& state, const CardsAtRest&, const Stamp&) { state.calm = true; }

Json group_row(const Json&, const GroupId&, const Heap& heap) {
  Json row = {{"n", heap.cards}};
  if (!heap.name) return row;
  row["name"] = heap.name->value;
  row["by"] = heap.named_by.str();
  if (heap.entered_by) row["entered_by"] = heap.entered_by->str();
  return row;
}

Json written(const std::vector<GroupId>& groups) {
  Json names = Json::array();
  for (const GroupId group : groups) names.push_back(group.str());
  return names;
}

Json card_row(const Json&, const ItemId&, const std::vector<GroupId>& groups) {
  return {{"groups", written(groups)}};
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.of = input.of;
  if (input.calm_s) state.calm_ms = *input.calm_s * 1000;
  return state;
}

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit([&](const auto& one) { record(state, one, stamp); }, event);
  return state;
}

std::optional<Instant> Model::deadline(const State& state) {
  if (state.calm || !state.begun) return std::nullopt;
  return state.moved_at + state.calm_ms;
}

State Model::shift(State state, Duration gap) {
  if (!state.calm) state.moved_at += gap;
  return state;
}

// Everybody sees every group and card; who moved a card is seen by nobody, who gave a name by all.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind != Layer::Kind::room) return;
  out.value("of", state.of);
  out.value("calm_s", state.calm_ms / 1000);
  out.value("calm", state.calm);
  out.value("total", state.cards.size());
  out.value("ungrouped", state.ungrouped());
  out.value("groups_max", groups_max);
  out.rows("groups", state.groups, {}, &group_row);
  out.rows("cards", state.placed, {}, &card_row);
}

Progress Model::progress(const State& state) {
  Progress progress;
  if (!state.calm && state.cards.size() > 0) progress.missing.push_back({"still_moving", 1});
  if (state.unnamed > 0) progress.missing.push_back({"groups_unnamed", state.unnamed});
  if (const std::size_t left = state.ungrouped()) progress.missing.push_back({"ungrouped", left});
  return progress;
}

Json Model::output(const State& state) {
  Json items = Json::array(), versions = Json::object();
  state.groups.each([&](GroupId group, const Heap& heap) {
    items.push_back(group.str());
    versions[group.str()] = heap.version;
  });
  return {{"items", std::move(items)},
          {"versions", std::move(versions)},
          {"version", state.version},
          {"ungrouped", state.ungrouped()}};
}

const Text* Model::word(const State& state, std::string_view group) {
  const auto id = GroupId::parse(group);
  const Heap* heap = id ? state.groups.find(*id) : nullptr;
  return heap == nullptr || !heap->name ? nullptr : &*heap->name;
}

// Each group with its name and the words of its ideas; who moved what is nobody's business.
std::vector<MinuteLine> Model::minutes(const State& state) {
  std::map<GroupId, Json> ideas;
  state.placed.each([&](ItemId item, const std::vector<GroupId>& groups) {
    for (const GroupId group : groups)
      ideas[group].push_back({{"of", state.of}, {"id", item.str()}});
  });
  std::vector<MinuteLine> lines;
  state.groups.each([&](GroupId group, const Heap& heap) {
    MinuteLine line{heap.name ? "sort_group" : "sort_group_unnamed", {{"count", heap.cards}}};
    if (heap.name) line.params["text"] = heap.name->value;
    const auto in = ideas.find(group);
    line.params["items"] = in == ideas.end() ? Json::array() : in->second;
    lines.push_back(std::move(line));
  });
  if (const std::size_t left = state.ungrouped())
    lines.push_back({"sort_ungrouped", {{"count", left}}});
  return lines;
}

static_assert(ActivityModel<Model>);

Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::sort
