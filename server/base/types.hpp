// SPDX-License-Identifier: AGPL-3.0-or-later
// The small values that every level shares: ids, instants, texts.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre {

/// An id of one kind, written as its letter and a number from 1 ("s12"); 0 is "none". Never reused
/// in a room.
template <char Letter>
struct Id {
  std::uint32_t n = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return n != 0; }
  std::string str() const { return n == 0 ? std::string() : Letter + std::to_string(n); }

  /// "s12" → 12; nothing for any other spelling ("s012", "s0", "x12").
  static std::optional<Id> parse(std::string_view written) {
    if (written.size() < 2 || written.size() > 10 || written[0] != Letter || written[1] == '0')
      return std::nullopt;
    Id id;
    auto [end, error] = std::from_chars(written.data() + 1, written.data() + written.size(), id.n);
    if (error != std::errc() || end != written.data() + written.size()) return std::nullopt;
    return id;
  }
};

using SeatId = Id<'s'>;      ///< a person's place in the palabre
using ActivityId = Id<'a'>;  ///< one running of an activity
using ItemId = Id<'i'>;      ///< an idea, objection, commitment … within its activity

/// An instant of room time (the log's clock): milliseconds since the Unix epoch, UTC.
using Instant = std::int64_t;
/// A length of time in milliseconds.
using Duration = std::int64_t;

/// A person's words. Stored apart from the facts, so that they can be erased; `length` stays, and
/// is all that rules may read. Erased words are empty with a length above 0.
struct Text {
  std::string value;         ///< NFC, no control characters but '\n', trimmed
  std::uint32_t length = 0;  ///< in code points
  bool operator==(const Text&) const = default;
  bool empty() const { return length == 0; }
};

}  // namespace palabre
