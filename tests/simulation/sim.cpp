// SPDX-License-Identifier: AGPL-3.0-or-later
// `./dev sim [SEED | FROM-TO …]`: plays these seeds, or 200 fresh ones, and checks each.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/entropy.hpp"
#include "simulation/play.hpp"

namespace {

constexpr std::uint64_t fresh_seeds = 200;
constexpr std::size_t failures_told = 5;
constexpr std::size_t seeds_that_meet_all = 100;  // fewer may well not meet every fault

std::vector<std::uint64_t> seeds_of(int count, char* arguments[]) {
  std::vector<std::uint64_t> seeds;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const std::size_t dash = argument.find('-');
    const std::uint64_t from = std::strtoull(argument.c_str(), nullptr, 10);
    const std::uint64_t to =
        dash == std::string::npos ? from : std::strtoull(argument.c_str() + dash + 1, nullptr, 10);
    for (std::uint64_t seed = from; seed <= to; ++seed) seeds.push_back(seed);
  }
  if (!seeds.empty()) return seeds;
  palabre::Random random(palabre::app::system_entropy()());
  const std::uint64_t first = random.below(1'000'000'000);
  for (std::uint64_t i = 0; i < fresh_seeds; ++i) seeds.push_back(first + i);
  return seeds;
}

}  // namespace

int main(int count, char* arguments[]) {
  std::size_t failed = 0;
  palabre::sim::Tally met;
  const auto seeds = seeds_of(count, arguments);
  for (const std::uint64_t seed : seeds) {
    const auto outcome = palabre::sim::play(seed);
    for (const auto& [what, times] : outcome.met) met[what] += times;
    if (!outcome.broken.empty() && ++failed <= failures_told)
      std::cout << palabre::sim::told(outcome) << std::endl;
  }
  std::cout << fmt::format("seeds {} to {} met:\n", seeds.front(), seeds.back())
            << palabre::sim::told(met);
  std::size_t passed = seeds.size() - failed;
  if (seeds.size() >= seeds_that_meet_all) {
    const auto never = palabre::sim::never_met(met);
    for (const std::string& what : never) std::cout << "never met: " << what << "\n";
    ++(never.empty() ? passed : failed);
  }
  std::cout << fmt::format("{} passed, {} failed, 0 skipped", passed, failed) << std::endl;
  return failed == 0 ? 0 : 1;
}
