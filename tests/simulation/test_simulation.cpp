// SPDX-License-Identifier: AGPL-3.0-or-later
// Seeds that failed once, and what makes a seed worth writing down: that it can be played again.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "simulation/play.hpp"
#include "simulation/world.hpp"

using namespace palabre;
using namespace palabre::sim;

TEST_CASE("[G1] [G2] [G3] [G4] [G5] [G7] seeds that failed once hold") {
  std::ifstream file(PALABRE_TREE "/tests/simulation/seeds.txt");
  std::size_t played = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::uint64_t seed = 0;
    if (!(words >> seed)) continue;
    const Outcome outcome = play(seed);
    INFO(told(outcome));
    CHECK(outcome.broken.empty());
    ++played;
  }
  CHECK(played > 0);
}

TEST_CASE("a seed played again is the same palabre") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::vector<std::string> ends;
    std::vector<Tally> met;
    for (int time = 0; time < 2; ++time) {
      World world(seed);
      world.play();
      const History history = world.history();
      REQUIRE_FALSE(history.log.empty());
      ends.push_back(history.log.back().hash);
      met.push_back(world.trace().tally());
    }
    CHECK(ends[0] == ends[1]);
    CHECK(met[0] == met[1]);
  }
}

TEST_CASE("[G1] [G2] [G3] [G4] [G5] [G7] whatever fails, what was promised holds") {
  constexpr std::uint64_t seeds = 60;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Outcome outcome = play(seed);
    INFO(told(outcome));
    CHECK(outcome.broken.empty());
  }
}
