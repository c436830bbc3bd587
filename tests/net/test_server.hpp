// SPDX-License-Identifier: AGPL-3.0-or-later
// The network shell on a port of its own, with an application that echoes.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>

#include "net/listener.hpp"
#include "net/site.hpp"

namespace palabre::test {

/// A line that sends back what it gets, and whatever a test puts into it.
class EchoLine final : public app::Line {
 public:
  explicit EchoLine(std::shared_ptr<app::LineShell> shell) : shell_(std::move(shell)) {}

  void on_message(std::string text) override;
  app::Outgoing take_outgoing() override;
  void on_closed() override {
    closed = true;
    shell_.reset();
  }
  void send(app::Outgoing outgoing);
  void close(std::uint16_t code, std::string reason) { shell_->close(code, std::move(reason)); }
  std::string peer() const { return shell_->peer(); }

  std::atomic<int> received = 0;
  std::atomic<int> taken = 0;  ///< how often take_outgoing was called
  std::atomic<bool> closed = false;

 private:
  std::shared_ptr<app::LineShell> shell_;
  std::vector<app::Outgoing> outbox_;
};

/// /api/echo answers with the request as JSON; /api/throw throws.
class EchoApplication final : public app::Application {
 public:
  app::Task<app::HttpResponse> handle(app::HttpRequest request) override;
  std::shared_ptr<app::Line> open_line(std::shared_ptr<app::LineShell> shell) override;

  std::vector<std::shared_ptr<EchoLine>> lines;
  bool refuses_lines = false;
};

class TestServer {
 public:
  explicit TestServer(net::HttpRules rules = {}, std::size_t connections_max = 1000);
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;
  ~TestServer();

  std::uint16_t port() const { return listener_->port(); }
  /// Runs `what` on the server's loop, and waits until it is done.
  void on_loop(const std::function<void()>& what);
  std::size_t connections();
  /// The line that was opened as the `index`th.
  std::shared_ptr<EchoLine> line(std::size_t index = 0);
  /// As if so much time had passed: every connection looks at its deadlines.
  void pass(std::chrono::seconds time);
  /// Begins to close everything; done when nothing is open.
  std::future<void> close_all();

  EchoApplication application;

 private:
  net::asio::io_context loop_{1};
  net::asio::executor_work_guard<net::Executor> keep_{loop_.get_executor()};
  net::StaticFiles pages_;
  net::Connections connections_;
  net::Site site_;
  std::unique_ptr<net::Listener> listener_;
  std::thread thread_;
};

/// Waits until `holds` does, for at most 10 s.
bool eventually(const std::function<bool()>& holds);

}  // namespace palabre::test
