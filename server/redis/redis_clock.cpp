// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/redis_clock.hpp"

#include <algorithm>
#include <ctime>

namespace palabre::redis {

// BOOTTIME goes on while the machine sleeps (MONOTONIC does not): rooms must see that they slept.
Instant RedisClock::steady_now() {
  timespec time{};
  clock_gettime(CLOCK_BOOTTIME, &time);
  return Instant{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

void RedisClock::learn(Instant time, Instant steady) {
  offsets_[next_] = time - steady;
  next_ = (next_ + 1) % answers_kept;
  known_ = std::min(known_ + 1, answers_kept);
  offset_ = *std::max_element(offsets_.begin(), offsets_.begin() + std::ptrdiff_t(known_));
}

Instant RedisClock::at(Instant steady) const {
  shown_ = std::max(shown_, steady + offset_);
  return shown_;
}

Duration RedisClock::ahead() const {
  if (known_ == 0) return 0;
  const std::size_t latest = (next_ + answers_kept - 1) % answers_kept;
  const Instant steady = steady_now();
  return at(steady) - (steady + offsets_[latest]);
}

}  // namespace palabre::redis
