// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/params.hpp"

#include <algorithm>
#include <charconv>

#include "base/check.hpp"

namespace palabre::chart {
namespace {

bool is_param(const Json& value) {
  return value.is_object() && value.size() == 1 && value.contains("param") &&
         value["param"].is_string();
}

const Param* find_param(const std::vector<Param>& params, std::string_view name) {
  const auto found = std::find_if(
      params.begin(), params.end(), [&](const Param& param) { return param.name == name; });
  return found == params.end() ? nullptr : &*found;
}

void collect_params(const Json& value, std::set<std::string>& out) {
  if (is_param(value)) {
    out.insert(value["param"].get<std::string>());
    return;
  }
  if (value.is_structured())
    for (const Json& part : value) collect_params(part, out);
}

std::vector<Json> extremes_of(const Param& param) {
  switch (param.kind) {
    case Param::Kind::choice: return param.choices;
    case Param::Kind::integer: return {param.min, param.max};
    case Param::Kind::boolean: return {false, true};
  }
  return {};
}

}  // namespace

bool accepts(const Param& param, const Json& value) {
  switch (param.kind) {
    case Param::Kind::choice:
      return std::find(param.choices.begin(), param.choices.end(), value) != param.choices.end();
    case Param::Kind::integer: {
      if (!value.is_number_integer()) return false;
      if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return false;
      const auto n = value.get<std::int64_t>();
      return n >= param.min && n <= param.max;
    }
    case Param::Kind::boolean: return value.is_boolean();
  }
  return false;
}

Result<Json> check_params(const Chart& chart, const Json& chosen) {
  Json whole = Json::object();
  for (const Param& param : chart.params) whole[param.name] = param.standard;
  if (chosen.is_null()) return whole;
  if (!chosen.is_object()) return refuse("bad_param", {{"name", "params"}});
  for (const auto& [name, value] : chosen.items()) {
    const Param* param = find_param(chart.params, name);
    if (param == nullptr) return refuse("unknown_param", {{"name", name}});
    if (!accepts(*param, value)) {
      Json said = {{"name", name}};
      if (param->kind == Param::Kind::integer) {
        said["min"] = param->min;
        said["max"] = param->max;
      }
      return refuse("bad_param", std::move(said));
    }
    whole[name] = value;
  }
  return whole;
}

Json resolve(const Json& value, const Json& chosen) {
  if (is_param(value)) {
    const auto found = chosen.find(value["param"].get_ref<const std::string&>());
    PALABRE_CHECK(found != chosen.end());
    return *found;
  }
  if (!value.is_structured()) return value;
  Json resolved = value;
  for (Json& part : resolved) part = resolve(part, chosen);
  return resolved;
}

Duration unit_of(std::string_view param_name) {
  if (param_name.ends_with("_ms")) return 1;
  if (param_name.ends_with("_s")) return 1000;
  if (param_name.ends_with("_min")) return 60'000;
  return 0;
}

Duration delay_of(const After& after, const Json& chosen) {
  Duration written = 0;
  const char* last = after.delay.data() + after.delay.size();
  if (std::from_chars(after.delay.data(), last, written).ec == std::errc()) return written;
  const auto found = chosen.find(after.delay);
  PALABRE_CHECK(found != chosen.end());
  return found->get<std::int64_t>() * unit_of(after.delay);
}

std::set<std::string> params_in(const Json& value) {
  std::set<std::string> found;
  collect_params(value, found);
  return found;
}

std::vector<Json> samples_of(const Json& value, const std::vector<Param>& params) {
  Json chosen = Json::object();
  for (const Param& param : params) chosen[param.name] = param.standard;
  std::vector<Json> samples = {resolve(value, chosen)};
  for (const std::string& name : params_in(value)) {
    const Param* param = find_param(params, name);
    if (param == nullptr) continue;
    for (const Json& extreme : extremes_of(*param)) {
      Json varied = chosen;
      varied[name] = extreme;
      samples.push_back(resolve(value, varied));
    }
  }
  return samples;
}

}  // namespace palabre::chart
