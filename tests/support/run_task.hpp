// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a coroutine of levels 3 to 5 to its end, on a loop that the test owns.
#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "app/task.hpp"

namespace palabre::test {

/// Turns `loop` until `done()` holds; false when nothing happens any more for 20 s.
template <class Condition>
bool run_until(boost::asio::io_context& loop, Condition done) {
  loop.restart();
  while (!done())
    if (loop.run_one_for(std::chrono::seconds(20)) == 0) return done();
  return true;
}

/// What `task` gives; other work of the loop goes on meanwhile.
template <class T>
T run_task(boost::asio::io_context& loop, app::Task<T> task) {
  std::optional<T> outcome;
  std::exception_ptr thrown;
  boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, T value) {
    thrown = std::move(error);
    outcome = std::move(value);
  });
  run_until(loop, [&] { return outcome.has_value(); });
  if (thrown) std::rethrow_exception(thrown);
  return std::move(outcome).value();
}

}  // namespace palabre::test
