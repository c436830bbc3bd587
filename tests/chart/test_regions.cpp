// SPDX-License-Identifier: AGPL-3.0-or-later
// Steps through regions side by side: both answer, conflicts are settled, all must end.
#include <catch2/catch.hpp>

#include "chart/run.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

const Judge always_so = [](const Guard&) { return true; };

/// Talk and clock side by side, the talk in two steps.
constexpr const char* talk_and_clock = R"({
  "both": {"type": "parallel", "onDone": "z", "on": {"withdraw": "z", "skip": "wrap_up"}, "states": {
    "talk": {"initial": "open", "states": {
      "open": {"on": {"advance": "wrap_up", "leap": {"target": ["wrap_up", "late"]}, "out": "aside"}},
      "wrap_up": {"on": {"advance": "talk_over"}}, "talk_over": {"type": "final"}}},
    "clock": {"initial": "early", "states": {
      "early": {"on": {"advance": "late", "out": "z"}},
      "late": {"on": {"advance": "clock_over"}}, "clock_over": {"type": "final"}}}}},
  "aside": {"on": {"back": "late"}},
  "z": {"type": "final"}})";

TEST_CASE("all regions begin, and an event goes to each of them") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  CHECK(run.leaves() == "open early");
  run.send("advance");
  CHECK(run.leaves() == "wrap_up late");
  CHECK(run.steps.back().taken.size() == 2);
}

TEST_CASE("side by side is done when every region is") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  run.send("advance");
  run.send("advance");
  CHECK(run.leaves() == "z");
  const Step& ending = run.steps[2];
  CHECK(ending.raised ==
        std::vector<std::string>{"done.state.talk", "done.state.clock", "done.state.both"});
}

TEST_CASE("one region that ends alone ends nothing") {
  const Chart chart = sample::chart_of("both", R"({
    "both": {"type": "parallel", "onDone": "z", "states": {
      "talk": {"initial": "open", "states": {"open": {"on": {"advance": "over"}},
                                             "over": {"type": "final"}}},
      "clock": {"initial": "early", "states": {"early": {"on": {"again": "late"}},
                                               "late": {"type": "final"}}}}},
    "z": {"type": "final"}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.leaves() == "over early");
  CHECK(run.steps.back().raised == std::vector<std::string>{"done.state.talk"});
  run.send("again");
  CHECK(run.leaves() == "z");
}

TEST_CASE("of two regions that would both leave, the first in the file goes") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  run.send("out");
  CHECK(run.leaves() == "aside");
  CHECK(run.steps.back().taken.size() == 1);
}

TEST_CASE("a target inside one region begins the others anew") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  run.send("out");
  run.send("back");
  CHECK(run.leaves() == "open late");
}

TEST_CASE("a target in each of two regions") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  run.send("leap");
  CHECK(run.leaves() == "wrap_up late");
}

TEST_CASE("the state around the regions answers when no region does") {
  const Chart chart = sample::chart_of("both", talk_and_clock);
  Run run(chart, always_so);
  run.send("skip");
  CHECK(run.leaves() == "wrap_up early");
  run.send("withdraw");
  CHECK(run.leaves() == "z");
}

TEST_CASE("a region inside beats the state around, also for the other region") {
  const Chart chart = sample::chart_of("both", R"({
    "both": {"type": "parallel", "on": {"advance": "z"}, "states": {
      "talk": {"initial": "open", "states": {"open": {"on": {"advance": "more"}}, "more": {}}},
      "clock": {"initial": "early", "states": {"early": {}}}}},
    "z": {"type": "final"}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.leaves() == "more early");
}

TEST_CASE("the state around is not asked when a region took the event and stayed where it is") {
  const Chart chart = sample::chart_of("both", R"({
    "both": {"type": "parallel", "on": {"advance": "z"}, "states": {
      "talk": {"on": {"advance": {"actions": {"type": "raise", "params": {"event": "noted"}}}}},
      "clock": {}}},
    "z": {"type": "final"}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.leaves() == "talk clock");
}

TEST_CASE("always in two regions happens in one step") {
  const Chart chart = sample::chart_of("both", R"({
    "both": {"type": "parallel", "states": {
      "talk": {"initial": "open", "states": {
        "open": {"always": {"target": "more", "guard": {"type": "flag"}}}, "more": {}}},
      "clock": {"initial": "early", "states": {
        "early": {"always": {"target": "late", "guard": {"type": "flag"}}}, "late": {}}}}}})");
  Run run(chart, always_so);
  CHECK(run.leaves() == "more late");
  CHECK(run.steps.size() == 2);
}

TEST_CASE("regions inside regions are done from the inside out") {
  const Chart chart = sample::chart_of("both", R"({
    "both": {"type": "parallel", "onDone": "z", "states": {
      "talk": {"type": "parallel", "onDone": "wrong", "states": {
        "hands": {"initial": "up", "states": {"up": {"on": {"advance": "down"}},
                                              "down": {"type": "final"}}}}},
      "clock": {"initial": "early", "states": {"early": {"on": {"advance": "late"}},
                                               "late": {"type": "final"}}}}},
    "wrong": {}, "z": {"type": "final"}})");
  Run run(chart, [](const Guard&) { return true; });
  run.send("advance");
  CHECK(run.steps[1].raised ==
        std::vector<std::string>{
            "done.state.hands", "done.state.talk", "done.state.clock", "done.state.both"});
}

TEST_CASE("a chart whose root runs side by side ends when all of it has") {
  OrderedJson file = sample::scenario("", R"({
    "talk": {"initial": "open", "states": {"open": {"on": {"advance": "over"}},
                                           "over": {"type": "final"}}},
    "clock": {"initial": "early", "states": {"early": {"on": {"again": "late"}},
                                             "late": {"type": "final"}}}})");
  file["type"] = "parallel";
  const Chart chart = sample::chart_of(file);
  Run run(chart, always_so);
  run.send("advance");
  CHECK_FALSE(ended(chart, run.configuration));
  run.send("again");
  CHECK(ended(chart, run.configuration));
}

}  // namespace
}  // namespace palabre::chart
