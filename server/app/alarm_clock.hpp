// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls back at instants of room time. One timer of the loop serves them all.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include <boost/asio/basic_waitable_timer.hpp>

#include "app/ports.hpp"
#include "app/spawn.hpp"

namespace palabre::app {

class AlarmClock {
 public:
  using Id = std::pair<Instant, std::uint64_t>;  ///< {0, 0} is none

  AlarmClock(net::io_context& loop, EventLog& log);
  AlarmClock(const AlarmClock&) = delete;
  AlarmClock& operator=(const AlarmClock&) = delete;

  Instant now() const { return log_.now(); }
  /// Calls `ring` once, at `at` or soon after, never within this call.
  Id ring_at(Instant at, std::function<void()> ring);
  /// Nothing happens when it has rung already. Sets `id` to none.
  void cancel(Id& id);
  /// Comes back after `wait` of room time.
  Task<void> pause(Duration wait);

  /// Rings what is due now: called by the loop's timer, and by tests and the simulation, whose
  /// clocks move by hand.
  void ring_due();
  /// When the next alarm rings, or 0.
  Instant next() const { return alarms_.empty() ? 0 : alarms_.begin()->first.first; }

 private:
  using Clock = std::chrono::steady_clock;
  void arm();

  net::io_context& loop_;
  EventLog& log_;
  net::basic_waitable_timer<Clock, net::wait_traits<Clock>, net::io_context::executor_type> timer_;
  std::map<Id, std::function<void()>> alarms_;
  std::uint64_t count_ = 0;
  Instant armed_for_ = 0;
  /// The timer may have run out, and wait in the loop to say so, when this goes.
  std::shared_ptr<const bool> here_ = std::make_shared<const bool>(true);
};

}  // namespace palabre::app
