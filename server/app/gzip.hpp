// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes made smaller once, for all who will ask for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"

namespace palabre::app {

/// `plain` as a gzip file (RFC 1952), as small as it gets: milliseconds for a scenario.
std::string gzip_of(const std::string& plain);

/// A stretch of a gzip file, packed by itself: what many are sent is packed once, and stands in
/// each one's file before what is theirs alone.
struct PackedRun {
  Bytes deflated;  ///< ends on a byte's edge (RFC 1951, 3.2.4: an empty stored block)
  std::uint32_t crc = 0;
  std::size_t plain_bytes = 0;
};
PackedRun pack_run(std::string_view plain);

/// The gzip file of all runs, one after the other, in pieces.
std::vector<Bytes> gzip_of_runs(const std::vector<PackedRun>& runs);

}  // namespace palabre::app
