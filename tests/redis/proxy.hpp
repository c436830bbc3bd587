// SPDX-License-Identifier: AGPL-3.0-or-later
// Stands between a log and its Redis, on the test's loop: lets through, swallows answers, cuts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

namespace palabre::test {

class Proxy {
 public:
  Proxy(boost::asio::io_context& loop, std::uint16_t to);
  ~Proxy();

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
