// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that belong together because they begin alike.
#pragma once

#include <string>
#include <variant>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/result.hpp"

namespace palabre::net {

/// One address, or all that share its first bits (RFC 4632): "10.0.0.5", "10.0.0.0/24", "fd00::/8".
class Network {
 public:
  /// Refuses with `bad_address` {sentence}.
  static Result<Network> parse(const std::string& written);
  bool contains(const boost::asio::ip::address& address) const;

 private:
  using V4 = boost::asio::ip::network_v4;
  using V6 = boost::asio::ip::network_v6;
  explicit Network(V4 network) : network_(network) {}
  explicit Network(V6 network) : network_(network) {}

  std::variant<V4, V6> network_;
};

}  // namespace palabre::net
