// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/sample.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

namespace palabre::chart::sample {
namespace {

Vocabulary make_vocabulary() {
  Vocabulary words;
  const Json any = {{"any", true}};
  const Json text = {{"string", 64}};
  words.activities["queue"] = {.check = {}, .fields = nullptr, .outcomes = {}, .always_on = true};
  words.activities["edit"] = {
      .check = {},
      .fields = {{"by", {{"enum", {"proposer", "anyone"}}}}, {"review_date", text}},
      .outcomes = {"done"},
      .always_on = false,
      .one_person = [](const Json& input) { return input.value("by", "anyone") != "anyone"; }};
  words.activities["round"] = {.check = {},
                               .fields = {{"turn_s", {{"integer", {10, 600}}}}, {"reply_by", text}},
                               .outcomes = {"closed"}};
  words.activities["consent_check"] = {.check = {},
                                       .fields = {{"of", {{"string", 64}, {"required", true}}},
                                                  {"signal", {{"enum", {"together", "round"}}}}},
                                       .outcomes = {"consent", "question", "objection"}};
  words.activities["objections"] = {.check =
                                        [](const Json& input) {
                                          std::vector<Fault> faults;
                                          const Json test = input.value("test", Json());
                                          if (test != "s3" && test != "sofa")
                                            faults.push_back({"/test", "No such test."});
                                          return faults;
                                        },
                                    .fields = nullptr,
                                    .outcomes = {"none_pending", "withdrawn", "stuck"}};
  words.guards["round_closed"] = {.fields = {{"of", text}}, .only_law = true};
  words.guards["no_pending_question"] = {.fields = {{"of", text}}};
  words.guards["enough_time"] = {.fields = {{"seconds", {{"integer", {1, 600}}}}}};
  words.guards["entered"] = {.fields = {{"state", text}}};
  words.guards["chosen"] = {.fields = {{"name", text}}, .params = {"name"}};
  words.guards["flag"] = {.fields = {{"name", any}}};
  words.events = {"advance", "withdraw"};
  words.roles = {"facilitator", "proposer", "scribe"};
  return words;
}

constexpr const char* consent_short_text = R"({
  "id": "consent_short", "version": "1.0.0", "license": "CC0-1.0",
  "seats": {"min": 3, "max": 20}, "minutes": 40,
  "params": {
    "objection_test": {"enum": ["s3", "sofa"], "default": "s3"},
    "turn_s": {"integer": [15, 300], "default": 60},
    "read_aloud": {"boolean": true, "default": true}
  },
  "invoke": [{"id": "queue", "src": "queue"}],
  "initial": "present",
  "on": {"withdraw": ".withdrawn"},
  "states": {
    "present": {
      "meta": {"text": "present"},
      "invoke": {"id": "text", "src": "edit", "input": {"by": "proposer"}, "onDone": "clarify"}
    },
    "clarify": {
      "meta": {"text": "clarify"},
      "invoke": {"id": "questions", "src": "round", "input": {"turn_s": {"param": "turn_s"}}},
      "on": {"advance": {"target": "check", "guard": {"type": "all", "params": {
        "law": [{"type": "round_closed", "params": {"of": "questions"}}],
        "habit": [{"type": "no_pending_question", "params": {"of": "questions"}}]}}}}
    },
    "check": {
      "meta": {"text": "check"},
      "invoke": {"id": "check", "src": "consent_check", "input": {"of": "text"}, "onDone": [
        {"guard": {"type": "outcome", "params": {"is": "consent"}}, "target": "adopted"},
        {"guard": {"type": "outcome", "params": {"is": "question"}}, "target": "clarify"},
        {"target": "integrate"}]}
    },
    "integrate": {
      "meta": {"text": "integrate"},
      "invoke": {"id": "objections", "src": "objections",
        "input": {"from": "check", "text": "text", "test": {"param": "objection_test"}}, "onDone": [
        {"guard": {"type": "outcome", "params": {"is": "none_pending"}}, "target": "check"},
        {"guard": {"type": "outcome", "params": {"is": "withdrawn"}}, "target": "withdrawn"},
        {"target": "postponed"}]},
      "after": {"1200000": "stuck"}
    },
    "stuck": {
      "meta": {"text": "stuck"},
      "on": {"go_on": "integrate", "smaller_step": "present", "postpone": "postponed"}
    },
    "adopted": {"type": "final", "meta": {"text": "adopted"}, "output": {"decision": "text"}},
    "postponed": {"type": "final", "meta": {"text": "postponed"}},
    "withdrawn": {"type": "final", "meta": {"text": "withdrawn"}}
  }
})";

}  // namespace

const Vocabulary& vocabulary() {
  static const Vocabulary words = make_vocabulary();
  return words;
}

OrderedJson consent_short() { return OrderedJson::parse(consent_short_text); }

Texts texts() {
  Json words = {{"title", "A short consent"}, {"why", "To decide."}, {"about", "One proposal."}};
  for (const char* key :
       {"present", "clarify", "check", "integrate", "stuck", "adopted", "postponed", "withdrawn"})
    words["states"][key] = {{"title", key}, {"instruction", "Read."}};
  words["states"]["stuck"]["gestures"] = {
      {"go_on", "Go on"}, {"smaller_step", "A smaller step"}, {"postpone", "Later"}};
  words["params"] = {
      {"objection_test", {{"label", "Test"}, {"choices", {{"s3", "S3"}, {"sofa", "S"}}}}},
      {"turn_s", {{"label", "Turn"}, {"help", "In seconds."}}},
      {"read_aloud", {{"label", "Read aloud"}}}};
  Json french = words;
  french["states"]["check"]["question"] = {{"tu", "Consens-tu ?"}, {"vous", "Consentez-vous ?"}};
  return {{"en", words}, {"fr", french}};
}

OrderedJson scenario(std::string_view initial, std::string_view states) {
  OrderedJson file = OrderedJson::parse(R"({"id": "one", "version": "1.0.0", "license": "CC0-1.0",
    "seats": {"min": 2, "max": 8}, "minutes": 10})");
  if (!initial.empty()) file["initial"] = initial;
  file["states"] = OrderedJson::parse(states);
  return file;
}

Chart chart_of(const OrderedJson& file) {
  auto chart = parse_chart(file, vocabulary());
  if (!chart) FAIL("the chart has mistakes:\n" << listed(chart.error()));
  return std::move(*chart);
}

Chart chart_of(std::string_view initial, std::string_view states) {
  return chart_of(scenario(initial, states));
}

namespace {

template <class AnyJson>
void put_any(AnyJson& value, const std::string& pointer, std::string_view written) {
  const typename AnyJson::json_pointer at(pointer);
  if (!written.empty()) {
    value[at] = AnyJson::parse(written);
    return;
  }
  AnyJson& holder = value.at(at.parent_pointer());
  if (holder.is_array())
    holder.erase(std::stoul(at.back()));
  else
    holder.erase(at.back());
}

}  // namespace

void put(OrderedJson& value, const std::string& pointer, std::string_view written) {
  put_any(value, pointer, written);
}

void put(Json& value, const std::string& pointer, std::string_view written) {
  put_any(value, pointer, written);
}

std::string listed(const Mistakes& mistakes) {
  std::string lines;
  for (const Mistake& mistake : mistakes) lines += line_of(mistake) + "\n";
  return lines;
}

bool has(const Mistakes& mistakes, std::string_view code, std::string_view pointer) {
  return std::any_of(mistakes.begin(), mistakes.end(), [&](const Mistake& mistake) {
    return mistake.code == code && mistake.pointer == pointer;
  });
}

}  // namespace palabre::chart::sample
