// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/spawn.hpp"

#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

namespace palabre::app {

void spawn(net::io_context& loop, Task<void> task, std::function<void()> failed) {
  net::co_spawn(
      loop, std::move(task), [failed = std::move(failed)](const std::exception_ptr& thrown) {
        if (!thrown) return;
        try {
          std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
          spdlog::error("a task ended by an exception: {}", error.what());
        } catch (...) {
          spdlog::error("a task ended by an exception");
        }
        if (failed) failed();
      });
}

}  // namespace palabre::app
