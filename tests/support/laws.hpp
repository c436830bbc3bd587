// SPDX-License-Identifier: AGPL-3.0-or-later
// The laws of the methods [G13], looked at from outside: what is broken, in words.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "room/room.hpp"

namespace palabre::support {

/// What the activity shows to everybody.
Json view_of(const room::Running& running);

/// Looks on: whoever was counted while a round ran must have spoken, passed, or been marked by
/// somebody's act when it settles.
class NobodySkipped {
 public:
  std::vector<std::string> look(const room::Room& room);

 private:
  std::map<ActivityId, std::set<SeatId>> counted_;
};

/// At the instant of an adoption in a consent decision: a check on exactly this text, every counted
/// seat's answer in it, none objecting, and no objection open.
std::vector<std::string> adoption_faults(const room::Room& room);

}  // namespace palabre::support
