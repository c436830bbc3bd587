// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/groups/groups.hpp"

#include <algorithm>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::groups {
namespace {

std::uint64_t ranked(std::size_t number, GroupId id) {
  return (std::uint64_t{number} << 32U) | std::uint64_t{id.n};
}

bool was_heard(const Group& group) { return group.heard > 0 || group.passed; }

void unlist(State& state, GroupId id, const Group& group) {
  if (!group.seats.empty()) {
    --state.count;
    if (was_heard(group)) --state.heard;
  }
  state.total -= group.here;
  state.by_size.erase(ranked(group.here, id));
  state.line.erase(ranked(group.heard, id));
  state.awaited.erase(id);
}

// Every change of a group goes through here, so that lists and counts follow from the group.
void put(State& state, GroupId id, Group group) {
  if (const Group* was = state.groups.find(id)) unlist(state, id, *was);
  if (!group.seats.empty()) {
    ++state.count;
    if (was_heard(group)) ++state.heard;
  }
  state.total += group.here;
  if (group.here > 0) {
    state.by_size.set(ranked(group.here, id), id);
    if (!group.passed) state.line.set(ranked(group.heard, id), id);
    if (!was_heard(group)) state.awaited.set(id, true);
  }
  state.groups.set(id, std::move(group));
  state.next_group = std::max(state.next_group, id.n + 1);
}

Group group_of(const State& state, GroupId id) {
  const Group* group = state.groups.find(id);
  return group == nullptr ? Group{} : *group;
}

void unplace(State& state, SeatId seat) {
  const Place* place = state.places.find(seat);
  if (place == nullptr) return;
  Group group = group_of(state, place->group);
  std::erase(group.seats, seat);
  if (place->here) --group.here;
  put(state, place->group, std::move(group));
  state.places.erase(seat);
}

void place(State& state, SeatId seat, GroupId id) {
  const Place* was = state.places.find(seat);
  const bool here = was == nullptr || was->here;
  unplace(state, seat);
  Group group = group_of(state, id);
  group.seats.push_back(seat);
  if (here) ++group.here;
  put(state, id, std::move(group));
  state.places.set(seat, {id, here});
}

void record(State& state, const GroupsDrawn& e) {
  GroupId id{1};
  for (const auto& seats : unpacked(e.members)) {
    Group group = group_of(state, id);
    for (const SeatId seat : seats) {
      if (state.places.contains(seat)) continue;
      group.seats.push_back(seat);
      ++group.here;
      state.places.set(seat, {id, true});
    }
    put(state, id, std::move(group));
    ++id.n;
  }
}

void record(State& state, const SeatPlaced& e) { place(state, e.seat, e.group); }

void record(State& state, const MemberMarked& e) {
  const Place* was = state.places.find(e.seat);
  if (was == nullptr || was->here == e.here) return;
  const GroupId id = was->group;
  Group group = group_of(state, id);
  e.here ? ++group.here : --group.here;
  put(state, id, std::move(group));
  state.places.set(e.seat, {id, e.here});
}

void record(State& state, const MemberLeft& e) { unplace(state, e.seat); }

// What a group says brings it level with the turn that runs, so that whoever had passed and speaks
// after all does not hold up the others.
void record(State& state, const IdeaShared& e) {
  Group group = group_of(state, e.group);
  const std::uint64_t* last = state.line.key_at(0);
  const auto turn = last == nullptr ? 0 : static_cast<std::uint32_t>(*last >> 32U);
  group.heard = std::max(group.heard, turn) + 1;
  group.passed = false;
  if (!state.items.contains(e.item)) ++group.ideas;
  put(state, e.group, std::move(group));
  state.items.set(e.item, {e.group, e.seat, e.entered_by, e.text});
  state.next_item = std::max(state.next_item, e.item.n + 1);
}

void record(State& state, const GroupPassed& e) {
  Group group = group_of(state, e.group);
  group.passed = true;
  put(state, e.group, std::move(group));
}

void record(State& state, const IdeaChanged& e) {
  const Idea* was = state.items.find(e.item);
  if (was == nullptr) return;
  state.items.set(e.item, {was->group, e.seat, e.entered_by, e.text});
}

// A group that takes its idea back has been heard all the same.
void record(State& state, const IdeaWithdrawn& e) {
  const Idea* was = state.items.find(e.item);
  if (was == nullptr) return;
  Group group = group_of(state, was->group);
  if (group.ideas > 0) --group.ideas;
  put(state, was->group, std::move(group));
  state.items.erase(e.item);
}

}  // namespace

bool may_share(const State& state, GroupId id) {
  const Group* group = state.groups.find(id);
  if (group == nullptr) return false;
  for (std::size_t rank = 0; rank < 2; ++rank) {
    const std::uint64_t* key = state.line.key_at(rank);
    if (key == nullptr) return true;
    if (*state.line.find(*key) != id) return group->heard <= (*key >> 32U);
  }
  return true;
}

State Model::initial(const Input& input) {
  State state;
  state.size = input.size;
  state.of = input.of.value_or("");
  state.share = input.share.value_or(true);
  return state;
}

State Model::apply(State state, const Event& event, const Stamp&) {
  std::visit([&](const auto& one) { record(state, one); }, event);
  return state;
}

// Never settled: the group goes on when all were heard once, or when it has had enough.
Progress Model::progress(const State& state) {
  Progress progress;
  if (!state.share || state.awaited.empty()) return progress;
  Missing missing{"groups_not_heard", state.awaited.size()};
  for (std::size_t i = 0; i < missing_seats_max; ++i) {  // one of each group, for the desk to ask
    const GroupId* id = state.awaited.key_at(i);
    if (id == nullptr) break;
    for (const SeatId seat : state.groups.find(*id)->seats)
      if (state.places.find(seat)->here) {
        missing.seats.push_back(seat);
        break;
      }
  }
  progress.missing.push_back(std::move(missing));
  return progress;
}

Json Model::output(const State& state) {
  Members groups;
  Json listed = Json::array();
  state.groups.each([&](GroupId, const Group& group) {
    if (!group.seats.empty()) groups.push_back(group.seats);
  });
  Json out = {{"count", state.count}, {"heard", state.heard}, {"packed", packed(groups)}};
  if (groups.size() > groups_shown_max) return out;
  for (const auto& seats : groups) listed.push_back(seat_names(seats));
  out["members"] = std::move(listed);
  return out;
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::groups
