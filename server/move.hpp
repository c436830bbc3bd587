// SPDX-License-Identifier: AGPL-3.0-or-later
// `palabre export CODE` and `palabre import FILE`.
#pragma once

#include <ostream>

#include "config.hpp"

namespace palabre {

/// Writes the palabre to a new file that only its owner reads, and takes it out of the log. Gives
/// the exit code: 0, or 1 after a sentence on `problems`; the palabre then lives on where it is.
int run_export(const ExportOptions& options, std::ostream& out, std::ostream& problems);

/// Brings the palabre of a file in. Gives the exit code, as run_export.
int run_import(const ImportOptions& options, std::ostream& out, std::ostream& problems);

}  // namespace palabre
