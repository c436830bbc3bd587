// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that the log of one palabre ever held, also what it lost.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulation/history.hpp"
#include "store/memory_event_log.hpp"

namespace palabre::sim {

/// By what an entry is known again on another chain, as servers know it; {"", 0} for what nobody
/// said.
Key key_of(const app::StoredEntry& entry);

class Chronicle {
 public:
  /// Whether a server has journaled this entry, or another one under the same key.
  using Journaled = std::function<bool(const app::LoggedEntry& entry, const Key& key)>;

  /// The log is as `room` now.
  void look(const store::MemoryRecords::Room& room, const Journaled& is_journaled);
  /// What it does not hold any more, each after the one that it followed.
  std::vector<Lost> lost() const;
  /// What it lost and holds again, by hash.
  std::set<std::string> put_back() const;
  const std::set<Key>& unsaved() const { return unsaved_; }
  /// The epochs to which it fell, as it had been in a higher one before.
  const std::set<std::uint32_t>& fallen_to() const { return fallen_to_; }

 private:
  struct Held {
    Lost entry;
    std::uint64_t order = 0;
    bool is_there = true;
    bool was_lost = false;
  };
  std::map<std::string, Held> held_;  ///< by hash
  std::vector<std::string> chain_;    ///< the log as it was looked at last
  std::uint32_t epoch_ = 0, highest_ = 0;
  std::set<Key> unsaved_;
  std::set<std::uint32_t> fallen_to_;
};

}  // namespace palabre::sim
