// SPDX-License-Identifier: AGPL-3.0-or-later
// Whoever brought somebody without a device sees what it enters for them, on every device of its
// own: such a session holds both seats, its own first.
#pragma once

#include <vector>

#include "room/room.hpp"

namespace palabre::room {

/// The seat, and those without a device that it enters for.
std::vector<SeatId> held_with(const Room& room, SeatId seat);
/// The sessions of `voice` hold `seat` as well from here on.
void hold_also(Room& room, SeatId voice, SeatId seat);
/// The person has a device now and speaks for themselves: the neighbour's sessions lose the seat.
void let_go(Room& room, SeatId seat);

}  // namespace palabre::room
