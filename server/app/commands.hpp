// SPDX-License-Identifier: AGPL-3.0-or-later
// `palabre check` and `palabre rehearse`: a scenario's mistakes, and its rehearsals played.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "room/minutes.hpp"

namespace palabre::app {

/// Checks scenario folders, or folders of them: every mistake at once, each with its place and its
/// mend. Returns the exit code: 0 when there is none, 1 for mistakes, 2 when a path cannot be read.
int run_check(const std::vector<std::string>& paths, std::ostream& out);

/// Plays every rehearsal of the scenarios at `paths`. With `walk`, prints each act. With
/// `coverage`, all of a scenario's rehearsals together must take every transition and see each
/// guard pass and refuse. Ends with "N passed, N failed". Returns 0, 1 (a rehearsal failed or a
/// gap), or 2 (cannot be read).
int run_rehearse(const std::vector<std::string>& paths,
                 bool coverage,
                 bool walk,
                 const room::Catalogue& catalogue,
                 std::ostream& out);

}  // namespace palabre::app
