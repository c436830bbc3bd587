// SPDX-License-Identifier: AGPL-3.0-or-later
// Loops that a chart would run round without anybody doing anything. Internal to check_flow.
#pragma once

#include "chart/flow.hpp"
#include "chart/mistake.hpp"

namespace palabre::chart {

/// Adds `endless_loop` for `always` and raised events that lead back to themselves without a guard,
/// and for an `always` that stays where it is: what let it pass once lets it pass for ever.
void check_loops(const Chart& chart, const Flow& flow, Mistakes& out);

}  // namespace palabre::chart
