// SPDX-License-Identifier: AGPL-3.0-or-later
// The history checker: what must be true of every palabre, whatever failed while it was played.
#pragma once

#include <string>
#include <vector>

#include "simulation/history.hpp"

namespace palabre::sim {

/// Everything that is wrong with this history, in words; nothing when it is as promised.
/// [G1] what was acknowledged is in the log, [G2] once; [G3] in each session's own order;
/// [G4] every view shown is the view of a position of the log, and none goes back; [G7] at the end
/// everybody sees the same, byte for byte on every server; [G13] the laws of the methods.
std::vector<std::string> check(const History& history);

}  // namespace palabre::sim
