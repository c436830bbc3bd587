// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/sections.hpp"

namespace palabre {

Json merge_difference(const Json& before, const Json& after) {
  Json out = Json::object();
  for (const auto& [key, value] : after.items()) {
    const auto was = before.find(key);
    if (was == before.end())
      out[key] = value;
    else if (*was != value)
      out[key] = value.is_object() && was->is_object() ? merge_difference(*was, value) : value;
  }
  for (const auto& [key, value] : before.items())
    if (!after.contains(key)) out[key] = nullptr;
  return out;
}

void Sections::value(std::string name, Json value) {
  count_visited_node();
  values_[std::move(name)] = std::move(value);
}

Sections& Sections::section(std::string name) { return sections_[std::move(name)]; }

Json Sections::difference(const Sections* before) const {
  static const Sections nothing;
  const Sections& was = before == nullptr ? nothing : *before;
  Json out = Json::object();
  for (const auto& [name, value] : values_) {
    const auto old = was.values_.find(name);
    if (old == was.values_.end())
      out[name] = value;
    else if (old->second != value)
      out[name] = value.is_object() && old->second.is_object()
                      ? merge_difference(old->second, value)
                      : value;
  }
  for (const auto& [name, rows] : rows_) {
    const auto old = was.rows_.find(name);
    Json part = Json::object();
    rows->difference(old == was.rows_.end() ? nullptr : old->second.get(), part);
    if (!part.empty() || old == was.rows_.end()) out[name] = std::move(part);
  }
  for (const auto& [name, section] : sections_) {
    const auto old = was.sections_.find(name);
    Json part = section.difference(old == was.sections_.end() ? nullptr : &old->second);
    if (!part.empty() || old == was.sections_.end()) out[name] = std::move(part);
  }
  removed_since(was, out);
  return out;
}

void Sections::removed_since(const Sections& was, Json& out) const {
  auto shown = [&](const std::string& name) {
    return values_.contains(name) || rows_.contains(name) || sections_.contains(name);
  };
  for (const auto& [name, value] : was.values_)
    if (!shown(name)) out[name] = nullptr;
  for (const auto& [name, rows] : was.rows_)
    if (!shown(name)) out[name] = nullptr;
  for (const auto& [name, section] : was.sections_)
    if (!shown(name)) out[name] = nullptr;
}

}  // namespace palabre
