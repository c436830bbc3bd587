// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/http_session.hpp"

#include <array>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <spdlog/spdlog.h>

#include "net/http_answer.hpp"
#include "net/ws_connection.hpp"

namespace palabre::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto request_time = std::chrono::seconds(30);  // also how long a connection may be idle
constexpr auto answer_time = std::chrono::seconds(60);   // making it, and sending it
constexpr auto linger_time = std::chrono::seconds(2);
constexpr int requests_max = 1000;  // then a new connection: no session lives for ever

using Parser = http::request_parser<http::string_body>;

RequestHead head_of(const Parser& parser) {
  const auto& request = parser.get();
  RequestHead head;
  head.method = {request.method_string().data(), request.method_string().size()};
  head.target = {request.target().data(), request.target().size()};
  head.version = request.version();
  for (const auto& field : request)
    head.fields.push_back({{field.name_string().data(), field.name_string().size()},
                           {field.value().data(), field.value().size()}});
  return head;
}

class HttpSession final : public Connection, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(Stream stream, Peer peer, Site& site)
      : stream_(std::move(stream)), peer_(std::move(peer)), site_(site) {
    give_up_at_ = Clock::now() + request_time;
    site_.connections.add(*this);
  }
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;
  ~HttpSession() override { site_.connections.remove(*this); }

  static app::Task<void> run(std::shared_ptr<HttpSession> self);

  void check_deadline(Clock::time_point now) override {
    if (now >= give_up_at_) drop();
  }
  void go_away() override {
    going_away_ = true;
    if (idle_) drop();
  }
  void drop() override {
    error_code ignored;
    stream_.next_layer().close(ignored);
  }

 private:
  enum class Next { request, end, line };

  app::Task<Next> serve_one();
  app::Task<Next> answer_request(Parser& parser);
  app::Task<Next> refuse_and_close(HttpRefusal refusal, bool with_body);
  app::Task<bool> send(const HttpAnswer& answer);
  app::Task<void> linger();
  HttpRefusal refusal_of(error_code error) const;

  Stream stream_;
  Peer peer_;
  Site& site_;
  beast::flat_buffer buffer_{header_bytes_max + body_bytes_max};
  Clock::time_point give_up_at_;
  int requests_ = 0;
  bool idle_ = true;
  bool going_away_ = false;
};

app::Task<void> HttpSession::run(std::shared_ptr<HttpSession> self) {
  Next next = Next::request;
  if (Stream::Tls* tls = self->stream_.tls()) {
    const auto [error] = co_await tls->async_handshake(asio::ssl::stream_base::server, as_outcome);
    if (error) next = Next::end;
  }
  while (next == Next::request) next = co_await self->serve_one();
  if (next == Next::end) self->drop();
}

app::Task<HttpSession::Next> HttpSession::serve_one() {
  Parser parser;
  parser.header_limit(header_bytes_max);
  parser.body_limit(body_bytes_max);
  give_up_at_ = Clock::now() + request_time;
  idle_ = buffer_.size() == 0;
  const auto [error, bytes] =
      co_await http::async_read_header(stream_, buffer_, parser, as_outcome);
  idle_ = false;
  if (error) {
    const HttpRefusal refusal = refusal_of(error);
    if (refusal.status == 0) co_return Next::end;
    co_return co_await refuse_and_close(refusal, true);
  }
  const RequestHead head = head_of(parser);
  const bool with_body = head.method != "HEAD";
  if (const auto refusal = check_head(head, site_.rules)) {
    const HttpRefusal& why = *refusal;
    co_return co_await refuse_and_close(why, with_body);
  }
  if (head.count("Upgrade") > 0) {
    auto refusal = check_upgrade(head, buffer_.size());
    if (going_away_) refusal = HttpRefusal{503, "unavailable", "going_away"};
    if (refusal) {
      const HttpRefusal& why = *refusal;
      co_return co_await refuse_and_close(why, with_body);
    }
    start_line(std::move(stream_), caller_of(head, peer_).address, parser.release(), site_);
    co_return Next::line;
  }
  const auto [body_error, body_bytes] =
      co_await http::async_read(stream_, buffer_, parser, as_outcome);
  if (body_error) {
    const HttpRefusal refusal = refusal_of(body_error);
    if (refusal.status == 0) co_return Next::end;
    co_return co_await refuse_and_close(refusal, with_body);
  }
  co_return co_await answer_request(parser);
}

app::Task<HttpSession::Next> HttpSession::answer_request(Parser& parser) {
  give_up_at_ = Clock::now() + answer_time;
  app::HttpRequest request = request_of(head_of(parser), peer_);
  request.body = std::move(parser.get().body());
  const bool with_body = request.method != "HEAD";
  const std::string host = request.host;
  HttpAnswer answer;
  answer.response = co_await make_response(site_, std::move(request));
  answer.host = host;
  answer.with_body = with_body;
  answer.keep_alive = parser.get().keep_alive() && !going_away_ && ++requests_ < requests_max;
  const bool sent = co_await send(answer);
  co_return sent&& answer.keep_alive ? Next::request : Next::end;
}

app::Task<HttpSession::Next> HttpSession::refuse_and_close(HttpRefusal refusal, bool with_body) {
  give_up_at_ = Clock::now() + linger_time;
  HttpAnswer answer;
  answer.response = response_of(refusal);
  answer.with_body = with_body;
  const bool sent = co_await send(answer);
  if (sent) co_await linger();
  co_return Next::end;
}

app::Task<bool> HttpSession::send(const HttpAnswer& answer) {
  const std::string head = head_text(answer);
  const std::string& body = *answer.response.body;
  const std::array<asio::const_buffer, 2> pieces{
      asio::buffer(head), asio::buffer(body.data(), answer.with_body ? body.size() : 0)};
  const auto [error, bytes] = co_await asio::async_write(stream_, pieces, as_outcome);
  co_return !error;
}

// A connection that is closed with unread bytes is reset, and the answer may be lost on its way.
app::Task<void> HttpSession::linger() {
  error_code error;
  stream_.next_layer().shutdown(Socket::shutdown_send, error);
  std::array<char, 4096> unread{};
  while (!error) {
    const auto [read_error, bytes] =
        co_await stream_.async_read_some(asio::buffer(unread), as_outcome);
    error = read_error;
  }
}

// What to answer to bytes that are no request; status 0: nothing, the other end is gone.
HttpRefusal HttpSession::refusal_of(error_code error) const {
  if (error == http::error::header_limit || error == http::error::buffer_overflow)
    return {431, "too_large", ""};
  if (error == http::error::body_limit) return {413, "too_large", ""};
  if (error == http::error::bad_version) return {505, "bad_request", "http_version"};
  if (error == http::error::end_of_stream || error == http::error::partial_message)
    return {0, "", ""};
  if (error.category() == http::make_error_code(http::error::bad_value).category())
    return {400, "bad_request", "malformed"};
  return {0, "", ""};
}

void report(const std::exception_ptr& thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    spdlog::error("an HTTP session ended: {}", error.what());
  }
}

}  // namespace

void start_http_session(Socket socket, Peer peer, Site& site) {
  const Executor executor = socket.get_executor();
  Stream stream =
      site.tls != nullptr ? Stream(std::move(socket), *site.tls) : Stream(std::move(socket));
  auto session = std::make_shared<HttpSession>(std::move(stream), std::move(peer), site);
  asio::co_spawn(executor, HttpSession::run(std::move(session)), &report);
}

}  // namespace palabre::net
