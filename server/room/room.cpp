// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/room.hpp"

#include <algorithm>

namespace palabre::room {

ActivityId find_invoked_id(const Room& room, std::string_view invoke, bool ended) {
  for (const ActivityId id : room.current) {
    const Running* running = room.activities.find(id);
    if (running != nullptr && running->invoke == invoke) return id;
  }
  ActivityId latest;
  if (ended)
    room.activities.each_backward([&](const ActivityId& id, const Running& one) {
      if (one.invoke == invoke) latest = id;
      return !latest;
    });
  return latest;
}

const Running* find_invoked(const Room& room, std::string_view invoke, bool ended) {
  return room.activities.find(find_invoked_id(room, invoke, ended));
}

std::map<std::string, SeatId> holders_of(const Room& room) {
  std::map<std::string, SeatId> holders;
  for (const ActivityId id : room.current) {
    const Running* running = room.activities.find(id);
    const auto* held = running == nullptr ? nullptr : running->activity.holders();
    if (held != nullptr) holders.insert(held->begin(), held->end());
  }
  return holders;
}

SeatId holder_of(const Room& room, const std::string& role) {
  const auto holders = holders_of(room);
  const auto at = holders.find(role);
  return at == holders.end() ? SeatId{} : at->second;
}

std::set<std::string> roles_of(const Room& room, SeatId seat) {
  std::set<std::string> roles;
  for (const auto& [role, holder] : holders_of(room))
    if (holder == seat) roles.insert(role);
  return roles;
}

std::set<std::string> relays_of(const Room& room) {
  std::set<std::string> relays;
  for (const ActivityId id : room.current) {
    const Running* running = room.activities.find(id);
    if (running == nullptr || running->activity.holders() == nullptr) continue;
    const Json output = running->activity.output();
    if (const auto relay = output.find("relay"); relay != output.end())
      for (const Json& role : *relay) relays.insert(role.get<std::string>());
  }
  return relays;
}

bool is_final(const Room& room) {
  return room.scenario != nullptr && chart::ended(room.scenario->chart, room.configuration);
}

bool equal(const Room& a, const Room& b) {
  const bool same_previous = (a.previous == nullptr) == (b.previous == nullptr) &&
                             (a.previous == nullptr || *a.previous == *b.previous);
  return same_previous && a.charter == b.charter && a.access == b.access &&
         a.taken_out == b.taken_out && a.erasing == b.erasing && a.conducted == b.conducted &&
         a.unconducted_at == b.unconducted_at && a.founder == b.founder && a.seats == b.seats &&
         a.census == b.census && a.counted == b.counted && a.sessions == b.sessions &&
         a.claims == b.claims && a.configuration == b.configuration && a.entry == b.entry &&
         a.entered == b.entered && a.activities == b.activities && a.current == b.current &&
         a.timers == b.timers && a.called == b.called && a.paused_at == b.paused_at &&
         a.paused_by == b.paused_by && a.decision == b.decision && a.steps == b.steps &&
         a.overrides == b.overrides && a.frame_recalls == b.frame_recalls &&
         a.frame_recalled_by == b.frame_recalled_by && a.last_start == b.last_start &&
         a.set_aside == b.set_aside && a.orphaned_outcomes == b.orphaned_outcomes &&
         a.next_seat == b.next_seat && a.next_activity == b.next_activity &&
         a.next_claim == b.next_claim && a.position == b.position && a.touched_at == b.touched_at;
}

}  // namespace palabre::room
