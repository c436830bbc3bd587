// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/present/present.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {
const Json finish = {{"type", "finish"}};
Bench presenting(Json input = Json::object()) {
  return Bench(activities::present::kind(), std::move(input));
}
}  // namespace

TEST_CASE("the presenter finishes, and only the presenter or whoever conducts can") {
  Bench bench = presenting({{"by", "proposer"}});
  bench.hold("proposer", seat(2));
  bench.begin();
  CHECK(bench.room() == Json{{"role", "proposer"}, {"by", "s2"}, {"finished", false}});
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(3), finish) == "not_allowed");
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.outcome() == "presented");
  CHECK(bench.as(seat(2), finish) == "stale");
  CHECK(bench.minutes("present_finished") ==
        std::vector<Json>{{{"seat", "s2"}, {"finished_at", bench.now}}});
}

TEST_CASE(
    "whoever facilitates can finish for a presenter who forgets, and the minutes name the "
    "presenter") {
  Bench bench = presenting({{"by", "proposer"}});
  bench.hold("proposer", seat(2));
  bench.begin();
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.room()["by"] == "s2");
  CHECK(bench.minutes("present_finished")[0]["seat"] == "s2");
}

TEST_CASE("without a conductor anyone finishes") {
  Bench bench = presenting();
  bench.conducted = false;
  bench.begin();
  CHECK(bench.as(seat(3), finish) == accepted);
}

TEST_CASE("a presenter without a device finishes through a neighbour") {
  Bench bench = presenting({{"by", "proposer"}});
  bench.hold("proposer", seat(2));
  bench.begin();
  CHECK(bench.as(seat(2), finish, seat(3)) == accepted);
}

TEST_CASE("when the role is handed on, the right to finish goes with it") {
  Bench bench = presenting({{"by", "proposer"}});
  bench.hold("proposer", seat(2));
  bench.begin();
  bench.hold("proposer", seat(3));
  CHECK(bench.as(seat(2), finish) == "not_allowed");
  CHECK(bench.as(seat(3), finish) == accepted);
}

TEST_CASE("a vacant role shows nobody and does not block") {
  Bench bench = presenting({{"by", "guest"}});
  bench.begin();
  CHECK_FALSE(bench.room().contains("by"));
  CHECK(bench.as(seat(2), finish) == "not_allowed");
  CHECK(bench.as(seat(1), finish) == accepted);
  bench.check_replay();
}
