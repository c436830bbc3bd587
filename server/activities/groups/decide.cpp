// SPDX-License-Identifier: AGPL-3.0-or-later
// How groups come about, who may say what for a group, and who comes to which.
#include <algorithm>

#include "activities/groups/groups.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::groups {
namespace {

using Events = std::vector<Event>;
using Decided = Result<Events>;

// The groups that these are to be unions of, as far as their members are counted now.
Members groups_of(const State& state, const Context& by) {
  Members groups;
  const auto other = by.refs.find(state.of);
  if (other == by.refs.end() || !other->second.is_object()) return groups;
  const auto written = other->second.find("packed");
  if (written == other->second.end() || !written->is_string()) return groups;
  for (auto& seats : unpacked(written->get_ref<const std::string&>())) {
    std::erase_if(seats, [&](SeatId seat) { return !by.is_counted(seat); });
    if (!seats.empty()) groups.push_back(std::move(seats));
  }
  return groups;
}

void add_to_smallest(Members& groups, SeatId seat) {
  const auto smallest =
      std::min_element(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return a.size() < b.size();
      });
  smallest->push_back(seat);
}

Members formed(const State& state, const Context& by) {
  const std::vector<SeatId> seats = counted_seats(by);
  Members groups = united(groups_of(state, by), *by.random);
  if (groups.empty()) return drawn(seats, static_cast<std::size_t>(state.size), *by.random);
  std::set<SeatId> placed;
  for (const auto& group : groups) placed.insert(group.begin(), group.end());
  for (const SeatId seat : seats)
    if (!placed.contains(seat)) add_to_smallest(groups, seat);
  return groups;
}

// Whoever comes late goes where fewest are; nobody is put into a group that is full.
GroupId group_for_one_more(const State& state) {
  const std::uint64_t* smallest = state.by_size.key_at(0);
  if (smallest == nullptr) return GroupId{state.next_group};
  const GroupId id = *state.by_size.find(*smallest);
  return state.groups.find(id)->seats.size() < members_max ? id : GroupId{state.next_group};
}

// A member says it for the group, and the group is heard again when each other one was heard as
// often or has nothing to say.
Decided judge(const State& state, const Share& share, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  const Place* place = state.places.find(by.seat);
  if (!state.share || place == nullptr) return refuse("not_open");
  if (!may_share(state, place->group)) return refuse("others_first");
  if (state.groups.find(place->group)->ideas >= ideas_per_group_max)
    return refuse("too_many", {{"max", ideas_per_group_max}});
  return {{IdeaShared{
      ItemId{state.next_item}, place->group, by.seat, entered_by_other(by), share.text}}};
}

// A member passes for the group. In a hall whoever conducts may pass for a group that does not
// answer; in a circle it is awaited, or somebody notes that its people are away.
Decided judge(const State& state, const Pass& pass, const Context& by) {
  if (!state.share) return refuse("not_open");
  const Place* place = state.places.find(by.seat);
  const GroupId own = place == nullptr ? GroupId{} : place->group;
  const GroupId id = pass.group.value_or(own);
  if (id == own) {
    if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  } else {
    if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
    if (by.counted < hall_seats) return refuse("last_call_small");
  }
  const Group* group = state.groups.find(id);
  if (group == nullptr) return refuse("no_such_item");
  if (group->passed) return refuse("already_done");
  return {{GroupPassed{id, by.seat, entered_by_other(by)}}};
}

// An idea is its group's: any member of it may word it anew or take it back.
Result<void> of_own_group(const State& state, ItemId item, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return ok;
  const Idea* idea = state.items.find(item);
  if (idea == nullptr) return refuse("no_such_item");
  const Place* place = state.places.find(by.seat);
  if (place == nullptr || place->group != idea->group) return refuse("not_yours");
  return {};
}

Decided judge(const State& state, const ChangeIdea& change, const Context& by) {
  if (auto ok = of_own_group(state, change.item, by); !ok) return tl::unexpected(ok.error());
  return {{IdeaChanged{change.item, by.seat, entered_by_other(by), change.text}}};
}

Decided judge(const State& state, const Withdraw& withdraw, const Context& by) {
  if (auto ok = of_own_group(state, withdraw.item, by); !ok) return tl::unexpected(ok.error());
  return {{IdeaWithdrawn{withdraw.item, by.seat, entered_by_other(by)}}};
}

// People may move freely themselves; whoever conducts may move others, to even the groups out.
Decided judge(const State& state, const Move& move, const Context& by) {
  if (auto ok = move.seat == by.seat ? seat_counted(by) : conducting(by); !ok)
    return tl::unexpected(ok.error());
  const Place* place = state.places.find(move.seat);
  if (place == nullptr) return refuse("no_such_seat");
  const Group* to = state.groups.find(move.to);
  if (to == nullptr) return refuse("no_such_item");
  if (place->group == move.to) return refuse("already_done");
  if (to->seats.size() >= members_max) return refuse("group_full", {{"max", members_max}});
  return {{SeatPlaced{move.seat, move.to, by.seat, entered_by_other(by)}}};
}

}  // namespace

Events Model::begin(const State& state, const Context& by) {
  const Members groups = formed(state, by);
  if (groups.empty()) return {};
  return {GroupsDrawn{packed(groups)}};
}

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

// Late comers come to the smallest group. Whoever is away or aside keeps the group, and it is
// awaited as long as somebody of it is there; whoever leaves the palabre leaves the group.
Events Model::react(const State& state, const Change& change, const Context&) {
  if (const auto* counted = std::get_if<SeatCounted>(&change)) {
    const Place* place = state.places.find(counted->seat);
    if (place == nullptr) return {SeatPlaced{counted->seat, group_for_one_more(state), {}, {}}};
    if (!place->here) return {MemberMarked{counted->seat, true}};
  }
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) {
    const Place* place = state.places.find(gone->seat);
    if (place == nullptr) return {};
    if (gone->mark == Attendance::left) return {MemberLeft{gone->seat}};
    if (place->here) return {MemberMarked{gone->seat, false}};
  }
  return {};
}

}  // namespace palabre::activities::groups
