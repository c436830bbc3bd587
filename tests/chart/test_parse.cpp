// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "chart/map_of.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

TEST_CASE("a scenario without a mistake is read whole") {
  const Chart chart = sample::chart_of(sample::consent_short());
  CHECK(chart.id == "consent_short");
  CHECK(chart.seats_max == 20);
  CHECK(chart.minutes == 40);
  CHECK(chart.params.size() == 3);
  CHECK(chart.states.size() == 9);
  CHECK(chart.states[*find_state(chart, "check")].path == "check");
  CHECK(find_invoke(chart, "objections")->input["from"] == "check");
  CHECK(find_invoke(chart, "nothing") == nullptr);
  CHECK(chart.states[*find_state(chart, "integrate")].after[0].event == "after.1200000.integrate");
  CHECK(chart.states[*find_state(chart, "adopted")].output == Json{{"decision", "text"}});
}

TEST_CASE("nothing is wrong with the sample as a whole") {
  const Chart chart = sample::chart_of(sample::consent_short());
  const Mistakes mistakes = check_chart(chart, sample::texts(), sample::vocabulary());
  INFO(sample::listed(mistakes));
  CHECK(mistakes.empty());
}

TEST_CASE("document order is the order of the file, not of the alphabet") {
  const Chart chart = sample::chart_of(sample::consent_short());
  std::vector<std::string> keys;
  for (StateIndex child : chart.states[root_state].children)
    keys.push_back(chart.states[child].key);
  CHECK(keys == std::vector<std::string>{"present",
                                         "clarify",
                                         "check",
                                         "integrate",
                                         "stuck",
                                         "adopted",
                                         "postponed",
                                         "withdrawn"});
  const State& stuck = chart.states[*find_state(chart, "stuck")];
  CHECK(chart.transitions[stuck.transitions[0]].event == "go_on");
  CHECK(chart.transitions[stuck.transitions[2]].event == "postpone");
}

TEST_CASE("law and habit are told apart, and law is what is not said to be a habit") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"on": {"advance": {"target": "z", "guard": {"type": "all", "params": {
      "of": [{"type": "flag"}], "law": [{"type": "round_closed"}],
      "habit": [{"type": "not", "params": {"guard": {"type": "enough_time"}}}]}}}}},
    "z": {"type": "final"}})");
  const Guard& guard = *chart.transitions[0].guard;
  REQUIRE(guard.parts.size() == 3);
  CHECK(guard.parts[0].law);
  CHECK(guard.parts[1].law);
  CHECK_FALSE(guard.parts[2].parts[0].law);
  CHECK(guard.parts[2].parts[0].pointer ==
        "/states/a/on/advance/guard/params/habit/0/params/guard");
}

TEST_CASE("targets are keys, with XState's marks or without") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "states": {"b": {"on": {"advance": "#z", "withdraw": "c"}},
      "c": {"id": "c", "always": "z"}}, "on": {"advance": ".c"}},
    "z": {"type": "final"}})");
  std::vector<std::string> targets;
  for (const Transition& transition : chart.transitions)
    targets.push_back(chart.states[transition.targets[0]].key);
  CHECK(targets == std::vector<std::string>{"c", "z", "c", "z"});
}

TEST_CASE("all mistakes are told at once") {
  OrderedJson file = sample::consent_short();
  sample::put(file, "/version", "\"one\"");
  sample::put(file, "/states/check/invoke/src", "\"vote\"");
  sample::put(file, "/states/stuck/on/go_on", "\"nowhere\"");
  const auto chart = parse_chart(file, sample::vocabulary());
  REQUIRE_FALSE(chart);
  INFO(sample::listed(chart.error()));
  CHECK(chart.error().size() == 3);
}

TEST_CASE("bytes that are no file of ours are refused with the place") {
  const auto code_of = [](const std::string& bytes) {
    const auto chart = parse_chart_text(bytes, sample::vocabulary());
    return chart ? "" : chart.error().front().code + " " + chart.error().front().pointer;
  };
  CHECK(code_of("{\"states\": {\"a\": {}") == "not_json /states/a");
  CHECK(code_of("[1, 2") == "not_json /2");
  CHECK(code_of("") == "not_json ");
  CHECK(code_of("[]") == "not_an_object ");
  CHECK(code_of(R"({"states": {"a": {"on": {}, "on": {}}}})") == "duplicate_key /states/a/on");
  CHECK(code_of(std::string(file_bytes_max + 1, ' ')) == "too_large ");
  CHECK(code_of(std::string(5000, '[')).starts_with("too_deep "));
}

TEST_CASE("any bytes give a chart or mistakes") {
  const std::string whole = sample::consent_short().dump();
  CHECK(rc::check("a file with bytes changed", [&] {
    std::string bytes = whole;
    const auto changes = *rc::gen::inRange(1, 6);
    for (int n = 0; n < changes; ++n)
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::elementOf(
          std::string("{}[]\",:0123456789abcdefghijklmnopqrstuvwxyz _.*#-\x01\xff"));
    const auto chart = parse_chart_text(bytes, sample::vocabulary());
    RC_ASSERT(chart || !chart.error().empty());
    if (chart) check_chart(*chart, sample::texts(), sample::vocabulary());
  }));
}

TEST_CASE("any value in any place gives a chart or mistakes") {
  const OrderedJson whole = sample::consent_short();
  std::vector<std::string> places;
  const OrderedJson flat = whole.flatten();
  for (const auto& [pointer, ignored] : flat.items())
    for (OrderedJson::json_pointer at(pointer); !at.empty(); at = at.parent_pointer())
      places.push_back(at.to_string());
  const std::vector<std::string> values = {"null",
                                           "0",
                                           "-1",
                                           "1e9",
                                           "true",
                                           "\"\"",
                                           "\"check\"",
                                           "\"*\"",
                                           "[]",
                                           "[[]]",
                                           "{}",
                                           "[null]",
                                           R"({"param": "turn_s"})",
                                           R"({"param": 3})",
                                           R"({"type": "outcome"})",
                                           R"({"type": "all"})",
                                           R"({"id": "x", "src": "round"})",
                                           R"([{"id": "x"}])",
                                           R"({"target": []})"};
  CHECK(rc::check("a file with a value put somewhere", [&] {
    OrderedJson file = whole;
    sample::put(file, *rc::gen::elementOf(places), *rc::gen::elementOf(values));
    const auto chart = parse_chart(file, sample::vocabulary());
    RC_ASSERT(chart || !chart.error().empty());
    if (chart) check_chart(*chart, sample::texts(), sample::vocabulary());
  }));
}

TEST_CASE("the map shows every state and every way, with keys of texts") {
  const Json map = map_of(sample::chart_of(sample::consent_short()));
  CHECK(map["id"] == "consent_short");
  CHECK(map["initial"] == "present");
  CHECK(map["activities"] == Json{"queue"});
  REQUIRE(map["states"].size() == 8);
  CHECK(map["states"][2]["key"] == "check");
  CHECK(map["states"][2]["text"] == "check");
  CHECK(map["states"][2]["ways"][0] ==
        Json{{"how", "settled"}, {"to", {"adopted"}}, {"guarded", true}});
  CHECK(map["states"][3]["ways"][0] ==
        Json{{"how", "after"}, {"after", "1200000"}, {"to", {"stuck"}}, {"guarded", false}});
  CHECK(map["ways"][0] ==
        Json{{"how", "call"}, {"event", "withdraw"}, {"to", {"withdrawn"}}, {"guarded", false}});
  CHECK(map.dump().find("null") == std::string::npos);
}

}  // namespace
}  // namespace palabre::chart
