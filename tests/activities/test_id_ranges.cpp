// SPDX-License-Identifier: AGPL-3.0-or-later
#include <set>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "activities/id_ranges.hpp"

using namespace palabre;
using activities::IdRanges;

TEST_CASE("ranges of ids hold what a set holds, and are written as few pairs as there can be") {
  CHECK(rc::check([](const std::vector<std::pair<bool, std::uint8_t>>& acts) {
    IdRanges ranges;
    std::set<std::uint32_t> set;
    for (const auto& [adds, drawn] : acts) {
      const std::uint32_t n = 1U + drawn % 20U;
      if (adds) {
        ranges.add(n);
        set.insert(n);
      } else {
        ranges.remove(n);
        set.erase(n);
      }
      std::vector<std::uint32_t> held;
      ranges.each([&](std::uint32_t one) { held.push_back(one); });
      RC_ASSERT(held == std::vector<std::uint32_t>(set.begin(), set.end()));
      RC_ASSERT(ranges.size() == set.size());
      RC_ASSERT(IdRanges::of(ranges.written()) == ranges);
      for (std::uint32_t one = 0; one <= 21; ++one)
        RC_ASSERT(ranges.contains(one) == set.contains(one));
    }
  }));
}

TEST_CASE("ranges include others when every one of theirs is among them") {
  const auto of = [](const std::vector<std::int64_t>& pairs) { return IdRanges::of(pairs); };
  CHECK(of({1, 5, 8, 9}).includes(of({2, 3, 8, 8})));
  CHECK(of({1, 5, 8, 9}).includes(of({})));
  CHECK_FALSE(of({1, 5, 8, 9}).includes(of({5, 8})));
  CHECK_FALSE(of({}).includes(of({1, 1})));
}

TEST_CASE("what is written as no ascending pairs is left out") {
  CHECK(IdRanges::of({3, 1, 4, 4, 5, 6, 0, 9, 8}).written() == std::vector<std::int64_t>{4, 4});
  CHECK(IdRanges::of({1, 5'000'000'000}).size() == 0);
  CHECK(IdRanges::in({{"cards", {1, 2, "x"}}}, "cards").size() == 2);
  CHECK(IdRanges::in({{"cards", "x"}}, "cards").size() == 0);
  CHECK(IdRanges::in(Json(), "cards").size() == 0);
}

TEST_CASE("an output has an item among its items, or in the ranges that it shows") {
  CHECK(activities::has_item({{"shown", {1, 90}}}, "i90"));
  CHECK_FALSE(activities::has_item({{"shown", {1, 90}}}, "i91"));
  CHECK(activities::has_item({{"items", {"g1", "g2"}}}, "g2"));
  CHECK_FALSE(activities::has_item({{"items", {"g1", "g2"}}}, "g3"));
  CHECK_FALSE(activities::has_item({{"version", 2}}, "i1"));
}
