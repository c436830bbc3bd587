// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/log_clock.hpp"

#include <ctime>

namespace palabre::store {
namespace {

constexpr Instant day = 24LL * 60 * 60 * 1000;

Instant read_clock(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return Instant{time.tv_sec} * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

// BOOTTIME goes on while a laptop sleeps (MONOTONIC does not): rooms must see that they slept.
LogClock::LogClock(Instant not_before)
    : begin_(read_clock(CLOCK_REALTIME)), steady_begin_(read_clock(CLOCK_BOOTTIME)) {
  if (not_before > begin_ && not_before - begin_ < day) begin_ = not_before;
}

Instant LogClock::now() const { return begin_ + read_clock(CLOCK_BOOTTIME) - steady_begin_; }

}  // namespace palabre::store
