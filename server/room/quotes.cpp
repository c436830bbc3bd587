// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/quotes.hpp"

namespace palabre::room {
namespace {

bool is_item(const Json& value) {
  const auto id = value.is_object() ? value.find("id") : value.end();
  return value.is_object() && id != value.end() && id->is_string();
}

}  // namespace

Quotes::Quotes(const Room& room) {
  room.activities.each([&](const ActivityId&, const Running& running) {
    begun_[running.invoke].push_back(&running);
  });
}

// The latest that had begun before `by` ended: a scenario that comes back to a step begins anew.
const Running* Quotes::meant(const Running& by, const std::string& invoke) const {
  const auto found = begun_.find(invoke);
  if (found == begun_.end()) return nullptr;
  const Running* latest = nullptr;
  for (const Running* one : found->second)
    if (by.running || one->entry < by.ended_in) latest = one;
  return latest;
}

void Quotes::quote(const Running& by, Json& item) const {
  const Running* of = item.contains("of") ? meant(by, item.value("of", "")) : &by;
  const Text* words =
      of == nullptr ? nullptr : of->activity.word(item["id"].get_ref<const std::string&>());
  if (words != nullptr && !words->value.empty()) item["text"] = words->value;
}

Json Quotes::quoted(const Running& by, Json params) const {
  for (auto& [name, value] : params.items()) {
    if (is_item(value)) quote(by, value);
    if (!value.is_array()) continue;
    for (Json& one : value)
      if (is_item(one)) quote(by, one);
  }
  return params;
}

}  // namespace palabre::room
