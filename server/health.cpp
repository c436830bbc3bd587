// SPDX-License-Identifier: AGPL-3.0-or-later
#include "health.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "net/listener.hpp"
#include "net/socket.hpp"

namespace palabre {
namespace {

namespace asio = boost::asio;
using app::Task;
using net::as_outcome;
using net::error_code;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, net::Executor>;
using Tls = asio::ssl::stream<TcpSocket>;

constexpr auto answer_time = std::chrono::seconds(3);
constexpr std::size_t answer_bytes_max = 64 * 1024;

// What came back, or why nothing did.
struct Answer {
  std::string bytes, fault;
};

struct Place {
  std::string host, port, authority;
  bool tls = false;
};

Place place_of(const std::string& url) {
  Place place;
  place.authority = host_of_url(url);
  place.tls = url.starts_with("https://");
  const std::string port = place.tls ? "443" : "80";
  auto address = net::parse_address(place.authority);
  if (!address) address = net::parse_address(place.authority + ":" + port);
  if (!address) return place;
  place.host = address->host;
  place.port = std::to_string(address->port);
  return place;
}

template <class Stream>
Task<Answer> exchange(Stream& stream, const std::string& request) {
  Answer answer;
  const auto [unsent, sent] = co_await asio::async_write(stream, asio::buffer(request), as_outcome);
  if (unsent) {
    answer.fault = unsent.message();
    co_return answer;
  }
  auto buffer = asio::dynamic_buffer(answer.bytes, answer_bytes_max);
  const auto [end, count] = co_await asio::async_read(stream, buffer, as_outcome);
  const bool whole = end == asio::error::eof || end == asio::ssl::error::stream_truncated;
  if (end && !whole) answer.fault = end.message();
  co_return answer;
}

Task<Answer> fault(error_code error) {
  Answer answer;
  answer.fault = error.message();
  co_return answer;
}

// The certificate is not looked at: whoever asks is on the same machine, under a name of its own.
Task<Answer> ask_secretly(TcpSocket socket, const std::string& request) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  Tls stream(std::move(socket), context);
  const auto [error] = co_await stream.async_handshake(Tls::client, as_outcome);
  if (error) co_return co_await fault(error);
  co_return co_await exchange(stream, request);
}

Task<Answer> ask(Place place) {
  const net::Executor executor = co_await asio::this_coro::executor;
  asio::ip::basic_resolver<asio::ip::tcp, net::Executor> resolver(executor);
  const auto found = co_await resolver.async_resolve(place.host, place.port, as_outcome);
  if (const error_code error = std::get<0>(found)) co_return co_await fault(error);
  TcpSocket socket(executor);
  const auto connected = co_await asio::async_connect(socket, std::get<1>(found), as_outcome);
  if (const error_code error = std::get<0>(connected)) co_return co_await fault(error);
  const std::string request = fmt::format(
      "GET /health/ready HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", place.authority);
  if (place.tls) co_return co_await ask_secretly(std::move(socket), request);
  co_return co_await exchange(socket, request);
}

// The word that says how a server is; empty when no server of ours said it.
std::string state_of(const std::string& answer) {
  const std::size_t body = answer.find("\r\n\r\n");
  if (!answer.starts_with("HTTP/1.1 ") || body == std::string::npos) return "";
  const Json said = Json::parse(
      answer.begin() + static_cast<std::ptrdiff_t>(body) + 4, answer.end(), nullptr, false);
  const bool known = said.is_object() && said.contains("state") && said["state"].is_string();
  return known ? said["state"].get<std::string>() : "";
}

std::string why_not(const std::string& state) {
  if (state.empty()) return "what answers there is no Palabre";
  if (state == "draining") return "it is stopping";
  if (state == "cannot_save") return "it serves, but can save nothing now: its log says why";
  return "it says " + state;
}

}  // namespace

int run_health(const HealthOptions& options, std::ostream& out, std::ostream& problems) {
  asio::io_context loop{1};
  Answer answer;
  answer.fault = fmt::format("no answer within {} s", answer_time.count());
  asio::co_spawn(
      loop, ask(place_of(options.url)), [&](const std::exception_ptr& thrown, Answer came) {
        if (thrown) std::rethrow_exception(thrown);
        answer = std::move(came);
      });
  loop.run_for(answer_time);
  const std::string state = answer.fault.empty() ? state_of(answer.bytes) : "";
  if (state == "ready") {
    out << "ready\n";
    return 0;
  }
  problems << fmt::format("palabre: {} is not ready: {}\n",
                          options.url,
                          answer.fault.empty() ? why_not(state) : answer.fault);
  return 1;
}

}  // namespace palabre
