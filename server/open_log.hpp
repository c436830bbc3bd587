// SPDX-License-Identifier: AGPL-3.0-or-later
// The log that the command line asks for: a folder of this machine, or Redis.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "app/log_condition.hpp"
#include "app/ports.hpp"
#include "app/presence_channel.hpp"
#include "app/shelf.hpp"

namespace palabre {

/// What `task` gives, on a loop that nobody runs yet.
template <class T>
T run_to_end(boost::asio::io_context& loop, app::Task<T> task) {
  std::optional<T> outcome;
  boost::asio::co_spawn(loop, std::move(task), [&](const std::exception_ptr& thrown, T value) {
    if (thrown) std::rethrow_exception(thrown);
    outcome = std::move(value);
  });
  while (!outcome) loop.run_one();
  return std::move(*outcome);
}

struct OpenedLog {
  std::unique_ptr<app::EventLog> log;
  app::PresenceChannel* presence = nullptr;      ///< of one that servers share; the log owns it
  std::unique_ptr<app::Shelf> shelf;             ///< of one that is shared; gone before it
  std::function<app::LogCondition()> condition;  ///< of one that is elsewhere
};

/// Which settings of Redis must hold.
enum class Durability { warned_of, required };

/// Opens the log in the folder `data`, or in Redis when `redis` is its address. Refuses with
/// `cannot_open` {sentence}, `bad_address` {sentence}.
Result<OpenedLog> open_log(boost::asio::io_context& loop,
                           const std::string& data,
                           const std::string& redis,
                           Durability durability = Durability::warned_of);

}  // namespace palabre
