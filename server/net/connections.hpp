// SPDX-License-Identifier: AGPL-3.0-or-later
// Every open connection: counted, looked at once a second, closed when the server goes.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "app/task.hpp"

namespace palabre::net {

using Clock = std::chrono::steady_clock;

/// One connection, as the housekeeping sees it. Functions only begin things: nothing is removed
/// from Connections before they return.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Drops the connection when it has taken too long over something.
  virtual void check_deadline(Clock::time_point now) = 0;
  /// The server is going: closes politely, as soon as what it does now is done.
  virtual void go_away() = 0;
  /// Closes at once, without a word.
  virtual void drop() = 0;

 private:
  friend class Connections;
  std::size_t place_ = 0;
};

/// One timer for all deadlines: a timer per connection costs more than the connection.
class Connections {
 public:
  using Timer = boost::asio::basic_waitable_timer<Clock,
                                                  boost::asio::wait_traits<Clock>,
                                                  boost::asio::io_context::executor_type>;

  Connections(boost::asio::io_context& loop, std::size_t max) : timer_(loop), max_(max) {}

  void add(Connection& connection);
  void remove(Connection& connection);
  std::size_t size() const { return all_.size(); }
  bool full() const { return all_.size() >= max_; }

  /// Lets every connection check its deadlines against `now`.
  void look(Clock::time_point now);
  /// Looks once a second, until stop().
  app::Task<void> watch();
  void stop();

  /// Sends everybody away, drops who is still there after `grace`; done when nobody is.
  app::Task<void> close_all(Clock::duration grace);

 private:
  std::vector<Connection*> all_;
  Timer timer_;
  std::size_t max_;
  bool stopped_ = false;
};

}  // namespace palabre::net
