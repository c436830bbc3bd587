// SPDX-License-Identifier: AGPL-3.0-or-later
// Charts that can be read but would leave a group stuck.
#include <catch2/catch.hpp>

#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

Mistakes mistakes_of(std::string_view initial, std::string_view states) {
  const Chart chart = sample::chart_of(initial, states);
  Mistakes found = check_flow(chart, sample::vocabulary());
  for (const Mistake& more : check_invokes(chart, sample::vocabulary())) found.push_back(more);
  return found;
}

struct Stuck {
  const char* why;
  const char* states;  ///< the first is "a"
  const char* code;    ///< null = nothing is wrong
  const char* pointer;
};

const Stuck charts[] = {
    {"nothing leads there",
     R"({"a": {"on": {"advance": "z"}}, "b": {"on": {"advance": "z"}},
      "z": {"type": "final"}})",
     "unreachable_state",
     "/states/b"},
    {"only the top of what is unreachable is told",
     R"({"a": {"on": {"advance": "z"}},
      "b": {"initial": "c", "states": {"c": {"on": {"advance": "z"}}}}, "z": {"type": "final"}})",
     "unreachable_state",
     "/states/b"},
    {"a dead end",
     R"({"a": {"on": {"advance": "z", "withdraw": "b"}}, "z": {"type": "final"},
      "b": {}})",
     "dead_end",
     "/states/b"},
    {"only back to itself",
     R"({"a": {"on": {"advance": "z", "withdraw": "b"}},
      "z": {"type": "final"}, "b": {"on": {"again": {"target": "b", "reenter": true}}}})",
     "dead_end",
     "/states/b"},
    {"the state around it leads out",
     R"({"a": {"initial": "b", "states": {"b": {}},
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"the region beside it leads out",
     R"({"a": {"type": "parallel", "states": {
      "b": {}, "c": {"initial": "d", "states": {"d": {"on": {"advance": "z"}}}}}},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"the state around it waits for an end that cannot come",
     R"({"a": {"initial": "b",
      "states": {"b": {"on": {"withdraw": "e", "advance": "c"}}, "c": {"type": "final"}, "e": {}},
      "onDone": "z"}, "z": {"type": "final"}})",
     "dead_end",
     "/states/a/states/e"},
    {"one person holds everybody",
     R"({"a": {"invoke": {"id": "text", "src": "edit",
      "input": {"by": "proposer"}, "onDone": "z"}}, "z": {"type": "final"}})",
     "one_person",
     "/states/a"},
    {"the same, with a time after which it goes on",
     R"({"a": {"invoke": {"id": "text",
      "src": "edit", "input": {"by": "proposer"}, "onDone": "z"}, "after": {"60000": "z"}},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"the same, where anyone may write",
     R"({"a": {"invoke": {"id": "text", "src": "edit",
      "input": {"by": "anyone"}, "onDone": "z"}}, "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"one role holds everybody",
     R"({"a": {"meta": {"by": {"advance": "proposer"}},
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "one_person",
     "/states/a"},
    {"a role that others can take over",
     R"({"a": {"meta": {"by": {"advance":
      ["proposer", "facilitator"]}}, "on": {"advance": "z"}}, "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"always round in a circle",
     R"({"a": {"on": {"advance": "b", "withdraw": "z"}},
      "b": {"always": "c"}, "c": {"always": "b", "on": {"withdraw": "z"}},
      "z": {"type": "final"}})",
     "endless_loop",
     "/states/c/always"},
    {"always into itself through the state around it",
     R"({"a": {"initial": "b",
      "states": {"b": {"on": {"advance": "z"}}, "c": {}}, "always": ".c", "on": {"withdraw": "z"}},
      "z": {"type": "final"}})",
     "endless_loop",
     "/states/a/always"},
    {"always where it is",
     R"({"a": {"on": {"advance": "z"}, "always": {"guard": {"type": "flag"},
      "actions": {"type": "raise", "params": {"event": "tick"}}}}, "z": {"type": "final"}})",
     "endless_loop",
     "/states/a/always"},
    {"a circle with a guard may come to rest",
     R"({"a": {"always": {"target": "b",
      "guard": {"type": "flag"}}, "on": {"advance": "z"}}, "b": {"always": "a"},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"raised on entry, round in a circle",
     R"({"a": {"entry": {"type": "raise",
      "params": {"event": "go"}}, "on": {"go": "b"}}, "b": {"always": "a",
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "endless_loop",
     "/states/b/always"},
    {"raised on entry, but not entered again",
     R"({"a": {"entry": {"type": "raise",
      "params": {"event": "go"}}, "on": {"go": ".c", "advance": "z"}, "initial": "b",
      "states": {"b": {}, "c": {}}}, "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"raises what it answers",
     R"({"a": {"on": {"advance": "z", "tick": {"actions":
      {"type": "raise", "params": {"event": "tick"}}}}}, "z": {"type": "final"}})",
     "endless_loop",
     "/states/a/on/tick"},
    {"a branch below one without a guard",
     R"({"a": {"on": {"advance": ["z",
      {"target": "z", "guard": {"type": "flag"}}]}}, "z": {"type": "final"}})",
     "shadowed_branch",
     "/states/a/on/advance/1"},
    {"no end",
     R"({"a": {"on": {"advance": "b"}}, "b": {"on": {"advance": "a"}}})",
     "no_end",
     "/states"},
    {"an end that this part never reaches",
     R"({"a": {"on": {"advance": "z", "withdraw": "b"}},
      "b": {"on": {"advance": "c"}}, "c": {"on": {"advance": "b"}}, "z": {"type": "final"}})",
     "no_way_to_end",
     "/states/b"},
    {"done without an end inside",
     R"({"a": {"initial": "b", "states": {"b": {}}, "onDone": "z",
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "never_done",
     "/states/a/onDone"},
    {"an outcome without a branch",
     R"({"a": {"invoke": {"id": "check", "src": "consent_check",
      "input": {"of": "check"}, "onDone": [
        {"guard": {"type": "outcome", "params": {"is": "consent"}}, "target": "z"},
        {"guard": {"type": "outcome", "params": {"is": "question"}}, "target": "z"}]},
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "uncovered_outcome",
     "/states/a/invoke/onDone"},
    {"every outcome has its branch",
     R"({"a": {"invoke": {"id": "check", "src": "consent_check",
      "input": {"of": "check"}, "onDone": [
        {"guard": {"type": "outcome", "params": {"is": "consent"}}, "target": "z"},
        {"guard": {"type": "any", "params": {"of": [
          {"type": "outcome", "params": {"is": "question"}},
          {"type": "outcome", "params": {"is": "objection"}}]}}, "target": "z"}]},
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"an outcome covered only with a further condition",
     R"({"a": {"invoke": {"id": "questions",
      "src": "round", "onDone": {"guard": {"type": "all", "params": {"of": [{"type": "flag"},
        {"type": "outcome", "params": {"is": "closed"}}]}}, "target": "z"}},
      "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "uncovered_outcome",
     "/states/a/invoke/onDone"},
    {"a reference to nothing",
     R"({"a": {"on": {"advance": {"target": "z", "guard":
      {"type": "round_closed", "params": {"of": "questions"}}}}}, "z": {"type": "final"}})",
     "unknown_reference",
     "/states/a/on/advance/guard/params/of"},
    {"a reference to what comes later",
     R"({"a": {"invoke": {"id": "check", "src":
      "consent_check", "input": {"of": "text"}}, "on": {"advance": "b"}},
      "b": {"invoke": {"id": "text", "src": "edit"}, "on": {"advance": "z"}},
      "z": {"type": "final"}})",
     "reference_too_early",
     "/states/a/invoke/input/of"},
    {"a reference to what came before in a loop",
     R"({"a": {"invoke": {"id": "check", "src":
      "consent_check", "input": {"of": "text"}}, "on": {"advance": "b"}},
      "b": {"invoke": {"id": "text", "src": "edit"}, "on": {"advance": "z", "again": "a"}},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"a reference to what runs beside",
     R"({"a": {"type": "parallel", "states": {
      "b": {"invoke": {"id": "check", "src": "consent_check", "input": {"of": "text"}}},
      "c": {"invoke": {"id": "text", "src": "edit"}}}, "on": {"advance": "z"}},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
    {"an output that refers to nothing",
     R"({"a": {"on": {"advance": "z"}},
      "z": {"type": "final", "output": {"decision": "text"}}})",
     "unknown_reference",
     "/states/z/output/decision"},
    {"a state about nothing",
     R"({"a": {"meta": {"about": "queue"}, "on": {"advance": "z"}}, "z": {"type": "final"}})",
     "unknown_reference",
     "/states/a/meta/about"},
    {"a state about what runs around it",
     R"({"a": {"initial": "b", "invoke": {"id": "questions", "src": "round"},
      "states": {"b": {"meta": {"about": "questions"}, "on": {"advance": "z"}}}},
      "z": {"type": "final"}})",
     nullptr,
     nullptr},
};

