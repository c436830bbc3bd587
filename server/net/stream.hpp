// SPDX-License-Identifier: AGPL-3.0-or-later
// What sessions and lines read and write: a socket, plain or under TLS, without a virtual call.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "base/result.hpp"
#include "net/socket.hpp"

namespace palabre::net {

/// An AsyncReadStream and AsyncWriteStream (Boost.Asio) over one of the two.
class Stream {
 public:
  using executor_type = Executor;
  using next_layer_type = Socket;
  using Tls = asio::ssl::stream<Socket>;

  explicit Stream(Socket socket) : layer_(std::move(socket)) {}
  /// Under TLS, once handshake() is done; `context` outlives this.
  Stream(Socket socket, asio::ssl::context& context)
      : layer_(std::make_unique<Tls>(std::move(socket), context)) {}

  Socket& next_layer() {
    Tls* under = tls();
    return under != nullptr ? under->next_layer() : std::get<Socket>(layer_);
  }
  const Socket& next_layer() const { return const_cast<Stream*>(this)->next_layer(); }
  executor_type get_executor() { return next_layer().get_executor(); }
  /// Null for a plain one.
  Tls* tls() {
    auto* held = std::get_if<std::unique_ptr<Tls>>(&layer_);
    return held != nullptr ? held->get() : nullptr;
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    auto initiate = [this](auto handler, const Buffers& wanted) {
      if (Tls* under = tls())
        under->async_read_some(wanted, std::move(handler));
      else
        next_layer().async_read_some(wanted, std::move(handler));
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(initiate, token, buffers);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    auto initiate = [this](auto handler, const Buffers& given) {
      if (Tls* under = tls())
        under->async_write_some(given, std::move(handler));
      else
        next_layer().async_write_some(given, std::move(handler));
    };
    return asio::async_initiate<Token, void(error_code, std::size_t)>(initiate, token, buffers);
  }

 private:
  std::variant<Socket, std::unique_ptr<Tls>> layer_;
};

/// A server's certificate chain and key, from PEM files; TLS 1.2 and later.
/// Refuses with `cannot_read` {sentence}.
Result<std::unique_ptr<asio::ssl::context>> read_certificate(const std::string& certificate,
                                                             const std::string& key);

}  // namespace palabre::net
