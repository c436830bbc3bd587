// SPDX-License-Identifier: AGPL-3.0-or-later
// A set of numbered ids, small however many they are.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "activities/activity.hpp"

namespace palabre::activities {

/// A set of the numbers of ids as pairs first, last: what was given one after the other and stayed
/// is one pair, so that thousands of ideas fit into an output.
class IdRanges {
 public:
  bool contains(std::uint32_t n) const;
  void add(std::uint32_t n);
  void remove(std::uint32_t n);
  std::size_t size() const { return size_; }
  bool includes(const IdRanges& other) const;
  /// Calls `visit(n)` in ascending order.
  template <class F>
  void each(F&& visit) const {
    for (const auto& [first, last] : pairs_)
      for (std::uint64_t n = first; n <= last; ++n) visit(static_cast<std::uint32_t>(n));
  }
  /// As outputs and events hold it: 1 2 3 7 → [1, 3, 7, 7].
  std::vector<std::int64_t> written() const;
  /// What is no ascending pair is left out.
  static IdRanges of(const std::vector<std::int64_t>& written);
  /// The same from the field `name` of an output; empty when it has none.
  static IdRanges in(const Json& output, const char* name);
  bool operator==(const IdRanges&) const = default;

 private:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  std::vector<Pair>::const_iterator after(std::uint32_t n) const;

  std::vector<Pair> pairs_;  // ascending, never touching
  std::size_t size_ = 0;
};

/// Whether the output of an activity says that it has an item `id` that everybody may see: among
/// its `items`, or in the ranges that it has `shown`.
bool has_item(const Json& output, const std::string& id);

}  // namespace palabre::activities
