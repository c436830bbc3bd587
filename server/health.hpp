// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks a server how it is, for whoever watches over it: `palabre health`.
#pragma once

#include <ostream>

#include "config.hpp"

namespace palabre {

/// Says `ready` when people may be sent there, otherwise why not, in one sentence for `problems`.
/// Gives the exit code of the process.
int run_health(const HealthOptions& options, std::ostream& out, std::ostream& problems);

}  // namespace palabre
