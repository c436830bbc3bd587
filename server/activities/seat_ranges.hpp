// SPDX-License-Identifier: AGPL-3.0-or-later
// The counted seats as ranges: seats are numbered without gaps, so that an event can name ten
// thousand of them in a few bytes.
#pragma once

#include <algorithm>
#include <vector>

#include "activities/activity.hpp"

namespace palabre::activities {

/// More seats than one palabre ever holds; a range read from an event is cut to this length.
inline constexpr std::uint32_t range_length_max = 65'536;

/// Pairs of first and last seat, in two lists of one length, ascending.
struct SeatRanges {
  std::vector<SeatId> from;
  std::vector<SeatId> to;
  bool operator==(const SeatRanges&) const = default;
  bool empty() const { return from.empty(); }
};

inline SeatRanges counted_ranges(const Census& census) {
  SeatRanges ranges;
  census.each([&](SeatId seat, Attendance mark) {
    if (mark != Attendance::counted) return;
    if (!ranges.to.empty() && ranges.to.back().n + 1 == seat.n) {
      ranges.to.back() = seat;
    } else {
      ranges.from.push_back(seat);
      ranges.to.push_back(seat);
    }
  });
  return ranges;
}

/// Calls `visit(seat)` in ascending order; total on lists that no census gave.
template <class F>
void each_seat(const SeatRanges& ranges, F&& visit) {
  for (std::size_t i = 0; i < std::min(ranges.from.size(), ranges.to.size()); ++i) {
    const std::uint32_t first = ranges.from[i].n;
    const std::uint32_t last = ranges.to[i].n;
    for (std::uint32_t n = first; n <= last && n - first < range_length_max; ++n) visit(SeatId{n});
  }
}

}  // namespace palabre::activities
