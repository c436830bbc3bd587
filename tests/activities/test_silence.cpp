// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/silence/silence.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json end = {{"type", "end"}};
Json extend(int s) { return {{"type", "extend"}, {"s", s}}; }

Bench silence_of(int s) {
  Bench bench(activities::silence::kind(), {{"s", s}}, 3);
  bench.begin();
  return bench;
}

}  // namespace

TEST_CASE("a silence ends by itself when its time has come, and not before") {
  Bench bench = silence_of(60);
  const Instant begun = bench.now;
  CHECK(bench.room() ==
        Json{{"s", 60}, {"over", false}, {"started_at", begun}, {"until", begun + 60'000}});
  bench.wait(59'999);
  CHECK_FALSE(bench.settled());
  CHECK(bench.minute_codes().empty());
  bench.wait(1);
  CHECK(bench.outcome() == "over");
  CHECK(bench.room()["over"] == true);
  CHECK(bench.output() == Json{{"over", true}});
  CHECK(bench.minutes("silence_kept")[0] ==
        Json{{"started_at", begun}, {"over_at", begun + 60'000}});
  CHECK(bench.as(seat(1), extend(30)) == "stale");
  bench.check_replay();
}

TEST_CASE("whoever conducts makes it longer or ends it; nobody else") {
  Bench bench = silence_of(60);
  const Instant begun = bench.now;
  CHECK(bench.as(seat(2), extend(30)) == "not_allowed");
  CHECK(bench.as(seat(2), end) == "not_allowed");
  CHECK(bench.as(seat(1), extend(30)) == accepted);
  CHECK(bench.room()["until"] == begun + 90'000);
  CHECK(bench.room()["s"] == 90);
  bench.wait(80'000);
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(1), end) == accepted);
  CHECK(bench.outcome() == "over");
  CHECK(bench.minutes("silence_kept")[0]["over_at"] == begun + 80'000);
  Bench long_one = silence_of(1800);
  CHECK(long_one.as(seat(1), extend(5)) == "too_many");
  CHECK(long_one.refusal().params == Json{{"max", 1800}});
  CHECK_FALSE(activities::silence::kind().make({{"s", 1801}}).has_value());
  CHECK_FALSE(activities::silence::kind().make(Json::object()).has_value());
}

TEST_CASE("without a conductor anyone may end a silence; who goes or comes changes nothing") {
  Bench bench = silence_of(60);
  bench.conducted = false;
  const Json before = bench.room();
  bench.join();
  bench.mark(seat(2), Attendance::away);
  CHECK(bench.room() == before);
  CHECK(bench.as(seat(2), end) == "not_counted");
  CHECK(bench.as(seat(3), end) == accepted);
  CHECK(bench.settled());
}

TEST_CASE("while the clocks stand still a silence is not used up") {
  Bench bench = silence_of(60);
  const activities::AnyActivity moved = bench.activity().shifted(5'000);
  CHECK(moved.deadline() == bench.now + 65'000);
  CHECK(bench.as(seat(1), end) == accepted);
  CHECK_FALSE(bench.activity().deadline().has_value());
  CHECK(bench.activity().shifted(5'000) == bench.activity());
}