TEST_CASE("a chart that would leave a group stuck is found out, and nothing else is") {
  for (const Stuck& each : charts) {
    INFO(each.why);
    const Mistakes found = mistakes_of("a", each.states);
    INFO(sample::listed(found));
    if (each.code == nullptr) {
      CHECK(found.empty());
      continue;
    }
    CHECK(found.size() == 1);
    CHECK(sample::has(found, each.code, each.pointer));
  }
}

TEST_CASE("an outcome asked of another activity is known by its id") {
  const auto with = [](std::string_view of, std::string_view is) {
    OrderedJson file = sample::consent_short();
    sample::put(file,
                "/states/stuck/on/go_on",
                R"({"target": "integrate", "guard": {"type": "outcome", "params": {"of": ")" +
                    std::string(of) + R"(", "is": ")" + std::string(is) + "\"}}}");
    const auto chart = parse_chart(file, sample::vocabulary());
    return chart ? check_chart(*chart, sample::texts(), sample::vocabulary()) : chart.error();
  };
  const std::string params = "/states/stuck/on/go_on/guard/params";
  CHECK(with("check", "objection").empty());
  CHECK(sample::has(with("check", "closed"), "unknown_outcome", params + "/is"));
  CHECK(sample::has(with("vote", "closed"), "unknown_reference", params + "/of"));
}

}  // namespace
}  // namespace palabre::chart
