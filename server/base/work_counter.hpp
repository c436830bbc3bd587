// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts the nodes that differences and descriptions visit, so that a test can hold their growth.
#pragma once

#include <cstdint>

namespace palabre {

/// Nodes visited on this thread since it started; only ever read as a difference by tests and
/// bench/.
std::uint64_t visited_nodes();
void count_visited_node();

}  // namespace palabre
