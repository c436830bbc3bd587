// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/connections.hpp"

#include "net/socket.hpp"

namespace palabre::net {

void Connections::add(Connection& connection) {
  connection.place_ = all_.size();
  all_.push_back(&connection);
}

void Connections::remove(Connection& connection) {
  all_.back()->place_ = connection.place_;
  all_[connection.place_] = all_.back();
  all_.pop_back();
}

app::Task<void> Connections::watch() {
  while (!stopped_) {
    timer_.expires_after(std::chrono::seconds(1));
    const auto [error] = co_await timer_.async_wait(as_outcome);
    if (!error) look(Clock::now());
  }
}

void Connections::look(Clock::time_point now) {
  for (Connection* connection : all_) connection->check_deadline(now);
}

void Connections::stop() {
  stopped_ = true;
  timer_.cancel();
}

app::Task<void> Connections::close_all(Clock::duration grace) {
  const Clock::time_point drop_at = Clock::now() + grace;
  const Clock::time_point give_up_at = drop_at + std::chrono::seconds(1);
  for (Connection* connection : all_) connection->go_away();
  Timer timer(timer_.get_executor());
  while (!all_.empty() && Clock::now() < give_up_at) {
    if (Clock::now() >= drop_at)
      for (Connection* connection : all_) connection->drop();
    timer.expires_after(std::chrono::milliseconds(10));
    const auto [error] = co_await timer.async_wait(as_outcome);
    if (error) co_return;
  }
}

}  // namespace palabre::net
