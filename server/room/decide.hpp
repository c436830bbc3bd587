// SPDX-License-Identifier: AGPL-3.0-or-later
// Judging: one function for each kind of command. Each refuses, or writes events into the work.
#pragma once

#include "room/work.hpp"

namespace palabre::room {

Result<void> decide(Work& work, const Actor& actor, const RoomCommand& command, Reply& reply);
Result<void> decide(Work& work, const Actor& actor, const ChartCommand& command);
Result<void> decide(Work& work, const ServerCommand& command, Reply& reply);

/// Opens a step that was called without a conductor and that nobody held.
Result<void> open_called_step(Work& work);

}  // namespace palabre::room
