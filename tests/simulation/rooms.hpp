// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms that a log leads to, one for each of its positions.
#pragma once

#include <memory>
#include <vector>

#include "app/ports.hpp"
#include "base/result.hpp"
#include "room/take_turn.hpp"

namespace palabre::sim {

class Rooms {
 public:
  explicit Rooms(std::shared_ptr<const room::Scenario> scenario) : scenario_(std::move(scenario)) {}

  /// Reads on in `log`; where it has changed its past, what followed is read anew. Refuses with
  /// `damaged` {seq}.
  Result<void> follow(const std::vector<app::LoggedEntry>& log);
  std::uint64_t last() const { return steps_.size(); }
  /// The room after `seq`, or null.
  const room::Room* at(std::uint64_t seq) const;
  const room::Entry& entry(std::uint64_t seq) const { return steps_[seq - 1].entry; }

 private:
  struct Step {
    std::string hash;
    room::Entry entry;
    room::Room room;
  };
  std::shared_ptr<const room::Scenario> scenario_;
  std::vector<Step> steps_;
};

}  // namespace palabre::sim
