// SPDX-License-Identifier: AGPL-3.0-or-later
// The orphans of a fork, until each is decided again or set aside on the chain that holds.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/ports.hpp"
#include "room/orphans.hpp"

namespace palabre::app {

/// A command that another server decided is known to that server, which has so long to decide it
/// again before whoever read only its entry sets it aside.
inline constexpr Duration orphan_wait_ms = 5'000;

class Fork {
 public:
  /// The chains part after `ancestor`. A second fork before the first is settled adds to it,
  /// each session's words in the order in which they were said.
  void add(std::vector<JournaledEntry> orphans, std::uint64_t ancestor, Instant now);

  /// An entry of the chain that holds, from the first on: what it decided again is settled.
  void saw(const room::Entry& entry, std::uint64_t seq);
  /// The next orphan to be decided, in the order of the chain that does not hold; none now.
  std::optional<room::Orphan> next(Instant now) const;
  /// Nothing can be done with `orphan`.
  void drop(const room::Orphan& orphan);

  bool is_settled() const { return left_.empty(); }
  /// Whether an orphan that `sid` said before its command `cseq` still waits.
  bool comes_before(const std::string& sid, std::uint64_t cseq) const;
  /// When next() gives something again; 0 when nothing is left.
  Instant due() const;
  const std::vector<room::CompareOutcome>& outcomes() const { return outcomes_; }

 private:
  struct Left {
    room::Orphan orphan;
    Instant due = 0;
  };
  std::vector<Left> left_;
  std::vector<room::CompareOutcome> outcomes_;
  room::Renamed renamed_;
  std::uint64_t ancestor_ = 0;
};

/// What is journaled beside the entry of a wish that drew from `chance`.
std::string encode_asked(const room::Wish& wish, const std::optional<Random::Seed>& chance);

}  // namespace palabre::app
