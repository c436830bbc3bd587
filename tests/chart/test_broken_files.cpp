// SPDX-License-Identifier: AGPL-3.0-or-later
// Each line breaks a scenario in one way; the mistake must be the right one, in the right place,
// alone.
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

struct Break {
  const char* at;  ///< where something is written; "" there = it is removed
  const char* written;
  const char* code;
  const char* pointer;  ///< of the mistake; null = the same as `at`
};

const Break breaks[] = {
    // Names and numbers at the top
    {"/id", "", "missing_key", ""},
    {"/license", "", "missing_key", ""},
    {"/id", "\"Consent Short\"", "bad_id", nullptr},
    {"/version", "\"1.0\"", "bad_version", nullptr},
    {"/seats", R"({"min": 9, "max": 3})", "bad_seats", nullptr},
    {"/seats/few", "3", "unknown_key", nullptr},
    {"/minutes", "0", "bad_minutes", nullptr},
    {"/moments", R"(["think", "dance"])", "bad_moments", nullptr},
    {"/moments", R"(["think", 3])", "bad_moments", nullptr},
    {"/moments", "[]", "bad_moments", nullptr},
    {"/colour", "\"red\"", "unknown_key", nullptr},
    {"/description", "7", "wrong_type", nullptr},
    // Parameters
    {"/params/turn_s", R"({"integer": [300, 15], "default": 60})", "bad_param", nullptr},
    {"/params/turn_s/default", "5", "bad_default", nullptr},
    {"/params/read_aloud/default", "", "bad_default", "/params/read_aloud/default"},
    {"/params/Turn", R"({"boolean": true, "default": true})", "bad_id", nullptr},
    {"/states/clarify/invoke/input/turn_s",
     R"({"param": "turns"})",
     "unknown_param",
     "/states/clarify/invoke/input"},
    {"/params/turn_s",
     R"({"integer": [1, 300], "default": 60})",
     "bad_input",
     "/states/clarify/invoke/input/turn_s"},
    {"/params/objection_test",
     R"({"enum": ["s3", "udn"], "default": "s3"})",
     "bad_input",
     "/states/integrate/invoke/input/test"},
    // What XState knows and a scenario may not say
    {"/context", "{}", "refused_context", nullptr},
    {"/states/check/context", "{}", "refused_context", nullptr},
    {"/states/check/assign", "{}", "refused_assign", nullptr},
    {"/states/check/entry", R"({"type": "assign"})", "refused_assign", nullptr},
    {"/states/check/invoke/onError", "\"stuck\"", "refused_on_error", nullptr},
    {"/states/check/invoke/src", R"({"states": {}})", "refused_inline_actor", nullptr},
    {"/states/check/invoke/src", "\"() => fetch()\"", "refused_function", nullptr},
    {"/states/stuck/on/go_on",
     R"({"target": "check", "guard": "function () {}"})",
     "refused_function",
     "/states/stuck/on/go_on/guard"},
    {"/states/memory", R"({"type": "history"})", "refused_history", "/states/memory/type"},
    {"/states/check/history", "\"deep\"", "refused_history", nullptr},
    {"/states/stuck/on/*", "\"check\"", "refused_wildcard", nullptr},
    {"/states/stuck/on/go_on", "\"*\"", "refused_wildcard", nullptr},
    {"/states/stuck/on/go_on",
     R"({"target": "check", "cond": "x"})",
     "refused_cond",
     "/states/stuck/on/go_on/cond"},
    {"/states/stuck/exit", R"({"type": "log"})", "refused_action", nullptr},
    {"/states/stuck/entry",
     R"([{"type": "raise", "params": {"event": "Go"}}])",
     "bad_event",
     "/states/stuck/entry/0"},
    // States
    {"/states/Check", R"({"type": "final"})", "bad_id", nullptr},
    {"/states/stuck",
     R"({"initial": "check", "states": {"check": {"on": {"advance": "check"}}}})",
     "duplicate_state",
     "/states/stuck/states/check"},
    {"/initial", "", "missing_initial", ""},
    {"/initial", "\"somewhere\"", "unknown_initial", nullptr},
    {"/states/stuck/initial", "\"check\"", "needless_initial", nullptr},
    {"/states/stuck/type", "\"parallel\"", "bad_type", nullptr},
    {"/states/stuck/id", "\"blocked\"", "id_not_key", nullptr},
    {"/states/stuck/meta/timer", R"({"s": -1})", "bad_timer", "/states/stuck/meta/timer/s"},
    {"/states/stuck/meta/timer",
     R"({"s": 60, "on_elapsed": "hard"})",
     "bad_timer",
     "/states/stuck/meta/timer/on_elapsed"},
    {"/states/adopted/on", R"({"advance": "check"})", "final_goes_on", nullptr},
    {"/states/stuck/meta/text", "\"Stuck here\"", "bad_id", nullptr},
    {"/states/stuck/meta/about", "\"The queue\"", "bad_id", nullptr},
    {"/states/stuck/meta/about", "7", "wrong_type", nullptr},
    {"/states/stuck/meta/by",
     R"({"go_on": "chief"})",
     "unknown_role",
     "/states/stuck/meta/by/go_on"},
    {"/states/stuck/meta/by",
     R"({"advance": "scribe"})",
     "unknown_event",
     "/states/stuck/meta/by/advance"},
    // Transitions
    {"/states/stuck/on/go_on", "\"nowhere\"", "unknown_target", nullptr},
    {"/states/stuck/on/go_on", "\".check\"", "unknown_target", nullptr},
    {"/states/stuck/on/go_on",
     R"({"target": ["check", "clarify"]})",
     "impossible_targets",
     "/states/stuck/on/go_on/target"},
    {"/states/stuck/on/go_on", "{}", "empty_transition", nullptr},
    {"/states/stuck/on/go_on", "[]", "empty_transition", nullptr},
    {"/states/stuck/on/go-on", "\"check\"", "bad_event", nullptr},
    {"/on/withdraw", R"({"target": ".withdrawn", "reenter": true})", "reenter_root", nullptr},
    {"/states/stuck/after", R"({"soon": "check"})", "bad_delay", "/states/stuck/after/soon"},
    {"/states/stuck/after",
     R"({"read_aloud": "check"})",
     "bad_delay",
     "/states/stuck/after/read_aloud"},
    {"/states/stuck/after", R"({"0": "check"})", "bad_delay", "/states/stuck/after/0"},
    {"/states/stuck/onDone", "\"check\"", "never_done", nullptr},
    {"/invoke/0/onDone", "\".check\"", "never_done", nullptr},
    // Activities
    {"/states/check/invoke/src", "\"vote\"", "unknown_activity", nullptr},
    {"/states/check/invoke/src", "\"scenario:consent_short\"", "refused_scenario", nullptr},
    {"/states/check/invoke/id", "\"text\"", "duplicate_invoke", nullptr},
    {"/states/check/invoke/id", "", "missing_key", "/states/check/invoke"},
    {"/states/check/invoke/input/of", "", "bad_input", "/states/check/invoke/input"},
    {"/states/check/invoke/input/loud", "true", "bad_input", nullptr},
    {"/states/check/invoke/input/signal", "\"silent\"", "bad_input", nullptr},
    // Guards
    {"/states/check/invoke/onDone/0/guard/params/is", "\"majority\"", "unknown_outcome", nullptr},
    {"/states/check/invoke/onDone/0/guard/params", "{}", "bad_guard_params", nullptr},
    {"/states/check/invoke/onDone/0/guard", "7", "bad_guard", nullptr},
    {"/states/clarify/on/advance/guard/params/law/0/type",
     "\"all_happy\"",
     "unknown_guard",
     "/states/clarify/on/advance/guard/params/law/0"},
    {"/states/clarify/on/advance/guard/params/habit/0/type",
     "\"round_closed\"",
     "law_as_habit",
     "/states/clarify/on/advance/guard/params/habit/0"},
    {"/states/clarify/on/advance/guard/params/law/0/params/of", "7", "bad_guard_params", nullptr},
    {"/states/clarify/on/advance/guard/params",
     "{}",
     "bad_guard",
     "/states/clarify/on/advance/guard"},
    {"/states/clarify/on/advance/guard",
     R"({"type": "entered", "params": {"state": "chek"}})",
     "unknown_state",
     "/states/clarify/on/advance/guard/params/state"},
    {"/states/clarify/on/advance/guard",
     R"({"type": "chosen", "params": {"name": "colour"}})",
     "unknown_param",
     "/states/clarify/on/advance/guard/params/name"},
    {"/states/clarify/on/advance/guard",
     R"({"type": "outcome", "params": {"is": "consent"}})",
     "outcome_elsewhere",
     nullptr},
};

