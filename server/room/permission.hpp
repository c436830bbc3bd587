// SPDX-License-Identifier: AGPL-3.0-or-later
// Every right, in one place; what is not allowed here is refused.
#pragma once

#include <string>

#include "room/command.hpp"
#include "room/room.hpp"

namespace palabre::room {

/// Who acts: the session, the seat spoken for, and the seat that enters it.
struct Actor {
  std::string sid;
  SeatId seat;
  SeatId entered_by;
  bool founder = false;
};

/// The actor of a wish. Refuses with `no_such_session`, `screen_is_read_only`, `no_seat`,
/// `cannot_enter_for` {seat}, `closed`.
Result<Actor> actor_of(const Room& room, const Wish& wish);

/// Whoever facilitates now; anybody who has a seat while the palabre goes on without a conductor.
bool conducts(const Room& room, SeatId seat);

/// May `actor` do this to the room? Refuses with `not_allowed` {act}, `not_counted`.
Result<void> may(const Room& room, const Actor& actor, const RoomCommand& command);

/// May `actor` call `event` of the present configuration?
Result<void> may_step(const Room& room, const Actor& actor, const std::string& event);

}  // namespace palabre::room
