// SPDX-License-Identifier: AGPL-3.0-or-later
// What a run met: counted by name over all of it, and its last inputs and faults in words.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "simulation/schedule.hpp"

namespace palabre::sim {

/// How often each thing was met, "acked" or "push lost".
using Tally = std::map<std::string, std::uint64_t>;

inline constexpr std::size_t trace_lines_max = 400;

class Trace {
 public:
  explicit Trace(const Schedule& schedule) : schedule_(schedule), begin_(schedule.now()) {}

  void count(const std::string& what, std::uint64_t times = 1) { tally_[what] += times; }
  void say(std::string line);
  const Tally& tally() const { return tally_; }
  const std::deque<std::string>& last() const { return last_; }

 private:
  const Schedule& schedule_;
  Instant begin_;
  Tally tally_;
  std::deque<std::string> last_;
};

}  // namespace palabre::sim
