// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/ws_connection.hpp"

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <spdlog/spdlog.h>

#include "net/token_bucket.hpp"

namespace palabre::net {

/// What Beast calls at the end of a line: TLS says goodbye in its own way.
template <class Handler>
void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
  using boost::beast::websocket::async_teardown;
  if (Stream::Tls* tls = stream.tls())
    async_teardown(role, *tls, std::forward<Handler>(handler));
  else
    async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
}

namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr auto handshake_time = std::chrono::seconds(10);
constexpr auto idle_time = std::chrono::seconds(60);  // pings after half of it
constexpr auto write_time = std::chrono::seconds(10);
constexpr auto close_time = std::chrono::seconds(5);

// Without permessage-deflate: it would cost about 95 kB a line.
using LineStream = websocket::stream<Stream, false>;

class WsConnection final : public Connection,
                           public app::LineShell,
                           public std::enable_shared_from_this<WsConnection> {
 public:
  WsConnection(Stream stream, std::string peer, Site& site)
      : stream_(std::move(stream)),
        peer_(std::move(peer)),
        site_(site),
        bucket_(messages_at_once, messages_per_second, Clock::now()) {
    site_.connections.add(*this);
  }
  WsConnection(const WsConnection&) = delete;
  WsConnection& operator=(const WsConnection&) = delete;
  ~WsConnection() override { site_.connections.remove(*this); }

  void accept(const UpgradeRequest& request);

  void wake() override;
  void close(std::uint16_t code, std::string reason) override;
  const std::string& peer() const override { return peer_; }

  void check_deadline(Clock::time_point now) override;
  void go_away() override { close(websocket::close_code::going_away, "going away"); }
  void drop() override;

 private:
  template <class Call>
  void ask_application(Call call);
  void on_accepted(error_code error);
  void read();
  void on_read(error_code error);
  void take_message();
  void write();
  void on_written(error_code error);
  void on_close_frame();
  void send_close();
  void tell_closed();
  void end();

  LineStream stream_;
  beast::flat_buffer buffer_;
  std::string peer_;
  Site& site_;
  std::shared_ptr<app::Line> line_;  // until the line has ended
  app::Outgoing outgoing_;
  std::vector<asio::const_buffer> pieces_;
  TokenBucket bucket_;
  websocket::close_reason close_reason_;
  Clock::time_point write_began_, close_began_;
  bool woken_ = false;
  bool writing_ = false;
  bool closing_ = false;
  bool said_last_ = false;  ///< nothing is taken any more: the closing follows
};

void WsConnection::accept(const UpgradeRequest& request) {
  websocket::stream_base::timeout times{};
  times.handshake_timeout = handshake_time;
  times.idle_timeout = idle_time;
  times.keep_alive_pings = true;
  stream_.set_option(times);
  stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
    response.set(beast::http::field::sec_websocket_protocol, "palabre.v1");
    response.erase(beast::http::field::server);
  }));
  stream_.read_message_max(message_bytes_max);
  stream_.auto_fragment(false);  // one system call, whatever the size
  stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
    if (kind == websocket::frame_type::close) on_close_frame();
  });
  stream_.async_accept(request,
                       [self = shared_from_this()](error_code error) { self->on_accepted(error); });
}

// What a library throws there costs this line, not the palabre.
template <class Call>
void WsConnection::ask_application(Call call) {
  try {
    call();
  } catch (const std::exception& error) {
    spdlog::error("a line is closed: {}", error.what());
    close(websocket::close_code::internal_error, "broken");
  }
}

void WsConnection::on_accepted(error_code error) {
  if (error) return;
  ask_application([&] { line_ = site_.application.open_line(shared_from_this()); });
  if (!line_) {
    close(websocket::close_code::try_again_later, "try again later");
    return send_close();
  }
  read();
  wake();
}

void WsConnection::read() {
  stream_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_read(error);
  });
}

void WsConnection::on_read(error_code error) {
  if (error) return end();
  take_message();
  // Once closing, what still comes is read by the closing itself.
  if (!closing_ && line_) read();
}

void WsConnection::take_message() {
  std::string text = beast::buffers_to_string(buffer_.data());
  // An idle line keeps no buffer.
  buffer_.clear();
  buffer_.shrink_to_fit();
  if (closing_ || !line_) return;
  if (!stream_.got_text()) return close(websocket::close_code::unknown_data, "text only");
  if (!bucket_.take(Clock::now()))
    return close(websocket::close_code::policy_error, "too many messages");
  ask_application([&] { line_->on_message(std::move(text)); });
}

// Posted, so that whoever wakes many lines in a loop is not called back within it.
void WsConnection::wake() {
  if (woken_ || writing_ || said_last_) return;
  woken_ = true;
  asio::post(stream_.get_executor(), [self = shared_from_this()] {
    self->woken_ = false;
    self->write();
  });
}

void WsConnection::write() {
  if (writing_ || said_last_ || !line_) return;
  said_last_ = closing_;
  ask_application([&] { outgoing_ = line_->take_outgoing(); });
  if (outgoing_.pieces.empty()) {
    if (said_last_) send_close();
    return;
  }
  pieces_.clear();
  for (const app::Bytes& piece : outgoing_.pieces) pieces_.emplace_back(asio::buffer(*piece));
  stream_.binary(outgoing_.binary);
  writing_ = true;
  write_began_ = Clock::now();
  const std::span<const asio::const_buffer> gathered(pieces_);
  stream_.async_write(gathered, [self = shared_from_this()](error_code error, std::size_t) {
    self->on_written(error);
  });
}

void WsConnection::on_written(error_code error) {
  writing_ = false;
  outgoing_ = app::Outgoing();
  if (error) return end();
  if (said_last_) return send_close();
  write();
}

void WsConnection::close(std::uint16_t code, std::string reason) {
  if (closing_) return;
  closing_ = true;
  close_began_ = Clock::now();
  constexpr std::size_t reason_bytes_max = 123;  // RFC 6455, 5.5.1
  reason.resize(std::min(reason.size(), reason_bytes_max));
  close_reason_.code = code;
  close_reason_.reason.assign(reason.begin(), reason.end());
  wake();
}

void WsConnection::send_close() {
  close_began_ = Clock::now();
  stream_.async_close(close_reason_, [self = shared_from_this()](error_code) { self->end(); });
}

// Beast still waits until the other end has closed its socket; nothing more will come or go.
void WsConnection::on_close_frame() {
  if (!closing_) close_began_ = Clock::now();
  closing_ = true;
  tell_closed();
}

void WsConnection::tell_closed() {
  if (const std::shared_ptr<app::Line> line = std::move(line_)) line->on_closed();
}

// Whatever ended it; the object goes with its last handler.
void WsConnection::end() {
  drop();
  closing_ = true;
  tell_closed();
}

void WsConnection::drop() {
  error_code ignored;
  beast::get_lowest_layer(stream_).close(ignored);
}

// Beast itself waits for ever for a phone that sends but does not read, and for one that does not
// close its socket after a closing or a misuse.
void WsConnection::check_deadline(Clock::time_point now) {
  if (line_ && !closing_ && !stream_.is_open()) {
    closing_ = true;
    close_began_ = now;
  }
  if (writing_ && now - write_began_ > write_time) drop();
  if (closing_ && now - close_began_ > close_time) drop();
}

}  // namespace

void start_line(Stream stream, std::string peer, const UpgradeRequest& request, Site& site) {
  const auto line = std::make_shared<WsConnection>(std::move(stream), std::move(peer), site);
  line->accept(request);
}

}  // namespace palabre::net
