// SPDX-License-Identifier: AGPL-3.0-or-later
#include "net/test_server.hpp"

#include <stdexcept>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace palabre::test {
namespace {

namespace asio = boost::asio;

net::StaticFiles test_pages() {
  const std::string script(4000, 'x');
  std::vector<net::StaticFiles::File> files{{"index.html", "<!doctype html><title>Palabre</title>"},
                                            {"assets/app-1a2b.js", script},
                                            {"assets/app-1a2b.js.br", "brotli of it"},
                                            {"assets/app-1a2b.js.gz", "gzip of it!!"}};
  return net::StaticFiles(std::move(files));
}

void rethrow(std::exception_ptr error) {
  if (error) std::rethrow_exception(error);
}

}  // namespace

void EchoLine::on_message(std::string text) {
  received += 1;
  if (text == "throw") throw std::runtime_error("thrown by the test");
  app::Outgoing echo;
  echo.pieces = {std::make_shared<const std::string>("["),
                 std::make_shared<const std::string>(std::move(text)),
                 std::make_shared<const std::string>("]")};
  send(std::move(echo));
}

app::Outgoing EchoLine::take_outgoing() {
  taken += 1;
  if (outbox_.empty()) return {};
  app::Outgoing next = std::move(outbox_.front());
  outbox_.erase(outbox_.begin());
  return next;
}

void EchoLine::send(app::Outgoing outgoing) {
  outbox_.push_back(std::move(outgoing));
  if (shell_) shell_->wake();
}

app::Task<app::HttpResponse> EchoApplication::handle(app::HttpRequest request) {
  if (request.path == "/api/throw") throw std::runtime_error("thrown by the test");
  app::HttpResponse response;
  if (request.path == "/api/two_forms") {
    response.body = std::make_shared<const std::string>("as it is");
    response.gzip = std::make_shared<const std::string>("compressed");
    co_return response;
  }
  const Json echo{{"method", request.method},
                  {"path", request.path},
                  {"query", request.query},
                  {"body", request.body},
                  {"peer", request.peer},
                  {"from_loopback", request.from_loopback},
                  {"authorization", request.authorization}};
  response.body = std::make_shared<const std::string>(echo.dump());
  response.headers = {{"X-One", "1"}, {"X-Split", "a\r\nX-Injected: 1"}};
  co_return response;
}

std::shared_ptr<app::Line> EchoApplication::open_line(std::shared_ptr<app::LineShell> shell) {
  if (refuses_lines) return nullptr;
  lines.push_back(std::make_shared<EchoLine>(std::move(shell)));
  return lines.back();
}

TestServer::TestServer(net::HttpRules rules, std::size_t connections_max)
    : pages_(test_pages()),
      connections_(loop_, connections_max),
      site_{application, pages_, connections_, std::move(rules)},
      listener_(net::Listener::open(loop_, {"127.0.0.1", 0}).value()) {
  asio::co_spawn(loop_, listener_->run(site_), &rethrow);
  thread_ = std::thread([this] { loop_.run(); });
}

TestServer::~TestServer() {
  on_loop([this] { listener_->close(); });
  close_all().get();
  keep_.reset();
  thread_.join();
}

void TestServer::on_loop(const std::function<void()>& what) {
  std::promise<void> done;
  asio::post(loop_, [&] {
    what();
    done.set_value();
  });
  done.get_future().get();
}

std::size_t TestServer::connections() {
  std::size_t count = 0;
  on_loop([&] { count = connections_.size(); });
  return count;
}

std::shared_ptr<EchoLine> TestServer::line(std::size_t index) {
  std::shared_ptr<EchoLine> found;
  eventually([&] {
    on_loop([&] {
      if (application.lines.size() > index) found = application.lines[index];
    });
    return found != nullptr;
  });
  return found;
}

void TestServer::pass(std::chrono::seconds time) {
  on_loop([&] { connections_.look(net::Clock::now() + time); });
}

std::future<void> TestServer::close_all() {
  const auto done = std::make_shared<std::promise<void>>();
  asio::co_spawn(loop_,
                 connections_.close_all(std::chrono::seconds(3)),
                 [done](std::exception_ptr) { done->set_value(); });
  return done->get_future();
}

bool eventually(const std::function<bool()>& holds) {
  const auto give_up_at = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (std::chrono::steady_clock::now() < give_up_at) {
    if (holds()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace palabre::test
