// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/layers.hpp"

#include "base/hash.hpp"

namespace palabre::wire {

Json layer_whole(const Room& room, const Layer& layer) {
  return room::describe(room, layer).difference(nullptr);
}

std::optional<Json> layer_difference(const Room& before, const Room& after, const Layer& layer) {
  const Sections was = room::describe(before, layer);
  Json difference = room::describe(after, layer).difference(&was);
  if (difference.empty()) return std::nullopt;
  return difference;
}

std::string layer_sum(const Json& layer) { return short_hash_of(layer.dump()).substr(0, 16); }

}  // namespace palabre::wire
