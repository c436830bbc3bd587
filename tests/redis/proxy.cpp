// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/proxy.hpp"

#include <array>
#include <deque>
#include <utility>
#include <vector>

#include <boost/asio/basic_waitable_timer.hpp>
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

using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, redis::Executor>;

// What is on its way, in order.
struct Lane {
  Lane(asio::io_context& loop, Socket& where, std::chrono::microseconds late)
      : to(where), delay(late), timer(loop) {
    timer.expires_at(Clock::time_point::max());
  }
  Socket& to;
  std::chrono::microseconds delay;
  Timer timer;
  std::deque<std::pair<Clock::time_point, std::string>> under_way;
  bool ended = false;
};

Task<void> deliver(std::shared_ptr<Pair> pair, std::shared_ptr<Lane> lane) {
  while (!lane->ended || !lane->under_way.empty()) {
    if (lane->under_way.empty()) {
      lane->timer.expires_at(Clock::time_point::max());
      co_await lane->timer.async_wait(as_outcome);
      continue;
    }
    if (lane->under_way.front().first > Clock::now()) {
      lane->timer.expires_at(lane->under_way.front().first);
      co_await lane->timer.async_wait(as_outcome);
      continue;
    }
    const std::string bytes = std::move(lane->under_way.front().second);
    lane->under_way.pop_front();
    const auto [failed, count] =
        co_await asio::async_write(lane->to, asio::buffer(bytes), as_outcome);
    if (failed) break;
  }
  pair->close();
}

Task<void> pump(std::shared_ptr<Pair> pair, Way way, std::shared_ptr<Lane> lane) {
  Socket& from = way == Way::to_redis ? pair->near : pair->far;
  std::array<char, 64 * 1024> buffer{};
  for (;;) {
    const auto [error, count] = co_await from.async_read_some(asio::buffer(buffer), as_outcome);
    if (error) break;
    if (way == Way::from_redis && pair->swallows) continue;
    lane->under_way.emplace_back(Clock::now() + lane->delay, std::string(buffer.data(), count));
    if (lane->under_way.size() == 1) lane->timer.cancel();
  }
  lane->ended = true;
  lane->timer.cancel();
}

}  // namespace

struct Proxy::State {
  State(asio::io_context& on, std::uint16_t where, std::chrono::microseconds late)
      : loop(on),
        delay(late),
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
      const asio::ip::tcp::no_delay at_once(true);
      pair->near.set_option(at_once, refused);
      pair->far.set_option(at_once, refused);
      self->pairs.push_back(pair);
      for (const Way way : {Way::to_redis, Way::from_redis}) {
        Socket& to = way == Way::to_redis ? pair->far : pair->near;
        const auto lane = std::make_shared<Lane>(self->loop, to, self->delay);
        asio::co_spawn(self->loop, pump(pair, way, lane), asio::detached);
        asio::co_spawn(self->loop, deliver(pair, lane), asio::detached);
      }
    }
  }

  asio::io_context& loop;
  std::chrono::microseconds delay;
  asio::ip::tcp::endpoint to;
  Acceptor acceptor;
  std::vector<std::shared_ptr<Pair>> pairs;
};

Proxy::Proxy(asio::io_context& loop, std::uint16_t to, std::chrono::microseconds delay)
    : state_(std::make_shared<State>(loop, to, delay)) {
  asio::co_spawn(loop, State::accept(state_), asio::detached);
}

Proxy::~Proxy() {
  state_->acceptor.close();
  cut();
}

std::uint16_t Proxy::port() const { return state_->acceptor.local_endpoint().port(); }

std::string Proxy::url() const { return "redis://127.0.0.1:" + std::to_string(port()); }

void Proxy::swallow_answers() {
  for (const auto& pair : state_->pairs) pair->swallows = true;
}

void Proxy::cut() {
  for (const auto& pair : std::exchange(state_->pairs, {})) pair->close();
}

}  // namespace palabre::test
