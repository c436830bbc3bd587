// SPDX-License-Identifier: AGPL-3.0-or-later
// Starting a coroutine that nobody waits for, and waiting for what happens once.
#pragma once

#include <chrono>
#include <functional>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/task.hpp"

namespace palabre::app {

inline constexpr net::use_awaitable_t<net::io_context::executor_type> use_task;

/// Runs `task` on the loop. What it throws is logged, and `failed` is called.
void spawn(net::io_context& loop, Task<void> task, std::function<void()> failed = nullptr);

/// Something that happens once; any number of coroutines may wait for it. Whoever waits keeps it
/// alive.
class Happening {
 public:
  explicit Happening(net::io_context& loop) : timer_(loop) {
    timer_.expires_at(std::chrono::steady_clock::time_point::max());
  }
  bool happened() const { return happened_; }
  void happen() {
    happened_ = true;
    timer_.cancel();
  }
  Task<void> wait() {
    while (!happened_) {
      auto token = net::as_tuple(use_task);
      co_await timer_.async_wait(token);
    }
  }

 private:
  using Clock = std::chrono::steady_clock;
  net::basic_waitable_timer<Clock, net::wait_traits<Clock>, net::io_context::executor_type> timer_;
  bool happened_ = false;
};

}  // namespace palabre::app
