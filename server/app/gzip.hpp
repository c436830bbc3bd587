// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes made smaller once, for all who will ask for them.
#pragma once

#include <string>

namespace palabre::app {

/// `plain` as a gzip file (RFC 1952), as small as it gets: milliseconds for a scenario.
std::string gzip_of(const std::string& plain);

}  // namespace palabre::app
