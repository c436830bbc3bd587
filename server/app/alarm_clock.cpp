// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/alarm_clock.hpp"

#include <algorithm>

namespace palabre::app {
namespace {

// A steady timer stands still while a laptop sleeps and room time does not: look again this often.
constexpr Duration longest_wait_ms = 1'000;

}  // namespace

AlarmClock::AlarmClock(net::io_context& loop, EventLog& log)
    : loop_(loop), log_(log), timer_(loop) {}

AlarmClock::Id AlarmClock::ring_at(Instant at, std::function<void()> ring) {
  const Id id{at, ++count_};
  alarms_.emplace(id, std::move(ring));
  if (armed_for_ == 0 || at < armed_for_) arm();
  return id;
}

void AlarmClock::cancel(Id& id) {
  alarms_.erase(id);
  id = Id{};
}

Task<void> AlarmClock::pause(Duration wait) {
  const auto over = std::make_shared<Happening>(loop_);
  ring_at(now() + wait, [over] { over->happen(); });
  co_await over->wait();
}

void AlarmClock::ring_due() {
  // What is set while ringing rings in the next round, so that this ends.
  const Id limit{now(), count_};
  while (!alarms_.empty() && alarms_.begin()->first <= limit) {
    auto first = alarms_.extract(alarms_.begin());
    first.mapped()();
  }
  arm();
}

void AlarmClock::arm() {
  if (alarms_.empty()) {
    armed_for_ = 0;
    return;
  }
  armed_for_ = alarms_.begin()->first.first;
  const Duration wait = std::clamp<Duration>(armed_for_ - now(), 0, longest_wait_ms);
  timer_.expires_after(std::chrono::milliseconds(wait));
  timer_.async_wait([this, here = std::weak_ptr(here_)](boost::system::error_code error) {
    if (!error && !here.expired()) ring_due();
  });
}

}  // namespace palabre::app
