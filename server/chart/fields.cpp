// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/fields.hpp"

#include <algorithm>
#include <cstdint>

#include "chart/mistake.hpp"

namespace palabre::chart {
namespace {

constexpr std::size_t list_max_unless_said =
    16;  // what a phone can show without scrolling for long

void check_object(const Json& fields,
                  const Json& value,
                  const std::string& at,
                  std::vector<Fault>& out);

std::string choices_of(const Json& choices) {
  std::string listed;
  for (const Json& choice : choices) {
    if (!listed.empty()) listed += ", ";
    listed += choice.is_string() ? choice.get<std::string>() : choice.dump();
  }
  return listed;
}

bool within(const Json& value, const Json& bounds) {
  if (!value.is_number_integer()) return false;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return false;
  const auto n = value.get<std::int64_t>();
  return n >= bounds.at(0).get<std::int64_t>() && n <= bounds.at(1).get<std::int64_t>();
}

void check_one(const Json& spec,
               const Json& value,
               const std::string& at,
               std::vector<Fault>& out) {
  if (spec.contains("enum")) {
    const Json& choices = spec["enum"];
    if (std::find(choices.begin(), choices.end(), value) == choices.end())
      out.push_back({at, "Must be one of: " + choices_of(choices) + "."});
  } else if (spec.contains("integer")) {
    const Json& bounds = spec["integer"];
    if (!within(value, bounds))
      out.push_back({at,
                     "Must be a whole number from " + bounds.at(0).dump() + " to " +
                         bounds.at(1).dump() + "."});
  } else if (spec.contains("boolean")) {
    if (!value.is_boolean()) out.push_back({at, "Must be true or false."});
  } else if (spec.contains("string")) {
    const auto max = spec["string"].get<std::size_t>();
    if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
        value.get_ref<const std::string&>().size() > max)
      out.push_back({at, "Must be a text of 1 to " + std::to_string(max) + " bytes."});
  } else if (spec.contains("list")) {
    const std::size_t max = spec.value("max", list_max_unless_said);
    if (!value.is_array() || value.size() > max) {
      out.push_back({at, "Must be a list of at most " + std::to_string(max) + "."});
      return;
    }
    for (std::size_t n = 0; n < value.size(); ++n)
      check_one(spec["list"], value[n], under(at, n), out);
  } else if (spec.contains("fields")) {
    check_object(spec["fields"], value, at, out);
  }
}

void check_object(const Json& fields,
                  const Json& value,
                  const std::string& at,
                  std::vector<Fault>& out) {
  if (!value.is_object()) {
    out.push_back({at, "Must be an object."});
    return;
  }
  for (const auto& [name, spec] : fields.items()) {
    const auto found = value.find(name);
    if (found != value.end())
      check_one(spec, *found, under(at, name), out);
    else if (spec.value("required", false))
      out.push_back({at, "Lacks \"" + name + "\"."});
  }
  for (const auto& [name, ignored] : value.items())
    if (!fields.contains(name))
      out.push_back({under(at, name), "There is no field \"" + name + "\" here."});
}

}  // namespace

std::vector<Fault> check_fields(const Json& fields, const Json& value) {
  std::vector<Fault> out;
  check_object(fields, value, "", out);
  return out;
}

}  // namespace palabre::chart
