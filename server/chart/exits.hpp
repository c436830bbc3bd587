// SPDX-License-Identifier: AGPL-3.0-or-later
// What people may call now, and for each why not: what the buttons of a face are made of.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.hpp"
#include "chart/microstep.hpp"

namespace palabre::chart {

/// One transition that an event which people call could take now.
struct Exit {
  std::string event;
  TransitionIndex transition = 0;
  std::vector<std::string> targets;  ///< keys
  bool passes = false;
  bool passes_overridden = false;  ///< only habits are in the way
  bool taken = false;              ///< calling `event` now takes this one
  std::vector<Guard> failing;      ///< as `failing_leaves`; empty when it passes
  bool operator==(const Exit&) const = default;
};

/// The exits of a configuration: inner states before outer ones, branches in the order of the file;
/// of an event all its branches. Events that the chart raises itself are not among them.
std::vector<Exit> exits(const Chart& chart, const Configuration& configuration, const Judge& judge);

}  // namespace palabre::chart
