// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/rooms.hpp"

#include <utility>

#include "base/hash.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::sim {

Result<void> Rooms::follow(const std::vector<app::LoggedEntry>& log) {
  std::size_t same = std::min(steps_.size(), log.size());
  while (same > 0 && steps_[same - 1].hash != log[same - 1].hash) --same;
  steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(same), steps_.end());
  for (std::size_t i = same; i < log.size(); ++i) {
    const app::LoggedEntry& one = log[i];
    const std::string before = steps_.empty() ? std::string() : steps_.back().hash;
    if (one.seq != i + 1 || hash_of({before, one.entry.header, one.entry.facts}) != one.hash)
      return refuse("damaged", {{"seq", one.seq}});
    auto entry = wire::decode_entry({one.entry.header, one.entry.facts, one.entry.words});
    if (!entry) return refuse("damaged", {{"seq", one.seq}});
    auto room =
        room::apply(steps_.empty() ? room::Room() : steps_.back().room, *entry, one.seq, scenario_);
    if (!room) return refuse("damaged", {{"seq", one.seq}, {"code", room.error().code}});
    steps_.push_back(Step{one.hash, std::move(*entry), std::move(*room)});
  }
  return {};
}

const room::Room* Rooms::at(std::uint64_t seq) const {
  return seq == 0 || seq > steps_.size() ? nullptr : &steps_[seq - 1].room;
}

}  // namespace palabre::sim