TEST_CASE("a broken file says what is wrong, where, and how to mend it") {
  for (const Break& each : breaks) {
    OrderedJson file = sample::consent_short();
    sample::put(file, each.at, each.written);
    const auto chart = parse_chart(file, sample::vocabulary());
    INFO(each.at << " <- " << each.written);
    REQUIRE_FALSE(chart);
    INFO(sample::listed(chart.error()));
    CHECK(chart.error().size() == 1);
    CHECK(sample::has(chart.error(), each.code, each.pointer == nullptr ? each.at : each.pointer));
    CHECK(chart.error().front().sentence.size() > 10);
    CHECK(chart.error().front().mend.size() > 5);
  }
}

TEST_CASE("every code has its line in the page on the format") {
  std::ifstream file(PALABRE_TREE "/docs/scenario-format.md");
  const std::string page(std::istreambuf_iterator<char>(file), {});
  REQUIRE_FALSE(page.empty());
  for (const Break& each : breaks) {
    INFO(each.code);
    CHECK(page.find("`" + std::string(each.code) + "`") != std::string::npos);
  }
}

TEST_CASE("what is too much is refused before it is built") {
  OrderedJson many = sample::consent_short();
  for (int n = 0; n < 300; ++n) many["states"]["more_" + std::to_string(n)] = OrderedJson::object();
  const auto too_many = parse_chart(many, sample::vocabulary());
  REQUIRE_FALSE(too_many);
  CHECK(sample::has(too_many.error(), "too_many_states", "/states"));

  OrderedJson deep = OrderedJson::parse(R"({"x": {}})");
  for (int n = 0; n < 12; ++n) {
    OrderedJson outer = OrderedJson::object();
    outer["x" + std::to_string(n)] = {{"initial", "x"}, {"states", deep}};
    deep = std::move(outer);
  }
  OrderedJson file = sample::consent_short();
  file["states"]["deep"] = {{"initial", "x11"}, {"states", deep}};
  const auto too_deep = parse_chart(file, sample::vocabulary());
  REQUIRE_FALSE(too_deep);
  CHECK(sample::listed(too_deep.error()).find("too_deep") != std::string::npos);
}

TEST_CASE("the mistakes of a hostile file are bounded") {
  OrderedJson file = sample::consent_short();
  for (int n = 0; n < 5000; ++n) file["more_" + std::to_string(n)] = n;
  const auto chart = parse_chart(file, sample::vocabulary());
  REQUIRE_FALSE(chart);
  CHECK(chart.error().size() == mistakes_max);
}

}  // namespace
}  // namespace palabre::chart
