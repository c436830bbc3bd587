// SPDX-License-Identifier: AGPL-3.0-or-later
// Where in a palabre's log a view stands.
#pragma once

#include <cstdint>
#include <string>

namespace palabre::room {

/// [V4] Equal only when all three are: `seq` alone cannot see a log that lost its tail and grew
/// again.
struct Position {
  std::uint32_t epoch = 1;
  std::uint64_t seq = 0;
  std::string nonce;  ///< 16 hexadecimal digits, drawn freshly for each entry
  bool operator==(const Position&) const = default;
};

}  // namespace palabre::room
