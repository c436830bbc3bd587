// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "chart/fields.hpp"
#include "chart/params.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

TEST_CASE("what is not chosen has its default") {
  const Chart chart = sample::chart_of(sample::consent_short());
  const auto whole = check_params(chart, {{"turn_s", 90}});
  REQUIRE(whole);
  CHECK(*whole == Json{{"turn_s", 90}, {"objection_test", "s3"}, {"read_aloud", true}});
  CHECK(*check_params(chart, nullptr) == *check_params(chart, Json::object()));
}

TEST_CASE("what is chosen keeps to its bounds") {
  const Chart chart = sample::chart_of(sample::consent_short());
  const auto refused = [&](const Json& chosen) {
    const auto whole = check_params(chart, chosen);
    return whole ? Error{"none"} : whole.error();
  };
  CHECK(refused({{"turn_s", 5}}) ==
        Error{"bad_param", {{"name", "turn_s"}, {"min", 15}, {"max", 300}}});
  CHECK(refused({{"turn_s", "60"}}).code == "bad_param");
  CHECK(refused({{"turn_s", 60.0}}).code == "bad_param");
  CHECK(refused({{"turn_s", 18446744073709551615ULL}}).code == "bad_param");
  CHECK(refused({{"objection_test", "udn"}}) == Error{"bad_param", {{"name", "objection_test"}}});
  CHECK(refused({{"read_aloud", 1}}).code == "bad_param");
  CHECK(refused({{"colour", 1}}) == Error{"unknown_param", {{"name", "colour"}}});
  CHECK(refused(Json::array()).code == "bad_param");
}

TEST_CASE("parameters are put in their places, however deep") {
  const Json chosen = {{"n", 3}, {"who", "scribe"}};
  const Json written = {{"a", {{"param", "n"}}}, {"b", {1, {{"param", "who"}}}}, {"c", "param"}};
  CHECK(resolve(written, chosen) == Json{{"a", 3}, {"b", {1, "scribe"}}, {"c", "param"}});
  CHECK(params_in(written) == std::set<std::string>{"n", "who"});
}

TEST_CASE("a delay is milliseconds, or a parameter in its own unit") {
  OrderedJson file = sample::consent_short();
  sample::put(file, "/states/stuck/after", R"({"turn_s": "check"})");
  const Chart chart = sample::chart_of(file);
  const Json chosen = *check_params(chart, {{"turn_s", 20}});
  CHECK(delay_of(chart.states[*find_state(chart, "stuck")].after[0], chosen) == 20'000);
  CHECK(delay_of(chart.states[*find_state(chart, "integrate")].after[0], chosen) == 1'200'000);
  CHECK(unit_of("box_min") == 60'000);
  CHECK(unit_of("box_ms") == 1);
  CHECK(unit_of("box") == 0);
}

TEST_CASE("fields say what an object may hold") {
  const Json fields = {{"who", {{"enum", {"a", "b"}}, {"required", true}}},
                       {"n", {{"integer", {1, 3}}}},
                       {"deep", {{"fields", {{"loud", {{"boolean", true}}}}}}},
                       {"names", {{"list", {{"string", 4}}}, {"max", 2}}}};
  const auto places = [&](const Json& value) {
    std::string found;
    for (const Fault& fault : check_fields(fields, value)) found += fault.pointer + ";";
    return found;
  };
  CHECK(places({{"who", "a"}, {"n", 3}, {"names", {"x"}}, {"deep", {{"loud", true}}}}).empty());
  CHECK(places(Json::object()) == ";");
  CHECK(places({{"who", "c"}, {"n", 4}}) == "/n;/who;");
  CHECK(places({{"who", "a"}, {"n", -1}}) == "/n;");
  CHECK(places({{"who", "a"}, {"names", {"x", "", "long one"}}}) == "/names;");
  CHECK(places({{"who", "a"}, {"names", {"", "long one"}}}) == "/names/0;/names/1;");
  CHECK(places({{"who", "a"}, {"deep", {{"loud", 1}}}}) == "/deep/loud;");
  CHECK(places({{"who", "a"}, {"extra", 1}}) == "/extra;");
  CHECK(places("who") == ";");
}

TEST_CASE("what uses a parameter is tried with its extremes") {
  const Chart chart = sample::chart_of(sample::consent_short());
  const auto samples = samples_of({{"t", {{"param", "turn_s"}}}}, chart.params);
  CHECK(samples == std::vector<Json>{{{"t", 60}}, {{"t", 15}}, {{"t", 300}}});
}

}  // namespace
}  // namespace palabre::chart
