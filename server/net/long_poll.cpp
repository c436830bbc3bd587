// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/long_poll.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "net/http_answer.hpp"
#include "net/token_bucket.hpp"

namespace palabre::net {
namespace {

constexpr std::string_view lines_path = "/api/lines";
constexpr auto poll_time = std::chrono::seconds(25);     // below what proxies wait
constexpr auto silence_time = std::chrono::seconds(30);  // nobody polls: the phone is gone
constexpr std::uint16_t internal_error = 1011, policy_error = 1008;  // RFC 6455, 7.4.1

std::string draw_name() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * bytes.size() + 1> digits{};
  return sodium_bin2hex(digits.data(), digits.size(), bytes.data(), bytes.size());
}

app::HttpResponse answer(unsigned status, std::string body) {
  app::HttpResponse response;
  response.status = status;
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

app::HttpResponse refusal(unsigned status, const char* code, const char* reason = "") {
  return response_of(HttpRefusal{status, code, reason});
}

}  // namespace

class PolledLine final : public Connection,
                         public app::LineShell,
                         public std::enable_shared_from_this<PolledLine> {
 public:
  PolledLine(Site& site, const Executor& executor, std::string peer)
      : site_(site),
        peer_(std::move(peer)),
        name_(draw_name()),
        news_(executor, Clock::time_point::max()),
        bucket_(messages_at_once, messages_per_second, Clock::now()) {
    site_.connections.add(*this);
  }
  PolledLine(const PolledLine&) = delete;
  PolledLine& operator=(const PolledLine&) = delete;
  ~PolledLine() override { site_.connections.remove(*this); }

  const std::string& name() const { return name_; }
  /// False when the application takes no more lines.
  bool open();
  app::HttpResponse receive(std::string message);
  /// What there is to say, or waits for it.
  static app::Task<app::HttpResponse> poll(std::shared_ptr<PolledLine> self);

  void wake() override {
    woken_ = true;
    news_.cancel();
  }
  void close(std::uint16_t code, std::string) override {
    if (!close_code_) close_code_ = code;
    wake();
  }
  const std::string& peer() const override { return peer_; }
  bool carries_binary() const override { return false; }

  void check_deadline(Clock::time_point now) override;
  void go_away() override { close(1001, "going away"); }
  void drop() override { end(); }

 private:
  app::Outgoing take();
  void end();

  Site& site_;
  std::string peer_, name_;
  Connections::Timer news_;  // never rings by itself: whoever has news cancels it
  TokenBucket bucket_;
  std::shared_ptr<app::Line> line_;  // until the line has ended
  std::optional<std::uint16_t> close_code_;
  std::uint64_t polls_ = 0;  ///< how many there were; only the newest one waits
  Clock::time_point asked_at_ = Clock::now();
  bool waiting_ = false;
  bool waited_ = false;  ///< long enough
  bool woken_ = false;
};

bool PolledLine::open() {
  line_ = site_.application.open_line(shared_from_this());
  if (line_) site_.polled_lines[name_] = shared_from_this();
  return line_ != nullptr;
}

app::HttpResponse PolledLine::receive(std::string message) {
  if (message.size() > message_bytes_max) return refusal(413, "too_large");
  if (!line_ || close_code_) return answer(200, "[]");  // the next poll tells that it is over
  if (!bucket_.take(Clock::now())) {
    close(policy_error, "too many messages");
    return answer(200, "[]");
  }
  const auto keep = shared_from_this();
  try {
    line_->on_message(std::move(message));
  } catch (const std::exception& error) {
    spdlog::error("a line is closed: {}", error.what());
    close(internal_error, "broken");
  }
  return answer(200, "[]");
}

app::Outgoing PolledLine::take() {
  woken_ = false;
  if (!line_) return {};
  try {
    return line_->take_outgoing();
  } catch (const std::exception& error) {
    spdlog::error("a line is closed: {}", error.what());
    close(internal_error, "broken");
  }
  return {};
}

app::Task<app::HttpResponse> PolledLine::poll(std::shared_ptr<PolledLine> self) {
  const std::uint64_t mine = ++self->polls_;
  self->news_.cancel();  // one that waits still gives way
  self->asked_at_ = Clock::now();
  self->waiting_ = true;
  self->waited_ = false;
  std::string said;
  while (said.empty() && self->polls_ == mine) {
    const app::Outgoing outgoing = self->take();
    for (const app::Bytes& piece : outgoing.pieces) said += *piece;
    if (!said.empty() || self->close_code_ || self->waited_) break;
    if (self->woken_) continue;
    const auto [error] = co_await self->news_.async_wait(as_outcome);
    static_cast<void>(error);
  }
  if (self->polls_ != mine) co_return answer(200, "[]");
  self->waiting_ = false;
  self->asked_at_ = Clock::now();
  if (!said.empty()) co_return answer(200, std::move(said));
  if (!self->close_code_) co_return answer(200, "[]");
  const Json over = {{"code", "line_closed"}, {"params", {{"close", *self->close_code_}}}};
  self->end();
  co_return answer(410, over.dump());
}

// Time that a poll waits is not the phone's silence.
void PolledLine::check_deadline(Clock::time_point now) {
  if (waiting_ && now - asked_at_ >= poll_time) {
    waited_ = true;
    news_.cancel();
  } else if (!waiting_ && now - asked_at_ >= silence_time) {
    end();
  }
}

// Whoever asks all connections one after the other must not lose one on the way.
void PolledLine::end() {
  if (!close_code_) close_code_ = 1001;
  wake();
  if (const std::shared_ptr<app::Line> line = std::move(line_)) line->on_closed();
  asio::post(news_.get_executor(),
             [self = shared_from_this()] { self->site_.polled_lines.erase(self->name_); });
}

bool is_polled_line(const std::string& path) {
  return path == lines_path || path.starts_with(std::string(lines_path) + '/');
}

app::Task<app::HttpResponse> serve_polled_line(Site& site, app::HttpRequest request) {
  if (request.path == lines_path) {
    if (request.method != "POST") co_return refusal(405, "wrong_method");
    if (request.body.size() > message_bytes_max) co_return refusal(413, "too_large");
    const Executor executor = co_await asio::this_coro::executor;
    if (site.connections.full()) co_return refusal(503, "unavailable");
    const auto line = std::make_shared<PolledLine>(site, executor, request.peer);
    if (!line->open()) co_return refusal(503, "unavailable");
    line->receive(std::move(request.body));
    co_return answer(201, Json{{"line", line->name()}}.dump());
  }
  const auto found = site.polled_lines.find(request.path.substr(lines_path.size() + 1));
  if (found == site.polled_lines.end()) co_return refusal(404, "no_such_line");
  std::shared_ptr<PolledLine> line = found->second;
  if (request.method == "POST") co_return line->receive(std::move(request.body));
  if (request.method != "GET") co_return refusal(405, "wrong_method");
  co_return co_await PolledLine::poll(std::move(line));
}

}  // namespace palabre::net
