// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what stands at the top of a scenario: its name, seats, minutes and parameters.
#include <algorithm>
#include <array>
#include <cctype>

#include "chart/params.hpp"
#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

constexpr std::int64_t seats_limit = 10'000;  // design.md §10: the largest room measured
// What a group may want to do: founding suggests methods by it.
constexpr std::array<const char*, 7> moments{
    "think", "talk", "consent", "without_vote", "lead", "projects", "many"};
constexpr std::int64_t minutes_limit = 7 * 24 * 60;    // a palabre that lasts a week
constexpr std::int64_t integer_limit = 1'000'000'000;  // as milliseconds still eleven days

/// "1.12.0": three numbers with dots.
bool is_version(const std::string& text) {
  int numbers = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0) ++at;
    if (at == begin || at - begin > 6) return false;
    ++numbers;
    if (at == text.size()) break;
    if (text[at] != '.' || at + 1 == text.size()) return false;
    ++at;
  }
  return numbers == 3;
}

bool whole_number(const OrderedJson& object, const char* key, std::int64_t min, std::int64_t max) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return false;
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX) return false;
  const auto n = found->get<std::int64_t>();
  return n >= min && n <= max;
}

}  // namespace

void Reader::read_root(const OrderedJson& file) {
  check_keys(file,
             "",
             {"$schema",
              "id",
              "version",
              "license",
              "description",
              "seats",
              "minutes",
              "moments",
              "params",
              "invoke",
              "initial",
              "states",
              "type",
              "on",
              "always",
              "after",
              "entry",
              "exit",
              "meta"});
  for (const char* key : {"id", "version", "license"})
    if (!file.contains(key) || !file[key].is_string())
      add("",
          "missing_key",
          "The scenario lacks \"" + std::string(key) + "\".",
          "Add it as a text: \"id\" names the folder, \"version\" is like 1.0.0, \"license\" like "
          "CC0-1.0.");
  const auto text_of = [&](const char* key) {
    return file.contains(key) && file[key].is_string() ? file[key].get<std::string>() : "";
  };
  chart_.id = text_of("id");
  chart_.version = text_of("version");
  chart_.license = text_of("license");
  chart_.description = read_prose(file, "description", "");
  if (!chart_.id.empty()) check_id(chart_.id, "/id", "a scenario");
  if (!chart_.version.empty() && !is_version(chart_.version))
    add("/version",
        "bad_version",
        "\"" + chart_.version + "\" is no version.",
        "Write three numbers with dots, like 1.0.0.");
  read_seats(file);
  check_moments(file);
  read_params(file);
  if (!file.contains("states"))
    add("", "missing_key", "The scenario lacks \"states\".", "Add at least one state.");
  read_state(file, "", no_state, "", 0);
}

void Reader::read_seats(const OrderedJson& file) {
  const auto seats = file.find("seats");
  if (seats == file.end() || !seats->is_object() || !whole_number(*seats, "min", 1, seats_limit) ||
      !whole_number(*seats, "max", 1, seats_limit) || seats->at("min") > seats->at("max")) {
    add("/seats",
        "bad_seats",
        "\"seats\" does not say for how many people this is.",
        "Write {\"min\": 3, \"max\": 20}: whole numbers from 1 to 10000, min not above max.");
  } else {
    check_keys(*seats, "/seats", {"min", "max"});
    chart_.seats_min = seats->at("min").get<int>();
    chart_.seats_max = seats->at("max").get<int>();
  }
  if (!whole_number(file, "minutes", 1, minutes_limit))
    add("/minutes",
        "bad_minutes",
        "\"minutes\" does not say how long this takes.",
        "Write a whole number of minutes, from 1 to 10080.");
  else
    chart_.minutes = file["minutes"].get<int>();
}

void Reader::check_moments(const OrderedJson& file) {
  const auto listed = file.find("moments");
  if (listed == file.end()) return;
  const auto known = [](const OrderedJson& one) {
    return one.is_string() &&
           std::ranges::find(moments, one.get_ref<const std::string&>()) != moments.end();
  };
  if (listed->is_array() && !listed->empty() && std::ranges::all_of(*listed, known)) return;
  std::string names;
  for (const char* moment : moments) names += (names.empty() ? "" : ", ") + std::string(moment);
  add("/moments",
      "bad_moments",
      "\"moments\" does not say when a group would want this.",
      "Write a list of one or more of: " + names + ".");
}

void Reader::read_params(const OrderedJson& file) {
  const auto params = file.find("params");
  if (params == file.end()) return;
  if (!params->is_object() || params->size() > params_max) {
    add("/params",
        "wrong_type",
        "\"params\" must be an object of at most 32 parameters.",
        "Write {\"turn_s\": {\"integer\": [15, 300], \"default\": 60}}.");
    return;
  }
  for (const auto& [name, spec] : params->items()) {
    const std::string at = under("/params", name);
    if (!check_id(name, at, "a parameter")) continue;
    if (auto param = read_param(name, spec, at))
      chart_.params.push_back(std::move(*param));
    else
      broken_params_.insert(name);
  }
}

std::optional<Param> Reader::read_param(const std::string& name,
                                        const OrderedJson& spec,
                                        const std::string& at) {
  Param param;
  param.name = name;
  param.pointer = at;
  const int kinds = !spec.is_object() ? 0
                                      : static_cast<int>(spec.contains("enum")) +
                                            static_cast<int>(spec.contains("integer")) +
                                            static_cast<int>(spec.contains("boolean"));
  bool right = kinds == 1;
  if (right) {
    check_keys(spec, at, {"enum", "integer", "boolean", "default", "description"});
    param.description = read_prose(spec, "description", at);
    if (spec.contains("enum")) right = read_choices(spec, at, param);
    if (spec.contains("integer")) right = read_bounds(spec, param);
  }
  if (!right) {
    add(at,
        "bad_param",
        "It is not said what the parameter \"" + name + "\" may be.",
        "Write one of {\"enum\": [\"a\", \"b\"], \"default\": \"a\"}, {\"integer\": [1, 9], "
        "\"default\": 3}, {\"boolean\": true, \"default\": false}.");
    return std::nullopt;
  }
  if (!spec.contains("default") || !accepts(param, Json(spec["default"]))) {
    add(under(at, "default"),
        "bad_default",
        "The default of \"" + name + "\" is missing, or is not among what may be chosen.",
        "Give a \"default\" within the parameter's own bounds.");
    return std::nullopt;
  }
  param.standard = Json(spec["default"]);
  return param;
}

bool Reader::read_choices(const OrderedJson& spec, const std::string& at, Param& param) {
  param.kind = Param::Kind::choice;
  const OrderedJson& choices = spec["enum"];
  if (!choices.is_array() || choices.empty() || choices.size() > 32) return false;
  for (const auto& choice : choices) {
    if (!choice.is_string()) return false;
    if (!check_id(choice.get<std::string>(), under(at, "enum"), "a choice")) return true;
    param.choices.push_back(Json(choice));
  }
  return true;
}

bool Reader::read_bounds(const OrderedJson& spec, Param& param) {
  param.kind = Param::Kind::integer;
  const OrderedJson& bounds = spec["integer"];
  if (!bounds.is_array() || bounds.size() != 2) return false;
  for (const auto& bound : bounds) {
    if (!bound.is_number_integer()) return false;
    if (bound > integer_limit || bound < -integer_limit) return false;
  }
  param.min = bounds[0].get<std::int64_t>();
  param.max = bounds[1].get<std::int64_t>();
  return param.min <= param.max;
}

}  // namespace palabre::chart
