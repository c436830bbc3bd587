// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/groups/drawing.hpp"

#include <algorithm>
#include <set>

#include "activities/judging.hpp"

namespace palabre::activities::groups {
namespace {

constexpr std::uint32_t base = 36;
constexpr std::size_t digits = 3;  // up to seat 46 655, four times the largest room

char digit_of(std::uint32_t n) { return static_cast<char>(n < 10 ? '0' + n : 'a' + (n - 10)); }

bool is_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

std::uint32_t value_of(char c) {
  return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

void add_packed(std::string& out, SeatId seat) {
  std::uint32_t n = seat.n;
  char written[digits];
  for (std::size_t i = digits; i > 0; --i) {
    written[i - 1] = digit_of(n % base);
    n /= base;
  }
  out.append(written, digits);
}

}  // namespace

std::string packed(const Members& groups) {
  std::string out;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) out += '.';
    for (const SeatId seat : groups[i]) add_packed(out, seat);
  }
  return out;
}

Members unpacked(std::string_view written) {
  Members groups(1);
  std::set<SeatId> known;
  std::size_t at = 0;
  while (at < written.size() && known.size() < seats_in_ranges_max) {
    if (written[at] == '.') {
      if (!groups.back().empty()) groups.emplace_back();
      ++at;
      continue;
    }
    const std::string_view word = written.substr(at, digits);
    if (word.size() < digits || !std::all_of(word.begin(), word.end(), is_digit)) break;
    SeatId seat;
    for (const char c : word) seat.n = seat.n * base + value_of(c);
    if (seat && known.insert(seat).second) groups.back().push_back(seat);
    at += digits;
  }
  if (groups.back().empty()) groups.pop_back();
  return groups;
}

Members drawn(std::vector<SeatId> seats, std::size_t size, Random& random) {
  if (seats.empty()) return {};
  random.shuffle(seats);
  std::size_t count = std::max<std::size_t>(1, seats.size() / size);
  if (seats.size() > count * (size + 1)) ++count;
  Members groups(count);
  for (std::size_t i = 0; i < seats.size(); ++i) groups[i % count].push_back(seats[i]);
  return groups;
}

Members united(Members groups, Random& random) {
  if (groups.size() < 2) return groups;
  random.shuffle(groups);
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return a.size() < b.size();
  });
  Members unions;
  if (groups.size() % 2 == 1 && groups.back().size() > 2) {
    unions.push_back(std::move(groups.back()));
    groups.pop_back();
  }
  for (std::size_t i = 0; i < groups.size() / 2; ++i) {
    std::vector<SeatId> both = std::move(groups[i]);
    const auto& other = groups[groups.size() - 1 - i];
    both.insert(both.end(), other.begin(), other.end());
    unions.push_back(std::move(both));
  }
  if (groups.size() % 2 == 1) {
    const auto& left = groups[groups.size() / 2];
    unions.back().insert(unions.back().end(), left.begin(), left.end());
  }
  return unions;
}

}  // namespace palabre::activities::groups
