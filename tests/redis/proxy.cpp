// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/proxy.hpp"

#include <array>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "redis/resp_connection.hpp"

namespace palabre::test {

namespace asio = boost::asio;
using redis::as_outcome;
using redis::Task;
using Socket = asio::basic_stream_socket<asio::ip::tcp, redis::Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, redis::Executor>;

namespace {

struct Pair {
  explicit Pair(asio::io_context& loop) : near(loop), far(loop) {}
  Socket near, far;
  bool swallows = false;
  void close() {
    boost::system::error_code ignored;
    near.close(ignored);
    far.close(ignored);
  }
};

enum class Way { to_redis, from_redis };

Task<void> pump(std::shared_ptr<Pair> pair, Way way) {
  Socket& from = way == Way::to_redis ? pair->near : pair->far;
  Socket& to = way == Way::to_redis ? pair->far : pair->near;
  std::array<char, 16 * 1024> buffer{};
  for (;;) {
    const auto [error, count] = co_await from.async_read_some(asio::buffer(buffer), as_outcome);
    if (error) break;
    if (way == Way::from_redis && pair->swallows) continue;
    const auto bytes = asio::buffer(buffer.data(), count);
    const auto [failed, written] = co_await asio::async_write(to, bytes, as_outcome);
    if (failed) break;
  }
  pair->close();
}

}  // namespace

struct Proxy::State {
  State(asio::io_context& on, std::uint16_t where)
      : loop(on),
        to(asio::ip::address_v4::loopback(), where),
        acceptor(on, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}

  static Task<void> accept(std::shared_ptr<State> self) {
    for (;;) {
      auto pair = std::make_shared<Pair>(self->loop);
      const auto [error] = co_await self->acceptor.async_accept(pair->near, as_outcome);
      if (error) co_return;
      boost::system::error_code refused;
      pair->far.connect(self->to, refused);
      if (refused) {
        pair->close();
        continue;
      }
      self->pairs.push_back(pair);
      asio::co_spawn(self->loop, pump(pair, Way::to_redis), asio::detached);
      asio::co_spawn(self->loop, pump(pair, Way::from_redis), asio::detached);
    }
  }

  asio::io_context& loop;
  asio::ip::tcp::endpoint to;
  Acceptor acceptor;
  std::vector<std::shared_ptr<Pair>> pairs;
};

Proxy::Proxy(asio::io_context& loop, std::uint16_t to) : state_(std::make_shared<State>(loop, to)) {
  asio::co_spawn(loop, State::accept(state_), asio::detached);
}

Proxy::~Proxy() {
  state_->acceptor.close();
  cut();
}

std::string Proxy::url() const {
  return "redis://127.0.0.1:" + std::to_string(state_->acceptor.local_endpoint().port());
}

void Proxy::swallow_answers() {
  for (const auto& pair : state_->pairs) pair->swallows = true;
}

void Proxy::cut() {
  for (const auto& pair : std::exchange(state_->pairs, {})) pair->close();
}

}  // namespace palabre::test
