// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/network.hpp"

#include <fmt/format.h>

namespace palabre::net {

namespace ip = boost::asio::ip;
using boost::system::error_code;

Result<Network> Network::parse(const std::string& written) {
  const bool is_v6 = written.find(':') != std::string::npos;
  const bool is_one = written.find('/') == std::string::npos;
  const std::string whole = is_one ? written + (is_v6 ? "/128" : "/32") : written;
  error_code error;
  if (is_v6) {
    const V6 network = ip::make_network_v6(whole, error);
    if (!error) return Network(network.canonical());
  } else {
    const V4 network = ip::make_network_v4(whole, error);
    if (!error) return Network(network.canonical());
  }
  return refuse("bad_address",
                {{"sentence",
                  fmt::format("{} is no address, for example 10.0.0.5 or 10.0.0.0/24", written)}});
}

bool Network::contains(const ip::address& address) const {
  if (const V4* four = std::get_if<V4>(&network_))
    return address.is_v4() && V4(address.to_v4(), four->prefix_length()).canonical() == *four;
  const V6& six = *std::get_if<V6>(&network_);
  return address.is_v6() && V6(address.to_v6(), six.prefix_length()).canonical() == six;
}

}  // namespace palabre::net
