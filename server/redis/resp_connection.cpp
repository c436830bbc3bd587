// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/resp_connection.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

namespace palabre::redis {
namespace {

using boost::system::error_code;

// A turn of a full inbox is at most 2 MB; beyond this Redis is slower than what it is asked.
constexpr std::size_t outgoing_bytes_max = 256 * 1024 * 1024;

tl::unexpected<Error> unavailable(const std::string& reason) {
  return refuse("unavailable", {{"reason", reason}});
}

}  // namespace

RespConnection::RespConnection(asio::io_context& loop, Address address, Patience patience)
    : loop_(loop),
      address_(std::move(address)),
      patience_(patience),
      socket_(loop),
      opening_(loop),
      watch_(loop),
      end_(loop),
      heard_at_(Clock::now()) {}

RespConnection::~RespConnection() = default;

// ---- opening

Task<Result<std::shared_ptr<RespConnection>>> RespConnection::open(asio::io_context& loop,
                                                                   Address address,
                                                                   Patience patience) {
  const std::shared_ptr<RespConnection> self(
      new RespConnection(loop, std::move(address), patience));
  self->opening_.expires_after(patience.to_open);
  self->opening_.async_wait([weak = self->weak_from_this()](error_code error) {
    const auto late = weak.lock();
    if (!error && late) late->close("it does not answer");
  });
  Result<void> opened = co_await self->connect();
  if (opened && self->address_.tls) opened = co_await self->secure();
  if (opened) {
    asio::co_spawn(loop, read(self), asio::detached);
    opened = co_await self->log_in();
  }
  self->opening_.cancel();
  if (opened && self->is_open_) co_return self;
  if (self->is_open_) self->close(opened.error().params["reason"].get<std::string>());
  co_return unavailable(self->reason_);
}

Task<Result<void>> RespConnection::connect() {
  using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Executor>;
  Resolver resolver(loop_);
  const std::string port = std::to_string(address_.port);
  const auto found = co_await resolver.async_resolve(address_.host, port, as_outcome);
  if (const error_code unknown = std::get<0>(found))
    co_return unavailable("its name leads nowhere: " + unknown.message());
  if (!is_open_) co_return unavailable(reason_);
  const auto connected = co_await asio::async_connect(socket_, std::get<1>(found), as_outcome);
  if (const error_code error = std::get<0>(connected)) co_return unavailable(error.message());
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.set_option(asio::socket_base::keep_alive(true), ignored);
  co_return Result<void>();
}

// The certificate must be for the host's name, from an authority that this machine trusts (or that
// SSL_CERT_FILE names).
Task<Result<void>> RespConnection::secure() {
  error_code error;
  tls_context_.emplace(asio::ssl::context::tls_client);
  tls_context_->set_default_verify_paths(error);
  tls_ = std::make_unique<Tls>(std::move(socket_), *tls_context_);
  tls_->set_verify_mode(asio::ssl::verify_peer, error);
  tls_->set_verify_callback(asio::ssl::host_name_verification(address_.host), error);
  SSL_ctrl(tls_->native_handle(),  // a macro with an old cast hides this call
           SSL_CTRL_SET_TLSEXT_HOSTNAME,
           TLSEXT_NAMETYPE_host_name,
           address_.host.data());
  const auto [failed] = co_await tls_->async_handshake(Tls::client, as_outcome);
  if (failed) co_return unavailable("TLS: " + failed.message());
  co_return Result<void>();
}

Task<Result<void>> RespConnection::log_in() {
  std::vector<Command> greeting;
  if (!address_.password.empty()) {
    Command login{"AUTH", address_.password};
    if (!address_.user.empty()) login.insert(login.begin() + 1, address_.user);
    greeting.push_back(std::move(login));
  }
  if (address_.database != 0) greeting.push_back({"SELECT", std::to_string(address_.database)});
  greeting.push_back({"CLIENT", "SETNAME", "palabre"});  // a full disk refuses even PING
  for (Command& command : greeting) {
    const Result<Reply> reply = co_await ask(std::move(command));
    if (!reply) co_return tl::unexpected(reply.error());
    if (reply->is_error()) co_return unavailable(reply->text);
  }
  co_return Result<void>();
}

// ---- asking

void RespConnection::put_out(const Command& command) {
  outgoing_ += encode(command);
  if (std::exchange(writing_, true)) return;
  asio::co_spawn(loop_, write(shared_from_this()), asio::detached);
}

void RespConnection::send(const Command& command, Answer answer) {
  if (!is_open_) return answer_later(std::move(answer), unavailable(reason_));
  if (outgoing_.size() > outgoing_bytes_max)
    return answer_later(std::move(answer), unavailable("it is asked more than it can answer"));
  pending_.push_back(Pending{Clock::now() + patience_.to_answer, std::move(answer)});
  put_out(command);
  watch();
}

void RespConnection::send_only(const Command& command) {
  if (is_open_) put_out(command);
}

Task<Result<Reply>> RespConnection::ask(Command command) {
  auto initiate = [this](auto handler, const Command& wanted) {
    auto resume = std::make_shared<decltype(handler)>(std::move(handler));
    send(wanted, [resume](Result<Reply> reply) { std::move (*resume)(std::move(reply)); });
  };
  return asio::async_initiate<decltype(use_task), void(Result<Reply>)>(
      initiate, use_task, std::move(command));
}

// Posted, so that whoever is answered may do anything with the connection.
void RespConnection::answer_later(Answer answer, Result<Reply> reply) {
  asio::post(loop_, [answer = std::move(answer), reply = std::move(reply)]() mutable {
    answer(std::move(reply));
  });
}

void RespConnection::take_pushes(std::function<void(Reply)> push,
                                 std::chrono::milliseconds silence_max) {
  push_ = std::move(push);
  silence_max_ = silence_max;
  heard_at_ = Clock::now();
  watch();
}

// ---- the two loops

// What was asked for in one run of the loop goes out in one write.
Task<void> RespConnection::write(std::shared_ptr<RespConnection> self) {
  co_await asio::post(self->loop_, use_task);
  while (self->is_open_ && !self->outgoing_.empty()) {
    const std::string bytes = std::exchange(self->outgoing_, {});
    const auto [error, written] = co_await self->write_all(bytes);
    if (error) self->close(error.message());
  }
  self->writing_ = false;
}

Task<void> RespConnection::read(std::shared_ptr<RespConnection> self) {
  while (self->is_open_) {
    const auto [error, count] = co_await self->read_some();
    if (!self->is_open_) co_return;
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated)
      co_return self->close("it hung up");
    if (error) co_return self->close(error.message());
    self->heard_at_ = Clock::now();
    self->reader_.feed({self->buffer_.data(), count});
    if (!self->take_replies()) co_return;
  }
}

