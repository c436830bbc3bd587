// SPDX-License-Identifier: AGPL-3.0-or-later
// A set of seats as bits: all of them in a large palabre are 1 500 bytes, for another server 2 000.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/types.hpp"

namespace palabre::app {

class SeatSet {
 public:
  void insert(SeatId seat);
  void insert(const SeatSet& others);
  bool contains(SeatId seat) const;
  std::size_t size() const;
  bool empty() const { return bits_.empty(); }
  bool operator==(const SeatSet&) const = default;

  /// The bits in base64, without padding.
  std::string text() const;
  /// What text() wrote; nothing for anything else, or more than a palabre's seats.
  static std::optional<SeatSet> read(const std::string& text);

 private:
  std::vector<std::uint8_t> bits_;  ///< seat n is bit n % 8 of byte n / 8; the last is not 0
};

}  // namespace palabre::app
