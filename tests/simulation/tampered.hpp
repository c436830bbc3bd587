// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests of the checker: histories that somebody changed.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "simulation/check.hpp"

namespace palabre::sim {

/// Makes the log one as somebody would have written it: a chain without a flaw.
inline void chain(std::vector<app::LoggedEntry>& log) {
  std::string before;
  for (std::size_t i = 0; i < log.size(); ++i) {
    log[i].seq = i + 1;
    log[i].hash = before = hash_of({before, log[i].entry.header, log[i].entry.facts});
  }
}

/// Whether the checker finds something in `history` that it says with `words`.
inline bool notices(const History& history, const std::string& words) {
  const auto broken = check(history);
  return std::any_of(broken.begin(), broken.end(), [&](const std::string& what) {
    return what.find(words) != std::string::npos;
  });
}

}  // namespace palabre::sim
