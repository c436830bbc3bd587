// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/listener.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <spdlog/spdlog.h>

#include "net/http_session.hpp"

namespace palabre::net {
namespace {

using asio::ip::tcp;

constexpr int backlog = 4096;  // a hall whose phones all come back at once
constexpr auto pause_time = std::chrono::milliseconds(100);
// What the kernel may hold unsent for one phone: without it, 4 MB for one that does not read.
constexpr int unsent_bytes_max = 16 * 1024;
constexpr int unacknowledged_ms_max = 25'000;

template <int Level, int Name>
using Option = asio::detail::socket_option::integer<Level, Name>;

void set_options(asio::basic_stream_socket<tcp, Executor>& socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(Option<IPPROTO_TCP, TCP_NOTSENT_LOWAT>(unsent_bytes_max), ignored);
  socket.set_option(Option<IPPROTO_TCP, TCP_USER_TIMEOUT>(unacknowledged_ms_max), ignored);
}

// An IPv4 caller of a dual-stack socket by its IPv4 address.
Peer peer_of(const tcp::endpoint& endpoint, const HttpRules& rules) {
  asio::ip::address address = endpoint.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  const bool is_named =
      std::any_of(rules.proxies.begin(), rules.proxies.end(), [&](const Network& proxies) {
        return proxies.contains(address);
      });
  return {address.to_string(), address.is_loopback(), address.is_loopback() || is_named};
}

}  // namespace

Result<Address> parse_address(const std::string& written) {
  const auto refusal = [&] {
    return refuse(
        "bad_address",
        {{"sentence", fmt::format("{} is not HOST:PORT, for example 0.0.0.0:8080", written)}});
  };
  const std::size_t colon = written.rfind(':');
  if (colon == std::string::npos) return refusal();
  Address address;
  const char* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data() + colon + 1, end, address.port);
  if (error != std::errc() || stop != end) return refusal();
  address.host = written.substr(0, colon);
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  else if (address.host.find(':') != std::string::npos)
    return refusal();
  if (address.host.empty()) address.host = "0.0.0.0";
  return address;
}

error_code Listener::bind(const tcp::endpoint& endpoint) {
  error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && endpoint.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(backlog, error);
  if (!error) port_ = acceptor_.local_endpoint(error).port();
  return error;
}

Result<std::unique_ptr<Listener>> Listener::open(asio::io_context& loop, const Address& address) {
  tcp::resolver resolver(loop);
  error_code error;
  const auto found =
      resolver.resolve(address.host, std::to_string(address.port), tcp::resolver::passive, error);
  std::unique_ptr<Listener> listener(new Listener(loop));
  if (!error) error = listener->bind(found.begin()->endpoint());
  if (!error) return listener;
  const std::string where = fmt::format("{}:{}", address.host, address.port);
  std::string sentence = fmt::format("cannot listen on {}: {}", where, error.message());
  if (error == asio::error::address_in_use)
    sentence = fmt::format(
        "{} is taken by another program; choose another port with --listen HOST:PORT", where);
  if (error == asio::error::access_denied)
    sentence =
        fmt::format("{} may not be used without more rights; choose a port above 1023", where);
  return refuse("cannot_listen", {{"sentence", sentence}});
}

app::Task<void> Listener::run(Site& site) {
  while (acceptor_.is_open()) {
    if (site.connections.full()) {
      co_await pause();
      continue;
    }
    asio::basic_stream_socket<tcp, Executor> socket(loop_);
    tcp::endpoint endpoint;
    const auto [error] = co_await acceptor_.async_accept(socket, endpoint, as_outcome);
    if (error == asio::error::operation_aborted) continue;
    if (error) {
      // Out of descriptors or memory: the error would come back at once, a million times a second.
      if (error != asio::error::connection_aborted) {
        spdlog::warn("cannot accept a connection: {}", error.message());
        co_await pause();
      }
      continue;
    }
    set_options(socket);
    start_http_session(Socket(std::move(socket)), peer_of(endpoint, site.rules), site);
  }
}

app::Task<void> Listener::pause() {
  asio::basic_waitable_timer<std::chrono::steady_clock,
                             asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      timer(loop_, pause_time);
  const auto [error] = co_await timer.async_wait(as_outcome);
  static_cast<void>(error);
}

void Listener::close() {
  error_code ignored;
  acceptor_.close(ignored);
}

}  // namespace palabre::net
