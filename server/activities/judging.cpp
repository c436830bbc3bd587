// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/judging.hpp"

#include <algorithm>
#include <array>

namespace palabre::activities {

bool is_date(std::string_view written) {
  if (written.size() != 10 || written[4] != '-' || written[7] != '-') return false;
  auto number = [&](std::size_t from, std::size_t count) {
    int n = 0;
    for (const char c : written.substr(from, count)) {
      if (c < '0' || c > '9') return -1;
      n = n * 10 + (c - '0');
    }
    return n;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::vector<std::int64_t> seat_ranges(const std::vector<SeatId>& ascending) {
  std::vector<std::int64_t> ranges;
  for (const SeatId seat : ascending) {
    if (!ranges.empty() && ranges.back() + 1 == seat.n) {
      ranges.back() = seat.n;
    } else {
      ranges.push_back(seat.n);
      ranges.push_back(seat.n);
    }
  }
  return ranges;
}

std::vector<SeatId> seats_of_ranges(const std::vector<std::int64_t>& ranges) {
  std::vector<SeatId> seats;
  for (std::size_t i = 0; i + 1 < ranges.size(); i += 2) {
    if (ranges[i] < 1 || ranges[i + 1] > std::int64_t{UINT32_MAX}) continue;
    for (std::int64_t n = ranges[i]; n <= ranges[i + 1]; ++n) {
      if (seats.size() >= seats_in_ranges_max) return seats;
      seats.push_back(SeatId{static_cast<std::uint32_t>(n)});
    }
  }
  return seats;
}

std::vector<SeatId> counted_seats(const Context& by) {
  std::vector<SeatId> seats;
  by.census.each([&](SeatId seat, Attendance mark) {
    if (mark == Attendance::counted) seats.push_back(seat);
  });
  return seats;
}

Json seat_names(const std::vector<SeatId>& seats) {
  Json names = Json::array();
  for (const SeatId seat : seats) names.push_back(seat.str());
  return names;
}

void add_one(SeatCounts& counts, SeatId seat) {
  const std::size_t* n = counts.find(seat);
  counts.set(seat, n == nullptr ? 1 : *n + 1);
}

void take_one(SeatCounts& counts, SeatId seat) {
  const std::size_t* n = counts.find(seat);
  if (n == nullptr) return;
  if (*n > 1)
    counts.set(seat, *n - 1);
  else
    counts.erase(seat);
}

}  // namespace palabre::activities
