// SPDX-License-Identifier: AGPL-3.0-or-later
// Steps through states one inside the other: priorities, entering and leaving, raised events.
#include <catch2/catch.hpp>

#include "chart/run.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

const Judge always_so = [](const Guard&) { return true; };
const Judge never_so = [](const Guard&) { return false; };

std::vector<std::string> keys(const Chart& chart, const std::vector<StateIndex>& states) {
  std::vector<std::string> found;
  for (StateIndex state : states) found.push_back(chart.states[state].key);
  return found;
}

using Keys = std::vector<std::string>;

TEST_CASE("a chart begins with the root and what is initial inside") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "c", "states": {"b": {}, "c": {"on": {"advance": "z"}}}},
    "z": {"type": "final"}})");
  const Step first = initial_step(chart);
  CHECK(keys(chart, first.entered) == Keys{"", "a", "c"});
  CHECK(first.exited.empty());
  CHECK(first.taken.empty());
}

TEST_CASE("an event that nothing answers does nothing") {
  const Chart chart = sample::chart_of("a", R"({"a": {"on": {"advance": "z"}},
    "z": {"type": "final"}})");
  Run run(chart, always_so);
  CHECK_FALSE(run.send("withdraw"));
  CHECK(run.leaves() == "a");
}

TEST_CASE("inner states answer before outer ones, and a refused guard hands on to the outer") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "on": {"advance": "outer"}, "states": {
      "b": {"on": {"advance": {"target": "inner", "guard": {"type": "flag"}}}}, "inner": {}}},
    "outer": {"on": {"advance": "z"}}, "z": {"type": "final"}})");
  Run passes(chart, always_so);
  passes.send("advance");
  CHECK(passes.leaves() == "inner");
  Run refused(chart, never_so);
  refused.send("advance");
  CHECK(refused.leaves() == "outer");
}

TEST_CASE("among branches the first that passes is taken") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"on": {"advance": [
      {"target": "one", "guard": {"type": "flag", "params": {"name": "one"}}},
      {"target": "two", "guard": {"type": "flag", "params": {"name": "two"}}},
      {"target": "three"}]}},
    "one": {}, "two": {}, "three": {}})");
  const auto reached = [&](const std::string& flag) {
    Run run(chart, [&](const Guard& leaf) { return leaf.params["name"] == flag; });
    run.send("advance");
    return run.leaves();
  };
  CHECK(reached("one") == "one");
  CHECK(reached("two") == "two");
  CHECK(reached("none") == "three");
}

TEST_CASE("children are left before parents, parents entered before children") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "states": {"b": {"initial": "c", "states": {"c": {
      "on": {"advance": "f"}}}}}},
    "d": {"initial": "e", "states": {"e": {"initial": "g", "states": {"g": {}, "f": {}}}}}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(keys(chart, run.steps.back().exited) == Keys{"c", "b", "a"});
  CHECK(keys(chart, run.steps.back().entered) == Keys{"d", "e", "f"});
}

TEST_CASE("a state that leads inside itself is not left, unless it says reenter") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "states": {"b": {}, "c": {}},
      "on": {"stay": "c", "again": {"target": "c", "reenter": true},
             "self": "a", "self_again": {"target": "a", "reenter": true}}}})");
  const auto step = [&](const char* event) {
    Run run(chart, always_so);
    run.send(event);
    Keys moved = keys(chart, run.steps.back().exited);
    moved.push_back("|");
    for (const auto& key : keys(chart, run.steps.back().entered)) moved.push_back(key);
    return moved;
  };
  CHECK(step("stay") == Keys{"b", "|", "c"});
  CHECK(step("again") == Keys{"b", "a", "|", "a", "c"});
  CHECK(step("self") == Keys{"b", "|", "b"});
  CHECK(step("self_again") == Keys{"b", "a", "|", "a", "b"});
}

