// SPDX-License-Identifier: AGPL-3.0-or-later
// Judging a guard made of parts, once somebody else can judge its leaves.
#pragma once

#include <functional>
#include <vector>

#include "chart/chart.hpp"

namespace palabre::chart {

/// Says whether a leaf holds now. Total and pure: the same answer however often it is asked.
using Judge = std::function<bool(const Guard& leaf)>;

/// Whether habits count. `overridden` lets them pass (a logged act, with a reason); law always
/// counts.
enum class Habits { hold, overridden };

bool passes(const Guard& guard, const Judge& judge, Habits habits = Habits::hold);

/// The leaves because of which `guard` does not pass, in the order of the file: a leaf that does
/// not hold, or a negation of one leaf that does. Of an `any` all are given. Empty when it passes.
std::vector<Guard> failing_leaves(const Guard& guard, const Judge& judge);

}  // namespace palabre::chart
