// SPDX-License-Identifier: AGPL-3.0-or-later
// How often something may be done: so many at once, so many a second after that.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace palabre::net {

// A phone that re-sends what eight commands it has, with its pings, stays far below.
inline constexpr std::int64_t messages_at_once = 128;
inline constexpr std::int64_t messages_per_second = 32;

class TokenBucket {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  TokenBucket(std::int64_t burst, std::int64_t per_second, TimePoint now)
      : burst_(burst * 1000), per_second_(per_second), tokens_(burst_), filled_at_(now) {}

  /// Takes one, if there is one.
  bool take(TimePoint now) {
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - filled_at_);
    tokens_ = std::min(burst_, tokens_ + elapsed.count() * per_second_);
    filled_at_ += elapsed;
    if (tokens_ < 1000) return false;
    tokens_ -= 1000;
    return true;
  }

 private:
  // In thousandths, so that a millisecond brings a whole number of them.
  std::int64_t burst_, per_second_, tokens_;
  TimePoint filled_at_;
};

}  // namespace palabre::net
