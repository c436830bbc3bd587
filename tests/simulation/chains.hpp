// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of every chain that the log ever held: the one that holds at the end, and what was cut
// off from it on the way.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "simulation/history.hpp"
#include "simulation/rooms.hpp"

namespace palabre::sim {

/// One entry with what it led to.
struct Link {
  const Link* before = nullptr;  ///< null for the first
  std::uint64_t seq = 0;
  std::uint32_t epoch = 1;  ///< the highest in which the log held it
  room::Room room;
  Key key;
  bool holds = false;     ///< it is in the log at the end
  bool was_lost = false;  ///< for good, or until it was put back
};

class Chains {
 public:
  /// Refuses with `damaged` {seq}.
  Result<void> read(const History& history, const Rooms& rooms);
  /// The one that was shown as `position`, or null.
  const Link* at(const room::Position& position) const;
  /// Whether `later` is `earlier`, or comes after it on one chain.
  static bool leads_to(const Link& earlier, const Link& later);
  /// Whether an entry with this key was ever cut off.
  bool was_lost(const Key& key) const { return lost_.contains(key); }
  /// Whether this command was once told to stand at `seq`.
  bool stood_at(const Key& key, std::uint64_t seq) const { return stood_.contains({key, seq}); }

 private:
  Link& add(const std::string& hash, Link link, const std::string& nonce);

  std::map<std::string, Link> links_;  ///< by hash
  std::map<std::pair<std::uint64_t, std::string>, const Link*> by_place_;
  std::set<Key> lost_;
  std::set<std::pair<Key, std::uint64_t>> stood_;
};

}  // namespace palabre::sim
