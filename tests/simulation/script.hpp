// SPDX-License-Identifier: AGPL-3.0-or-later
// What is played: a scenario, read once for all seeds.
#pragma once

#include <memory>
#include <string>

#include "app/scenario_library.hpp"

namespace palabre::sim {

struct Script {
  std::string id;
  std::shared_ptr<const app::ScenarioLibrary> library;
  std::shared_ptr<const room::Scenario> scenario;
};

/// So many seeds on, the same scenario is played.
inline constexpr std::uint64_t scripts_played = 10;

/// The scenario that this seed plays: the tests' own tiny one, or one of the project's.
const Script& script_of(std::uint64_t seed);

}  // namespace palabre::sim
