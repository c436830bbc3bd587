// SPDX-License-Identifier: AGPL-3.0-or-later
// Room time on one machine: the wall clock at start, then a steady clock that also counts sleep.
#pragma once

#include "base/types.hpp"

namespace palabre::store {

class LogClock {
 public:
  /// Starts at the wall clock, or at `not_before` when the wall clock was put back by less than a
  /// day since (a clock that was wrong by more must not bind the palabres to come).
  explicit LogClock(Instant not_before = 0);

  /// Milliseconds since the Unix epoch; never goes back while the process lives. Any thread.
  Instant now() const;

 private:
  Instant begin_ = 0;
  Instant steady_begin_ = 0;
};

}  // namespace palabre::store
