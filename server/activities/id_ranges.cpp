// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/id_ranges.hpp"

#include <algorithm>

namespace palabre::activities {

// The first pair that begins after `n`.
std::vector<IdRanges::Pair>::const_iterator IdRanges::after(std::uint32_t n) const {
  return std::upper_bound(pairs_.begin(), pairs_.end(), n, [](std::uint32_t number, const Pair& p) {
    return number < p.first;
  });
}

bool IdRanges::contains(std::uint32_t n) const {
  const auto next = after(n);
  return next != pairs_.begin() && n <= std::prev(next)->second;
}

void IdRanges::add(std::uint32_t n) {
  if (contains(n)) return;
  ++size_;
  const auto at = pairs_.begin() + (after(n) - pairs_.cbegin());
  const bool joins_left = at != pairs_.begin() && std::prev(at)->second + 1 == n;
  const bool joins_right = at != pairs_.end() && n + 1 == at->first;
  if (joins_left && joins_right) {
    std::prev(at)->second = at->second;
    pairs_.erase(at);
  } else if (joins_left) {
    std::prev(at)->second = n;
  } else if (joins_right) {
    at->first = n;
  } else {
    pairs_.insert(at, {n, n});
  }
}

void IdRanges::remove(std::uint32_t n) {
  if (!contains(n)) return;
  --size_;
  const auto at = pairs_.begin() + (after(n) - pairs_.cbegin()) - 1;
  const Pair was = *at;
  if (was.first == was.second) {
    pairs_.erase(at);
  } else if (n == was.first) {
    at->first = n + 1;
  } else {
    at->second = n - 1;
    if (n < was.second) pairs_.insert(at + 1, {n + 1, was.second});
  }
}

bool IdRanges::includes(const IdRanges& other) const {
  return std::all_of(other.pairs_.begin(), other.pairs_.end(), [&](const Pair& pair) {
    const auto next = after(pair.first);
    return next != pairs_.begin() && pair.second <= std::prev(next)->second;
  });
}

std::vector<std::int64_t> IdRanges::written() const {
  std::vector<std::int64_t> out;
  out.reserve(2 * pairs_.size());
  for (const auto& [first, last] : pairs_) {
    out.push_back(first);
    out.push_back(last);
  }
  return out;
}

IdRanges IdRanges::of(const std::vector<std::int64_t>& written) {
  constexpr std::int64_t id_max = 0xFFFF'FFFE;  // one more still is an id
  IdRanges out;
  std::int64_t past = 0;
  for (std::size_t i = 0; i + 1 < written.size(); i += 2) {
    const std::int64_t first = written[i], last = written[i + 1];
    if (first <= past || last < first || last > id_max) continue;
    out.pairs_.emplace_back(static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last));
    out.size_ += static_cast<std::size_t>(last - first + 1);
    past = last + 1;
  }
  return out;
}

IdRanges IdRanges::in(const Json& output, const char* name) {
  std::vector<std::int64_t> written;
  if (!output.is_object()) return {};
  const auto found = output.find(name);
  if (found == output.end() || !found->is_array()) return {};
  for (const Json& one : *found)
    if (one.is_number_integer()) written.push_back(one.get<std::int64_t>());
  return of(written);
}

bool has_item(const Json& output, const std::string& id) {
  if (!output.is_object()) return false;
  if (const auto number = ItemId::parse(id); number && output.contains("shown"))
    return IdRanges::in(output, "shown").contains(number->n);
  const auto items = output.find("items");
  return items != output.end() && items->is_array() &&
         std::find(items->begin(), items->end(), Json(id)) != items->end();
}

}  // namespace palabre::activities
