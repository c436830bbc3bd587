// SPDX-License-Identifier: AGPL-3.0-or-later
// What `palabre check` finds with the real activities and guards.
#include <algorithm>

#include <catch2/catch.hpp>

#include "chart/check_chart.hpp"
#include "chart/parse_chart.hpp"
#include "room/guards.hpp"

using namespace palabre;
using chart::OrderedJson;

namespace {

// A scenario whose one step is left by `way` alone; each kind of activity is there to be named.
OrderedJson scenario_with(const OrderedJson& invoke, const OrderedJson& way) {
  OrderedJson step = {{"meta", {{"text", "step"}}}, {"invoke", invoke}};
  step.update(way);
  return {{"id", "one"},
          {"version", "1.0.0"},
          {"license", "CC0-1.0"},
          {"seats", {{"min", 1}, {"max", 60}}},
          {"minutes", 5},
          {"params", {{"loud", {{"boolean", true}, {"default", false}}}}},
          {"initial", "step"},
          {"states", {{"step", step}, {"end", {{"type", "final"}, {"meta", {{"text", "end"}}}}}}}};
}

std::vector<std::string> codes_of(const OrderedJson& file) {
  const chart::Vocabulary known = room::vocabulary();
  auto chart = chart::parse_chart(file, known);
  const chart::Mistakes mistakes =
      chart ? chart::check_flow(*chart, known) : std::move(chart.error());
  std::vector<std::string> codes;
  for (const chart::Mistake& mistake : mistakes) codes.push_back(mistake.code);
  return codes;
}

// An invocation whose end leads on.
OrderedJson leading_on(const char* src, const OrderedJson& input = OrderedJson::object()) {
  return {{"id", "it"}, {"src", src}, {"input", input}, {"onDone", "end"}};
}

const OrderedJson no_other_way = OrderedJson::object();

}  // namespace

TEST_CASE("a step that only one role can end is a mistake") {
  const std::vector<std::string> hangs{"one_person"};
  CHECK(codes_of(scenario_with(leading_on("edit"), no_other_way)) == hangs);
  CHECK(codes_of(scenario_with(leading_on("edit", {{"by", "scribe"}}), no_other_way)) == hangs);
  const OrderedJson other_way = {{"on", {{"advance", "end"}}}};
  CHECK(codes_of(scenario_with(leading_on("edit"), other_way)).empty());
}

TEST_CASE("whoever facilitates is relayed, and may end a presentation for whoever presents") {
  const OrderedJson by_facilitator = leading_on("edit", {{"by", "facilitator"}});
  CHECK(codes_of(scenario_with(by_facilitator, no_other_way)).empty());
  const OrderedJson presents = leading_on("present", {{"by", "proposer"}});
  CHECK(codes_of(scenario_with(presents, no_other_way)).empty());
}

TEST_CASE("a guard that names an unknown parameter is a mistake") {
  const auto guarded = [](const char* name) {
    const OrderedJson guard = {{"type", "param"}, {"params", {{"name", name}, {"is", true}}}};
    const OrderedJson ways = OrderedJson::array({{{"target", "end"}, {"guard", guard}}, "end"});
    return scenario_with(leading_on("present"), {{"on", {{"advance", ways}}}});
  };
  CHECK(codes_of(guarded("loud")).empty());
  CHECK(codes_of(guarded("lowd")) == std::vector<std::string>{"unknown_param"});
}