Task<std::tuple<error_code, std::size_t>> RespConnection::read_some() {
  if (tls_) return tls_->async_read_some(asio::buffer(buffer_), as_outcome);
  return socket_.async_read_some(asio::buffer(buffer_), as_outcome);
}

Task<std::tuple<error_code, std::size_t>> RespConnection::write_all(const std::string& bytes) {
  if (tls_) return asio::async_write(*tls_, asio::buffer(bytes), as_outcome);
  return asio::async_write(socket_, asio::buffer(bytes), as_outcome);
}

bool RespConnection::take_replies() {
  for (;;) {
    Result<std::optional<Reply>> reply = reader_.next();
    if (!reply) {
      close(reply.error().params["reason"].get<std::string>());
      return false;
    }
    if (!*reply) return true;
    if (push_) {
      push_(std::move(**reply));
    } else if (pending_.empty()) {
      close("it said something that nobody asked for");
    } else {
      Answer answer = std::move(pending_.front().answer);
      pending_.pop_front();
      answer_later(std::move(answer), std::move(**reply));
    }
    if (!is_open_) return false;
  }
}

// ---- the end

// One timer, for whatever is due first; it is not set anew for every answer.
void RespConnection::watch() {
  if (watching_ || !is_open_) return;
  if (push_)
    watch_.expires_at(heard_at_ + silence_max_);
  else if (!pending_.empty())
    watch_.expires_at(pending_.front().due);
  else
    return;
  watching_ = true;
  watch_.async_wait([weak = weak_from_this()](error_code error) {
    const auto self = weak.lock();
    if (!error && self) self->on_watch();
  });
}

void RespConnection::on_watch() {
  watching_ = false;
  const auto now = Clock::now();
  const bool silent =
      push_ ? heard_at_ + silence_max_ <= now : !pending_.empty() && pending_.front().due <= now;
  if (silent) return close("it does not answer");
  watch();
}

void RespConnection::close(const std::string& reason) {
  if (!std::exchange(is_open_, false)) return;
  reason_ = reason;
  error_code ignored;
  auto& socket = tls_ ? tls_->next_layer() : socket_;
  socket.close(ignored);
  watch_.cancel();
  opening_.cancel();
  end_.happen();
  for (Pending& one : std::exchange(pending_, {}))
    answer_later(std::move(one.answer), unavailable(reason));
}

}  // namespace palabre::redis
