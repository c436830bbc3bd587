// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection to Redis: commands go out pipelined, answers come back in order, and whatever does
// not answer in time is given up.
#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/spawn.hpp"
#include "redis/address.hpp"
#include "redis/reply.hpp"

namespace palabre::redis {

namespace asio = boost::asio;
using app::Task;
using Executor = asio::io_context::executor_type;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

/// For co_await: the outcome begins with an error_code, nothing is thrown.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_outcome{};
using app::use_task;

/// Comes back when `timer` expires or is cancelled.
inline Task<void> wait_for(Timer& timer) {
  auto token = asio::as_tuple(use_task);
  co_await timer.async_wait(token);
}

/// How long Redis may take. A room says "saving" after a second, so an answer may take longer.
struct Patience {
  std::chrono::milliseconds to_open{2'000};    ///< name, connection, TLS, password
  std::chrono::milliseconds to_answer{3'000};  ///< each command
};

/// All calls on the loop's thread.
class RespConnection : public std::enable_shared_from_this<RespConnection> {
 public:
  using Answer = std::function<void(Result<Reply>)>;

  /// Connects and logs in. Refuses with `unavailable` {reason}.
  static Task<Result<std::shared_ptr<RespConnection>>> open(asio::io_context& loop,
                                                            Address address,
                                                            Patience patience);
  ~RespConnection();

  /// Sends `command`; `answer` is called once, on the loop and never within this call. It is
  /// refused with `unavailable` {reason} when the connection ends before: the command may then
  /// have been carried out, or not.
  void send(const Command& command, Answer answer);
  /// The same for a coroutine.
  Task<Result<Reply>> ask(Command command);

  /// From now on `push` gets whatever comes (RESP2's subscriptions), and nothing at all for
  /// `silence_max` ends the connection.
  void take_pushes(std::function<void(Reply)> push, std::chrono::milliseconds silence_max);
  /// Sends what is answered by a push, or not at all.
  void send_only(const Command& command);

  bool is_open() const { return is_open_; }
  /// Why it was closed.
  const std::string& reason() const { return reason_; }
  /// Everything that waits is refused with this reason.
  void close(const std::string& reason);
  /// Comes back once it is closed.
  Task<void> closed() { return end_.wait(); }

 private:
  using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
  using Tls = asio::ssl::stream<Socket>;
  struct Pending {
    Clock::time_point due;
    Answer answer;
  };

  RespConnection(asio::io_context& loop, Address address, Patience patience);
  Task<Result<void>> connect();
  Task<Result<void>> secure();
  Task<Result<void>> log_in();
  static Task<void> read(std::shared_ptr<RespConnection> self);
  static Task<void> write(std::shared_ptr<RespConnection> self);
  Task<std::tuple<boost::system::error_code, std::size_t>> read_some();
  Task<std::tuple<boost::system::error_code, std::size_t>> write_all(const std::string& bytes);
  bool take_replies();
  void put_out(const Command& command);
  void watch();
  void on_watch();
  void answer_later(Answer answer, Result<Reply> reply);

  asio::io_context& loop_;
  Address address_;
  Patience patience_;
  Socket socket_;
  std::optional<asio::ssl::context> tls_context_;
  std::unique_ptr<Tls> tls_;
  Timer opening_, watch_;
  app::Happening end_;
  ReplyReader reader_;
  std::array<char, 64 * 1024> buffer_{};
  std::string outgoing_;
  std::deque<Pending> pending_;
  std::function<void(Reply)> push_;
  std::chrono::milliseconds silence_max_{0};
  Clock::time_point heard_at_;
  std::string reason_;
  bool is_open_ = true;
  bool writing_ = false;
  bool watching_ = false;
};

}  // namespace palabre::redis