TEST_CASE("a leaf that leads to itself begins again only with reenter") {
  const Chart chart = sample::chart_of("a", R"({"a": {"on": {
    "stay": "a", "again": {"target": "a", "reenter": true}}}})");
  Run run(chart, always_so);
  REQUIRE(run.send("stay"));
  CHECK(run.steps.back().entered.empty());
  CHECK(run.steps.back().exited.empty());
  REQUIRE(run.send("again"));
  CHECK(keys(chart, run.steps.back().entered) == Keys{"a"});
}

TEST_CASE("always is taken as soon as its guard lets it, before anything raised") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"on": {"advance": "b"}},
    "b": {"entry": {"type": "raise", "params": {"event": "go"}}, "on": {"go": "wrong"},
          "always": {"target": "c", "guard": {"type": "flag"}}},
    "c": {"on": {"go": "d"}}, "d": {}, "wrong": {}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.leaves() == "d");
  Run other(chart, never_so);
  other.send("advance");
  CHECK(other.leaves() == "wrong");
}

TEST_CASE("what is raised comes in order: leaving, going, entering, being done") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "exit": {"type": "raise", "params": {"event": "left_a"}}, "states": {
      "b": {"exit": {"type": "raise", "params": {"event": "left_b"}},
        "on": {"advance": {"target": "e",
                           "actions": {"type": "raise", "params": {"event": "going"}}}}}}},
    "c": {"initial": "d", "entry": [{"type": "raise", "params": {"event": "in_c"}},
                                    {"type": "raise", "params": {"event": "in_c_too"}}],
      "states": {"d": {}, "e": {"type": "final",
        "entry": {"type": "raise", "params": {"event": "in_e"}}}}}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.steps.back().raised ==
        Keys{"left_b", "left_a", "going", "in_c", "in_c_too", "in_e", "done.state.c"});
}

TEST_CASE("when the states inside have come to their end, onDone goes on") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "onDone": "z", "states": {
      "b": {"on": {"advance": "c"}}, "c": {"type": "final"}}},
    "z": {"type": "final"}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.leaves() == "z");
  CHECK(ended(chart, run.configuration));
}

TEST_CASE("after the end nothing happens any more") {
  const Chart consent = sample::chart_of(sample::consent_short());
  Run run(consent, always_so);
  run.send("withdraw");
  CHECK(run.leaves() == "withdrawn");
  CHECK_FALSE(run.send("withdraw"));
  CHECK_FALSE(microstep(consent, run.configuration, "withdraw", always_so).has_value());
}

TEST_CASE("the short consent is walked as XState walks it") {
  const Chart chart = sample::chart_of(sample::consent_short());
  std::string outcome;
  Run run(chart, [&](const Guard& leaf) {
    return leaf.type == "outcome" ? leaf.params["is"] == outcome : true;
  });
  const auto settles = [&](const std::string& id, const std::string& with) {
    outcome = with;
    run.send("done.invoke." + id);
    return run.leaves();
  };
  CHECK(run.leaves() == "present");
  CHECK(settles("text", "done") == "clarify");
  CHECK(run.send("advance"));
  CHECK(settles("check", "objection") == "integrate");
  CHECK(run.send("after.1200000.integrate"));
  CHECK(run.leaves() == "stuck");
  CHECK(run.send("go_on"));
  CHECK(settles("objections", "none_pending") == "check");
  CHECK(settles("check", "question") == "clarify");
  CHECK(run.send("advance"));
  CHECK(settles("check", "consent") == "adopted");
  CHECK(ended(chart, run.configuration));
}

TEST_CASE("a transition that only raises leaves everything where it is") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"on": {"advance": {"actions": {"type": "raise", "params": {"event": "go"}}},
                 "go": "b"}}, "b": {}})");
  Run run(chart, always_so);
  run.send("advance");
  CHECK(run.steps[1].entered.empty());
  CHECK(run.steps[1].raised == Keys{"go"});
  CHECK(run.leaves() == "b");
}

}  // namespace
}  // namespace palabre::chart
