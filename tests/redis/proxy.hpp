// SPDX-License-Identifier: AGPL-3.0-or-later
// Stands between a log and its Redis, on the test's loop: lets through, late if asked, swallows
// answers, cuts.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

namespace palabre::test {

class Proxy {
 public:
  /// What is let through takes `delay` longer, each way.
  Proxy(boost::asio::io_context& loop, std::uint16_t to, std::chrono::microseconds delay = {});
  ~Proxy();

  std::uint16_t port() const;
  /// redis://127.0.0.1:port
  std::string url() const;
  /// What Redis answers from now on reaches nobody; what it is told reaches it.
  void swallow_answers();
  /// Ends all connections; later ones are let through whole.
  void cut();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace palabre::test
