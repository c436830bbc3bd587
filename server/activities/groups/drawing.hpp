// SPDX-License-Identifier: AGPL-3.0-or-later
// How groups are drawn, and how they are written so that thousands of seats fit into one entry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "activities/activity.hpp"

namespace palabre::activities::groups {

using Members = std::vector<std::vector<SeatId>>;

/// Groups as one string: three digits in base 36 a seat, a point between two groups
/// ("001002.003004005").
std::string packed(const Members& groups);

/// The groups of such a string; what is none is left out, each seat stays where it is first named,
/// and no more than `seats_in_ranges_max` seats are read.
Members unpacked(std::string_view written);

/// The seats by lot in groups of `size`; of what is left over each goes to a group of its own (one
/// of three beside pairs), or, when there are not groups enough, all are made a little smaller.
Members drawn(std::vector<SeatId> seats, std::size_t size, Random& random);

/// Unions of two of these groups, by lot, small ones with large ones (fours from pairs). Of an odd
/// number the largest stays by itself when it has three seats or more; otherwise three unite.
Members united(Members groups, Random& random);

}  // namespace palabre::activities::groups
