// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/trace.hpp"

#include <utility>

#include <fmt/format.h>

namespace palabre::sim {

void Trace::say(std::string line) {
  if (last_.size() == trace_lines_max) last_.pop_front();
  const Duration at = schedule_.now() - begin_;
  last_.push_back(fmt::format("{:4}.{:03} {}", at / 1000, at % 1000, std::move(line)));
}

}  // namespace palabre::sim
