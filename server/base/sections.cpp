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
      out[key] = changed_value(*was, value);
  }
  for (const auto& [key, value] : before.items())
    if (!after.contains(key)) out[key] = nullptr;
  return out;
}

Json changed_value(const Json& before, const Json& after) {
  return before.is_object() && after.is_object() ? merge_difference(before, after) : after;
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
      replace(was, name, value, out);
    else if (old->second != value)
      out[name] = changed_value(old->second, value);
  }
  for (const auto& [name, rows] : rows_) {
    const auto old = was.rows_.find(name);
    const bool follows = old != was.rows_.end() && rows->same_type(*old->second);
    Json part = Json::object();
    rows->difference(follows ? old->second.get() : nullptr, part);
    if (!follows)
      replace(was, name, std::move(part), out);
    else if (!part.empty())
      out[name] = std::move(part);
  }
  for (const auto& [name, section] : sections_) {
    const auto old = was.sections_.find(name);
    Json part = section.difference(old == was.sections_.end() ? nullptr : &old->second);
    if (old == was.sections_.end())
      replace(was, name, std::move(part), out);
    else if (!part.empty())
      out[name] = std::move(part);
  }
  removed_since(was, out);
  return out;
}

Json Sections::whole(const std::string& name) const {
  if (const auto at = values_.find(name); at != values_.end()) return at->second;
  if (const auto at = sections_.find(name); at != sections_.end())
    return at->second.difference(nullptr);
  const auto at = rows_.find(name);
  if (at == rows_.end()) return {};
  Json rows = Json::object();
  at->second->difference(nullptr, rows);
  return rows;
}

void Sections::replace(const Sections& before, const std::string& name, Json now, Json& out) const {
  const Json old = before.whole(name);
  if (old == now) return;
  out[name] = old.is_object() && now.is_object() ? merge_difference(old, now) : std::move(now);
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
