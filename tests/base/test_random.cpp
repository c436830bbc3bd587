// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <numeric>
#include <set>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/random.hpp"

using namespace palabre;

TEST_CASE("the same seed draws the same, another one something else") {
  Random one(7);
  Random same(7);
  Random other(8);
  std::vector<std::uint64_t> drawn(300);
  std::vector<std::uint64_t> again(300);
  std::vector<std::uint64_t> elsewhere(300);
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    drawn[i] = one.next();
    again[i] = same.next();
    elsewhere[i] = other.next();
  }
  CHECK(drawn == again);
  CHECK(drawn != elsewhere);
  CHECK(std::set<std::uint64_t>(drawn.begin(), drawn.end()).size() == drawn.size());
}

TEST_CASE("what is drawn below a bound is below it, and everything there can come") {
  CHECK(rc::check([](std::uint64_t seed, std::uint64_t bound) {
    RC_PRE(bound > 0U);
    Random random(seed);
    for (int i = 0; i < 20; ++i) RC_ASSERT(random.below(bound) < bound);
  }));
  Random random(1);
  CHECK(random.below(1) == 0);
  std::vector<int> counts(6);
  for (int i = 0; i < 6000; ++i) ++counts[random.below(6)];
  for (const int count : counts) {
    CHECK(count > 800);
    CHECK(count < 1200);
  }
}

TEST_CASE("a shuffle keeps everything and reaches every order") {
  CHECK(rc::check([](std::uint64_t seed, std::vector<int> list) {
    std::vector<int> shuffled = list;
    Random random(seed);
    random.shuffle(shuffled);
    std::sort(shuffled.begin(), shuffled.end());
    std::sort(list.begin(), list.end());
    RC_ASSERT(shuffled == list);
  }));
  std::set<std::vector<int>> orders;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<int> list = {1, 2, 3, 4};
    Random random(seed);
    random.shuffle(list);
    orders.insert(list);
  }
  CHECK(orders.size() == 24);
}

TEST_CASE("hexadecimal digits are as many as asked, lower case") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random(seed);
    const auto bytes = static_cast<std::size_t>(*rc::gen::inRange(0, 70));
    const std::string drawn = random.hex(bytes);
    RC_ASSERT(drawn.size() == bytes * 2);
    RC_ASSERT(drawn.find_first_not_of("0123456789abcdef") == std::string::npos);
  }));
  Random random(3);
  CHECK(random.hex(16) != random.hex(16));
}
