// SPDX-License-Identifier: AGPL-3.0-or-later
// One seed, played and checked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/trace.hpp"

namespace palabre::sim {

struct Outcome {
  std::uint64_t seed = 0;
  std::string scenario;
  std::vector<std::string> broken;  ///< what is not as promised
  std::vector<std::string> last;    ///< the last inputs and faults before the end
  Tally met;
};

Outcome play(std::uint64_t seed);

/// For people: the seed, what is broken, and what came before.
std::string told(const Outcome& outcome);

/// How often each thing was met, a line each.
std::string told(const Tally& tally);

/// What has to have been met, were it only once, for so many seeds to mean anything: those that
/// were not.
std::vector<std::string> never_met(const Tally& tally);

}  // namespace palabre::sim
