// SPDX-License-Identifier: AGPL-3.0-or-later
// The one kind of socket that sessions and lines are made of.
#pragma once

#include <string>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace palabre::net {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;

/// A connected stream, whatever lies below it; a concrete executor costs less memory and time.
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;

/// For co_await: the outcome begins with an error_code, nothing is thrown.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_outcome{};

/// Who is at the other end.
struct Peer {
  std::string address;
  bool is_loopback = false;
  bool is_proxy = false;  ///< may say for whom it asks: on this machine, or named by the operator
};

}  // namespace palabre::net
