// SPDX-License-Identifier: AGPL-3.0-or-later
// Room time on several servers: Redis' TIME, which its answers carry, and a steady clock between
// them.
#pragma once

#include <array>
#include <cstddef>

#include "base/types.hpp"

namespace palabre::redis {

class RedisClock {
 public:
  /// Redis said that it is `time`. What came on the way is older by then: the least old of the
  /// latest answers counts, so that this clock is never ahead of Redis'.
  void learn(Instant time) { learn(time, steady_now()); }
  void learn(Instant time, Instant steady);

  /// Milliseconds since the Unix epoch; never goes back: stands still while Redis' clock, having
  /// been put back, has not come up to it again.
  Instant now() const { return at(steady_now()); }
  Instant at(Instant steady) const;
  /// How far this clock is ahead of what the latest answers said.
  Duration ahead() const;

 private:
  static Instant steady_now();

  static constexpr std::size_t answers_kept = 16;
  std::array<Instant, answers_kept> offsets_{};
  std::size_t known_ = 0, next_ = 0;
  Instant offset_ = 0;
  mutable Instant shown_ = 0;
};

}  // namespace palabre::redis
