// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/presence.hpp"

namespace palabre::app {
namespace {

constexpr const char* facilitator = "facilitator";

}  // namespace

Presence::Change Presence::look(const room::Room& room, const Connected& connected, Instant now) {
  wire::Presence frame;
  frame.here = connected.anywhere.size();
  room.seats.each([&](const SeatId& id, const room::Seat& seat) {
    if (!seat.device) return;
    Instant& seen = seen_.emplace(id, now).first->second;
    if (connected.anywhere.contains(id)) seen = now;
    if (seat.attendance == room::Attendance::counted && now - seen >= awaited_after_ms &&
        frame.awaited.size() < wire::awaited_max)
      frame.awaited.push_back(id);
  });
  Change change;
  change.command = look_for_facilitator(room, connected, now);
  if (frame == shown_) return change;
  shown_ = frame;
  change.frame = std::move(frame);
  return change;
}

// Whoever facilitates is taken over from only when somebody is there to do it, and only by a server
// that has heard all others say for as long that they are not there.
std::optional<room::ServerCommand> Presence::look_for_facilitator(const room::Room& room,
                                                                  const Connected& connected,
                                                                  Instant now) {
  const SeatId holder = room::holder_of(room, facilitator);
  if (holder != relay_of_) {
    relay_of_ = holder;
    relay_ = Relay::unknown;
    if (holder) seen_[holder] = now;  // taking a role counts as being there
  }
  if (!holder || !room.conducted || room.access == room::Access::closed) return std::nullopt;
  if (connected.anywhere.contains(holder)) {
    if (relay_ == Relay::present) return std::nullopt;
    relay_ = Relay::present;
    return room::HolderReturned{facilitator};
  }
  if (!connected.all_known) seen_[holder] = now;
  const auto seen = seen_.find(holder);
  if (relay_ == Relay::vanished || connected.here.empty() || seen == seen_.end() ||
      now - seen->second < room::relay_after_ms)
    return std::nullopt;
  relay_ = Relay::vanished;
  return room::HolderVanished{facilitator};
}

}  // namespace palabre::app
