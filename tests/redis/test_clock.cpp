// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "redis/redis_clock.hpp"

namespace palabre::redis {

TEST_CASE("room time is Redis' time, a little late, and never goes back", "[redis]") {
  RedisClock clock;
  clock.learn(1'000'000, 500);  // on its way for 20 ms
  CHECK(clock.at(500) == 1'000'000);
  CHECK(clock.at(750) == 1'000'250);
  clock.learn(1'000'520, 1'000);  // at once
  CHECK(clock.at(1'000) == 1'000'520);
  clock.learn(1'000'600, 1'200);  // late again: the best of the latest counts
  CHECK(clock.at(1'200) == 1'000'720);
}

TEST_CASE("a clock of Redis that was put back holds room time still", "[redis]") {
  RedisClock clock;
  clock.learn(1'000'000, 0);
  CHECK(clock.at(0) == 1'000'000);
  for (Instant steady = 1; steady <= 16; ++steady) clock.learn(995'000 + steady, steady);
  CHECK(clock.at(1'000) == 1'000'000);
  CHECK(clock.at(4'999) == 1'000'000);
  CHECK(clock.at(5'001) == 1'000'001);
}

TEST_CASE("a clock of Redis that was put forward is followed at once", "[redis]") {
  RedisClock clock;
  clock.learn(1'000'000, 0);
  clock.learn(2'000'000, 10);
  CHECK(clock.at(10) == 2'000'000);
}

}  // namespace palabre::redis
