// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/voices.hpp"

#include <algorithm>
#include <string>

namespace palabre::room {
namespace {

template <class F>
void each_session_of(Room& room, SeatId seat, F&& change) {
  std::vector<std::string> sids;
  room.sessions.each([&](const std::string& sid, const Session& session) {
    if (!session.seats.empty() && session.seats.front() == seat) sids.push_back(sid);
  });
  for (const std::string& sid : sids) {
    Session changed = *room.sessions.find(sid);
    change(changed);
    room.sessions.set(sid, std::move(changed));
  }
}

}  // namespace

std::vector<SeatId> held_with(const Room& room, SeatId seat) {
  std::vector<SeatId> held{seat};
  room.seats.each([&](const SeatId& id, const Seat& other) {
    if (!other.device && other.voice == seat) held.push_back(id);
  });
  return held;
}

void hold_also(Room& room, SeatId voice, SeatId seat) {
  each_session_of(room, voice, [&](Session& session) { session.seats.push_back(seat); });
}

void let_go(Room& room, SeatId seat) {
  const Seat* known = room.seats.find(seat);
  if (known == nullptr || !known->voice) return;
  each_session_of(room, known->voice, [&](Session& session) { std::erase(session.seats, seat); });
}

}  // namespace palabre::room
