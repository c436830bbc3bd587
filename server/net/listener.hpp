// SPDX-License-Identifier: AGPL-3.0-or-later
// Accepts connections, also when the machine is short of something.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "base/result.hpp"
#include "net/site.hpp"
#include "net/socket.hpp"

namespace palabre::net {

/// "host:port", "[::1]:port" or ":port" (all addresses); port 0 lets the system choose.
struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// Refuses with `bad_address` {sentence}.
Result<Address> parse_address(const std::string& written);

class Listener {
 public:
  /// Listens at once. Refuses with `cannot_listen` {sentence}.
  static Result<std::unique_ptr<Listener>> open(asio::io_context& loop, const Address& address);

  std::uint16_t port() const { return port_; }
  /// Accepts until close(). While the site is full, new connections wait in the system's queue.
  app::Task<void> run(Site& site);
  void close();

 private:
  using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
  explicit Listener(asio::io_context& loop) : loop_(loop), acceptor_(loop) {}
  error_code bind(const asio::ip::tcp::endpoint& endpoint);
  app::Task<void> pause();

  asio::io_context& loop_;
  Acceptor acceptor_;
  std::uint16_t port_ = 0;
};

}  // namespace palabre::net
