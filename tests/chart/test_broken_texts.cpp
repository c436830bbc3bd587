// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts that lack something, or say too much.
#include <catch2/catch.hpp>

#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

struct Break {
  const char* at;       ///< in texts.fr.json
  const char* written;  ///< "" = removed
  const char* code;
  const char* pointer;  ///< null = the same as `at`
};

const Break breaks[] = {
    {"/title", "", "missing_text", nullptr},
    {"/why", "", "missing_text", nullptr},
    {"/about", "\"\"", "bad_text", nullptr},
    {"/subtitle", "\"x\"", "unknown_text", nullptr},
    {"/states/check", "", "missing_text", nullptr},
    {"/states/check/title", "", "missing_text", nullptr},
    {"/states/clarify/instruction", "", "missing_text", "/states/clarify"},
    {"/states/check/question/vous", "", "missing_form", nullptr},
    {"/states/check/question/il", "\"x\"", "unknown_text", nullptr},
    {"/states/check/question", "7", "bad_text", nullptr},
    {"/states/check/hint", "\"x\"", "unknown_text", nullptr},
    {"/states/checks", R"({"title": "x", "question": "x"})", "unused_text", nullptr},
    {"/states/stuck/gestures/go_on", "", "missing_gesture", nullptr},
    {"/states/check/refusals", "[]", "bad_text", nullptr},
    {"/exits", "[]", "bad_text", nullptr},
    {"/outcomes", R"({"consent": 7})", "bad_text", "/outcomes/consent"},
    {"/params/turn_s/label", "", "missing_text", nullptr},
    {"/params/turn_s", "", "missing_text", "/params/turn_s/label"},
    {"/params/turn_s/help", "[]", "bad_text", nullptr},
    {"/params/objection_test/choices/sofa", "", "missing_text", nullptr},
    {"/params/turns", R"({"label": "x"})", "unused_text", nullptr},
};

TEST_CASE("broken texts say which, in which language") {
  const Chart chart = sample::chart_of(sample::consent_short());
  for (const Break& each : breaks) {
    Texts texts = sample::texts();
    sample::put(texts["fr"], each.at, each.written);
    const Mistakes found = check_texts(chart, texts, sample::vocabulary());
    INFO(each.at << " <- " << each.written << "\n" << sample::listed(found));
    CHECK(found.size() == 1);
    const char* pointer = each.pointer == nullptr ? each.at : each.pointer;
    CHECK(sample::has(found, each.code, std::string("texts.fr.json#") + pointer));
  }
}

TEST_CASE("every language has its file, and a file is an object") {
  const Chart chart = sample::chart_of(sample::consent_short());
  Texts texts = sample::texts();
  texts.erase("en");
  CHECK(sample::has(
      check_texts(chart, texts, sample::vocabulary()), "missing_language", "texts.en.json#"));
  texts["en"] = Json::array();
  CHECK(sample::has(check_texts(chart, texts, sample::vocabulary()), "bad_text", "texts.en.json#"));
}

TEST_CASE("a button says something: in the state's texts or in the scenario's") {
  const Chart chart = sample::chart_of(sample::consent_short());
  Texts texts = sample::texts();
  for (auto& [language, words] : texts) {
    words["gestures"] = words["states"]["stuck"]["gestures"];
    words["states"]["stuck"].erase("gestures");
  }
  CHECK(check_texts(chart, texts, sample::vocabulary()).empty());
}

TEST_CASE("what the chart raises itself needs no words") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"meta": {"text": "a"}, "entry": {"type": "raise", "params": {"event": "go"}},
          "on": {"go": "z"}},
    "z": {"type": "final", "meta": {"text": "a"}}})");
  const Json words = {{"title", "t"},
                      {"why", "w"},
                      {"about", "a"},
                      {"states", {{"a", {{"title", "t"}, {"question", "q"}}}}}};
  const Mistakes found = check_texts(chart, {{"fr", words}, {"en", words}}, sample::vocabulary());
  INFO(sample::listed(found));
  CHECK(found.empty());
}

TEST_CASE("a state that shows nothing is told of, unless it is only passed through") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"on": {"advance": "b"}}, "b": {"always": "c"},
    "c": {"meta": {"text": "c"}, "initial": "d", "states": {"d": {"on": {"advance": "z"}}}},
    "z": {"type": "final"}})");
  const Mistakes found = check_texts(chart, {}, sample::vocabulary());
  CHECK(sample::has(found, "silent_state", "/states/a"));
  CHECK(sample::has(found, "silent_state", "/states/z"));
  CHECK_FALSE(sample::has(found, "silent_state", "/states/b"));
  CHECK_FALSE(sample::has(found, "silent_state", "/states/c/states/d"));
}

}  // namespace
}  // namespace palabre::chart
