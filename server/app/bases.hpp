// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms published lately: what a patch may start from.
#pragma once

#include <deque>
#include <memory>

#include "room/room.hpp"

namespace palabre::app {

inline constexpr std::size_t bases_max = 256;
inline constexpr Duration base_kept_ms = 60'000;  // a phone that was away for longer gets the whole

class Bases {
 public:
  /// `room` was published at `now`; those older than a minute go, and when there are too many every
  /// second one of the older half.
  void add(std::shared_ptr<const room::Room> room, Instant now);
  /// The room published at `seq`, or null.
  std::shared_ptr<const room::Room> find(std::uint64_t seq) const;
  std::size_t size() const { return kept_.size(); }
  void clear() { kept_.clear(); }

 private:
  struct Base {
    std::uint64_t seq;
    Instant at;
    std::shared_ptr<const room::Room> room;
  };
  std::deque<Base> kept_;  ///< by seq
};

}  // namespace palabre::app
