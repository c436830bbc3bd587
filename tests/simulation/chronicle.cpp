// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/chronicle.hpp"

#include <algorithm>

#include "room/orphans.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::sim {

Key key_of(const app::StoredEntry& entry) {
  const auto read = wire::decode_entry({entry.header, entry.facts, entry.words});
  return read ? room::key_of(*read) : Key();
}

void Chronicle::look(const store::MemoryRecords::Room& room, const Journaled& is_journaled) {
  std::size_t same = std::min(chain_.size(), room.entries.size());
  while (same > 0 && chain_[same - 1] != room.entries[same - 1].hash) --same;
  for (std::size_t i = same; i < chain_.size(); ++i) {
    Held& gone = held_.at(chain_[i]);
    gone.is_there = false;
    gone.was_lost = true;
    const Key key = key_of(gone.entry.logged.entry);
    if (!key.first.empty() && !is_journaled(gone.entry.logged, key)) unsaved_.insert(key);
  }
  chain_.resize(same);
  for (std::size_t i = same; i < room.entries.size(); ++i) {
    const app::LoggedEntry& entry = room.entries[i];
    Held& held = held_[entry.hash];
    if (held.order == 0) {
      held.order = held_.size();
      held.entry = Lost{entry, i == 0 ? std::string() : room.entries[i - 1].hash, 0};
    }
    held.is_there = true;
    held.entry.epoch = std::max(held.entry.epoch, room.head.epoch);
    chain_.push_back(entry.hash);
    if (!unsaved_.empty()) unsaved_.erase(key_of(entry.entry));
  }
  if (room.head.epoch == epoch_) return;
  epoch_ = room.head.epoch;
  highest_ = std::max(highest_, epoch_);
  if (epoch_ < highest_) fallen_to_.insert(epoch_);
  for (const std::string& hash : chain_) {
    Lost& entry = held_.at(hash).entry;
    entry.epoch = std::max(entry.epoch, epoch_);
  }
}

std::vector<Lost> Chronicle::lost() const {
  std::map<std::uint64_t, const Lost*> by_order;
  for (const auto& [hash, held] : held_)
    if (!held.is_there) by_order.emplace(held.order, &held.entry);
  std::vector<Lost> lost;
  lost.reserve(by_order.size());
  for (const auto& [order, entry] : by_order) lost.push_back(*entry);
  return lost;
}

std::set<std::string> Chronicle::put_back() const {
  std::set<std::string> hashes;
  for (const auto& [hash, held] : held_)
    if (held.is_there && held.was_lost) hashes.insert(hash);
  return hashes;
}

}  // namespace palabre::sim
