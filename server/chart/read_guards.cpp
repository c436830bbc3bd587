// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads guards: leaves of the vocabulary, put together with all, any and not.
#include <algorithm>

#include "chart/fields.hpp"
#include "chart/params.hpp"
#include "chart/reader.hpp"

namespace palabre::chart {
namespace {

/// Of the chart's own guard: how an activity ended.
const Json& outcome_fields() {
  static const Json fields = {{"is", {{"string", id_bytes_max}, {"required", true}}},
                              {"of", {{"string", id_bytes_max}}}};
  return fields;
}

}  // namespace

std::optional<Guard> Reader::read_guard(const OrderedJson& written, const Place& place) {
  if (refused_code(written, place.pointer)) return std::nullopt;
  if (!written.is_object() || !written.contains("type") || !written["type"].is_string()) {
    add(place.pointer,
        "bad_guard",
        "A guard has a type and params.",
        "Write {\"type\": \"round_closed\", \"params\": {\"of\": \"questions\"}}.");
    return std::nullopt;
  }
  if (place.depth >= guard_depth_max) {
    add(place.pointer, "too_deep", "Guards are nested too deeply.", "Make it simpler.");
    return std::nullopt;
  }
  check_keys(written, place.pointer, {"type", "params"});
  const std::string type = written["type"].get<std::string>();
  if (type != "all" && type != "any" && type != "not") return read_leaf(written, type, place);
  Guard guard;
  guard.pointer = place.pointer;
  guard.kind = type == "all"   ? Guard::Kind::all
               : type == "any" ? Guard::Kind::any
                               : Guard::Kind::negation;
  guard.law = place.law;
  const OrderedJson params = written.value("params", OrderedJson::object());
  Place inside = place;
  inside.pointer = under(place.pointer, "params");
  ++inside.depth;
  if (!params.is_object()) {
    add(inside.pointer, "wrong_type", "\"params\" must be an object.", "Write {…}.");
    return std::nullopt;
  }
  const std::size_t before = mistakes_.size();
  read_parts(params, inside, guard);
  const bool right =
      guard.kind == Guard::Kind::negation ? guard.parts.size() == 1 : !guard.parts.empty();
  if (!right && mistakes_.size() == before)
    add(place.pointer,
        "bad_guard",
        "\"" + type + "\" puts nothing together.",
        "Write \"params\": {\"law\": [guards], \"habit\": [guards]} or {\"of\": [guards]} for all "
        "and any, {\"guard\": {…}} for not.");
  return guard;
}

void Reader::read_parts(const OrderedJson& params, const Place& place, Guard& guard) {
  if (guard.kind == Guard::Kind::negation) {
    check_keys(params, place.pointer, {"guard"});
    if (!params.contains("guard")) return;
    Place inside = place;
    inside.pointer = under(place.pointer, "guard");
    if (auto part = read_guard(params["guard"], inside)) guard.parts.push_back(std::move(*part));
    return;
  }
  check_keys(params, place.pointer, {"law", "habit", "of"});
  for (const char* key : {"of", "law", "habit"}) {
    const auto list = params.find(key);
    if (list == params.end()) continue;
    Place inside = place;
    inside.pointer = under(place.pointer, key);
    inside.law = *key == 'o' ? place.law : *key == 'l';
    read_list(*list, inside, guard);
  }
}

void Reader::read_list(const OrderedJson& list, const Place& place, Guard& guard) {
  if (!list.is_array()) {
    add(place.pointer, "wrong_type", "This must be a list of guards.", "Write [{…}, {…}].");
    return;
  }
  for (std::size_t n = 0; n < list.size(); ++n) {
    Place inside = place;
    inside.pointer = under(place.pointer, n);
    if (auto part = read_guard(list[n], inside)) guard.parts.push_back(std::move(*part));
  }
}

std::optional<Guard> Reader::read_leaf(const OrderedJson& written,
                                       const std::string& type,
                                       const Place& place) {
  Guard leaf;
  leaf.type = type;
  leaf.law = place.law;
  leaf.pointer = place.pointer;
  leaf.params = Json(written.value("params", OrderedJson::object()));
  const std::string at = under(place.pointer, "params");
  if (type == "outcome") {
    check_outcome(leaf, place);
    return leaf;
  }
  const auto spec = vocabulary_.guards.find(type);
  if (spec == vocabulary_.guards.end()) {
    add(place.pointer,
        "unknown_guard",
        "There is no guard \"" + type + "\".",
        "Use one of the guards that this server has, or all, any, not, outcome.");
    return std::nullopt;
  }
  if (!place.law && spec->second.only_law)
    add(place.pointer,
        "law_as_habit",
        "\"" + type + "\" is law: nobody may override it, so it cannot be a habit.",
        "Move it to the \"law\" list.");
  if (check_params_in(leaf.params, at))
    for (const Json& sample : samples_of(leaf.params, chart_.params))
      add_faults(check_fields(spec->second.fields, sample),
                 at,
                 "bad_guard_params",
                 "the guard \"" + type + "\"");
  check_names(leaf, spec->second);
  return leaf;
}

/// What a guard names must be there: a misspelt state would never have been entered.
void Reader::check_names(const Guard& leaf, const GuardSpec& spec) {
  if (!leaf.params.is_object()) return;
  const std::string at = under(leaf.pointer, "params");
  for (const auto& [field, value] : leaf.params.items()) {
    if (!value.is_string()) continue;
    const auto& name = value.get_ref<const std::string&>();
    if (spec.states.contains(field) && !find_state(chart_, name))
      add(under(at, field),
          "unknown_state",
          "There is no state \"" + name + "\".",
          "Write the key of a state of this file.");
    const bool declared = std::any_of(chart_.params.begin(),
                                      chart_.params.end(),
                                      [&](const Param& param) { return param.name == name; });
    if (spec.params.contains(field) && !declared && !broken_params_.contains(name))
      add(under(at, field),
          "unknown_param",
          "There is no parameter \"" + name + "\".",
          "Declare it in \"params\" of the scenario, or name another.");
  }
}

/// `outcome {is}` stands in the `onDone` it speaks of; `outcome {of, is}` anywhere.
void Reader::check_outcome(const Guard& leaf, const Place& place) {
  const std::string at = under(place.pointer, "params");
  if (!check_params_in(leaf.params, at)) return;
  const auto samples = samples_of(leaf.params, chart_.params);
  for (const Json& sample : samples) {
    const auto faults = check_fields(outcome_fields(), sample);
    add_faults(faults, at, "bad_guard_params", "the guard \"outcome\"");
    if (!faults.empty()) return;
  }
  const ActivitySpec* asked = place.settles;
  if (leaf.params.contains("of")) {
    const Invoke* invoke =
        leaf.params["of"].is_string()
            ? find_invoke(chart_, leaf.params["of"].get_ref<const std::string&>())
            : nullptr;
    const auto spec =
        invoke == nullptr ? vocabulary_.activities.end() : vocabulary_.activities.find(invoke->src);
    if (spec == vocabulary_.activities.end()) return;  // said by check_chart or with the invocation
    asked = &spec->second;
  } else if (asked == nullptr) {
    if (!place.settling)
      add(place.pointer,
          "outcome_elsewhere",
          "Nothing has just ended here, so there is no outcome to ask for.",
          "Use it in the \"onDone\" of an invocation, or name the invocation: \"of\": \"check\".");
    return;
  }
  for (const Json& sample : samples)
    if (!asked->outcomes.contains(sample["is"].get<std::string>()))
      add(under(at, "is"),
          "unknown_outcome",
          "This activity never ends with \"" + sample["is"].get<std::string>() + "\".",
          "Use one of its outcomes.");
}

}  // namespace palabre::chart
