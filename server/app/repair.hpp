// SPDX-License-Identifier: AGPL-3.0-or-later
// The shared log against what this server knows of a room: which chain holds, and what is to be put
// back.
#pragma once

#include <vector>

#include "app/own_chain.hpp"
#include "app/ports.hpp"

namespace palabre::app {

/// What was found, and done about it.
struct Mended {
  enum class Found {
    whole,    ///< the log's chain continues ours, or is the same
    behind,   ///< it had lost its end: put back
    emptied,  ///< it had lost everything: put back, with scenario and codes
    left,     ///< it was closed, and had left the log: brought back
    forked    ///< it goes on otherwise: its chain holds, ours has orphans
  };
  Found found = Found::whole;
  Head head;  ///< where both agree now: our own head, or the common ancestor of a fork
  std::uint64_t restored = 0;           ///< entries that were put back
  std::vector<JournaledEntry> orphans;  ///< of a fork: our entries after the ancestor
};

/// Compares chains and mends. `ours` is where our chain ends. Behind: the tail goes back under
/// compare-and-set, the same bytes and hashes in the same epoch, so that phones see nothing of it.
/// Forked: the log's chain holds (others were already told of it), and its epoch is raised above
/// ours. Refuses with `erased` (tombstones of either side are obeyed), `damaged` when the journal
/// does not hold what it should, and what log and journal refuse with; `unavailable` when somebody
/// else is about to put back more, or a room that left is not journaled whole here.
Task<Result<Mended>> mend(EventLog& log, OwnChain& chain, RoomId room, Head ours);

/// The events of an entry, as they are stored; none of one that cannot be read.
std::vector<Json> events_of(const StoredEntry& entry);
/// The scenario that a palabre runs on, as the facts of its first entry say; empty for none.
std::string scenario_hash_of(const StoredEntry& founding);

}  // namespace palabre::app
