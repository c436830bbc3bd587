// SPDX-License-Identifier: AGPL-3.0-or-later
// One connection to a real Redis: order, deadlines, passwords, TLS.
#include <cstdlib>
#include <vector>

#include "redis/kit.hpp"

namespace palabre::test {
namespace {

using redis::Reply;
using redis::RespConnection;

Result<std::shared_ptr<RespConnection>> open(boost::asio::io_context& loop,
                                             const std::string& url) {
  return run_task(loop, RespConnection::open(loop, redis::parse_address(url).value(), impatient));
}

std::string reason_of(const Error& error) { return error.params["reason"].get<std::string>(); }

}  // namespace

TEST_CASE("answers come in the order of what was asked", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server;
  const auto connection = open(loop, server.url()).value();
  std::vector<std::string> heard;
  constexpr int many = 1'000;
  for (int i = 0; i < many; ++i)
    connection->send({"ECHO", std::to_string(i)},
                     [&](const Result<Reply>& reply) { heard.push_back(reply.value().text); });
  CHECK(heard.empty());
  REQUIRE(run_until(loop, [&] { return heard.size() == many; }));
  for (int i = 0; i < many; ++i) CHECK(heard[static_cast<std::size_t>(i)] == std::to_string(i));
  connection->close("done");
}

TEST_CASE("whatever waits is refused when the line is cut, and what comes after it", "[redis]") {
  boost::asio::io_context loop;
  RedisServer server;
  const auto connection = open(loop, server.url()).value();
  int refused = 0;
  server.freeze();
  for (int i = 0; i < 3; ++i)
    connection->send({"PING"}, [&](const Result<Reply>& reply) {
      if (!reply && reply.error().code == "unavailable") ++refused;
    });
  server.kill();
  REQUIRE(run_until(loop, [&] { return refused == 3; }));
  CHECK_FALSE(connection->is_open());
  CHECK(run_task(loop, connection->ask({"PING"})).error().code == "unavailable");
}

TEST_CASE("a Redis that does not answer is given up in time", "[redis]") {
  boost::asio::io_context loop;
  RedisServer server;
  const auto connection = open(loop, server.url()).value();
  server.freeze();
  const auto reply = run_task(loop, connection->ask({"PING"}));
  REQUIRE_FALSE(reply);
  CHECK(reason_of(reply.error()) == "it does not answer");
  CHECK_FALSE(connection->is_open());
  CHECK(reason_of(open(loop, server.url()).error()) == "it does not answer");
  server.thaw();
  CHECK(open(loop, server.url()));
}

TEST_CASE("a password is asked for, a database chosen", "[redis]") {
  boost::asio::io_context loop;
  const RedisServer server({"--requirepass", "p@ss"});
  const std::string at = "@127.0.0.1:" + std::to_string(server.port());
  CHECK(reason_of(open(loop, server.url()).error()).starts_with("NOAUTH"));
  CHECK(reason_of(open(loop, "redis://:wrong" + at).error()).starts_with("WRONGPASS"));
  CHECK(reason_of(open(loop, "redis://:p%40ss" + at + "/99").error()).starts_with("ERR DB index"));
  const auto connection = open(loop, "redis://default:p%40ss" + at + "/3").value();
  CHECK(run_task(loop, connection->ask({"CLIENT", "INFO"}))->text.find(" db=3 ") !=
        std::string::npos);
  connection->close("done");
}

TEST_CASE("what speaks something else is not taken for Redis", "[redis]") {
  boost::asio::io_context loop;
  CHECK(open(loop, "redis://127.0.0.1:1").error().code == "unavailable");
  CHECK(open(loop, "redis://nowhere.invalid").error().code == "unavailable");
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, redis::Executor>;
  Acceptor acceptor(loop, {boost::asio::ip::address_v4::loopback(), 0});
  acceptor.async_accept([](boost::system::error_code, auto socket) {
    socket.write_some(boost::asio::buffer(std::string("SSH-2.0-OpenSSH\r\n")));
  });
  const std::string port = std::to_string(acceptor.local_endpoint().port());
  CHECK(open(loop, "redis://127.0.0.1:" + port).error().code == "unavailable");
}

TEST_CASE("over TLS the certificate must be for that host, from whom this machine trusts",
          "[redis]") {
  boost::asio::io_context loop;
  const TemporaryFolder folder;
  const std::string make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
      "-keyout " +
      folder / "key.pem" + " -out " + folder / "cert.pem" +
      " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost "
      "2>/dev/null";
  REQUIRE(std::system(make.c_str()) == 0);
  const RedisServer server({"--port",
                            "0",
                            "--tls-port",
                            "PORT",
                            "--tls-auth-clients",
                            "no",
                            "--tls-cert-file",
                            folder / "cert.pem",
                            "--tls-key-file",
                            folder / "key.pem",
                            "--tls-ca-cert-file",
                            folder / "cert.pem"});
  const std::string port = ":" + std::to_string(server.port());
  CHECK(reason_of(open(loop, "rediss://localhost" + port).error()).starts_with("TLS: "));
  setenv("SSL_CERT_FILE", (folder / "cert.pem").c_str(), 1);
  const auto connection = open(loop, "rediss://localhost" + port);
  const auto elsewhere = open(loop, "rediss://127.0.0.1" + port);
  unsetenv("SSL_CERT_FILE");
  REQUIRE(connection);
  CHECK(run_task(loop, (*connection)->ask({"PING"}))->text == "PONG");
  (*connection)->close("done");
  CHECK(reason_of(elsewhere.error()).starts_with("TLS: "));
  CHECK_FALSE(open(loop, "redis://localhost" + port));
}

}  // namespace palabre::test
