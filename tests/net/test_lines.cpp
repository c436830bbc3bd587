// SPDX-License-Identifier: AGPL-3.0-or-later
// WebSocket lines over real sockets.
#include <string>

#include <catch2/catch.hpp>

#include "net/raw_client.hpp"
#include "net/test_server.hpp"

namespace palabre::test {
namespace {

enum Opcode { continuation = 0, text = 1, binary = 2, close_line = 8, ping = 9, pong = 10 };

app::Outgoing outgoing_of(std::size_t bytes, bool is_binary = false) {
  app::Outgoing outgoing;
  outgoing.pieces = {std::make_shared<const std::string>(bytes, 'x')};
  outgoing.binary = is_binary;
  return outgoing;
}

// The code with which the server ends a line after `bytes`.
int close_code_after(const std::function<void(RawClient&)>& misbehave) {
  TestServer server;
  RawClient client(server.port());
  REQUIRE(client.upgrade().status == 101);
  const auto line = server.line();
  misbehave(client);
  int code = 0;
  while (const auto frame = client.frame()) {
    if (frame->opcode != close_line) continue;
    code = frame->close_code();
    client.send_frame(close_line, frame->payload);
  }
  client.shut_down();
  CHECK(eventually([&] { return line->closed.load(); }));
  CHECK(eventually([&] { return server.connections() == 0; }));
  return code;
}

}  // namespace

TEST_CASE("[L] an upgrade names the subprotocol, and the line carries text both ways") {
  TestServer server;
  RawClient client(server.port());
  const RawResponse response = client.upgrade(
      "Sec-WebSocket-Protocol: other, palabre.v1\r\n"
      "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  CHECK(response.status == 101);
  CHECK(response.headers.at("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(response.headers.at("sec-websocket-protocol") == "palabre.v1");
  CHECK(response.headers.count("sec-websocket-extensions") == 0);
  client.send_frame(text, "h\xc3\xa9llo");
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->payload == "[h\xc3\xa9llo]");
  CHECK(frame->opcode == text);
  CHECK(frame->fin);
  CHECK_FALSE(frame->masked);
  CHECK(frame->rsv == 0);
  CHECK(server.line()->peer() == "127.0.0.1");
  CHECK(server.connections() == 1);
}

TEST_CASE("[L] a large or binary message goes out as one frame") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  server.on_loop([&] { line->send(outgoing_of(200'000, true)); });
  auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->fin);
  CHECK(frame->opcode == binary);
  CHECK(frame->payload.size() == 200'000);
  server.on_loop([&] { line->send(outgoing_of(10)); });
  frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->opcode == text);
}

TEST_CASE("[L] pings are answered, fragments put together") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  client.send_frame(text, "one ", false);
  client.send_frame(ping, "between");
  client.send_frame(continuation, "two", true);
  auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->opcode == pong);
  CHECK(frame->payload == "between");
  frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->payload == "[one two]");
}

TEST_CASE("[L] upgrades that are none are refused") {
  TestServer server;
  const std::string protocol = "Sec-WebSocket-Protocol: palabre.v1\r\n";
  const auto status = [&](const std::string& headers) {
    return RawClient(server.port()).upgrade(headers).status;
  };
  CHECK(status("") == 400);
  CHECK(status("Sec-WebSocket-Protocol: palabre.v2\r\n") == 400);
  CHECK(status(protocol + "Origin: http://localhost\r\n") == 101);
  CHECK(status(protocol + "Origin: http://evil.example\r\n") == 403);
  CHECK(status(protocol + "Origin: null\r\n") == 403);
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + protocol;
  const auto get = [&](const std::string& target, const std::string& headers) {
    return RawClient(server.port()).get(target, key + headers).status;
  };
  const std::string up = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
  CHECK(get("/ws", up + "Sec-WebSocket-Version: 8\r\n") == 426);
  CHECK(get("/", up + "Sec-WebSocket-Version: 13\r\n") == 400);
  CHECK(get("/ws", "Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n") == 400);
  CHECK(get("/ws", "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n") == 400);
}

TEST_CASE("[L4] misuse closes the line with the code that names it") {
  CHECK(close_code_after([](RawClient& client) {
          client.send_frame(text, std::string(16 * 1024 + 1, 'x'));
        }) == 1009);
  CHECK(close_code_after([](RawClient& client) {
          client.send_frame(text, std::string(10'000, 'x'), false);
          client.send_frame(continuation, std::string(10'000, 'x'));
        }) == 1009);
  CHECK(close_code_after([](RawClient& client) { client.send_frame(binary, "x"); }) == 1003);
  CHECK(close_code_after([](RawClient& client) { client.send_frame(text, "\xff"); }) == 1007);
  CHECK(close_code_after([](RawClient& client) { client.send_frame(text, "x", true, false); }) ==
        1002);
  CHECK(close_code_after([](RawClient& client) { client.send_frame(3, "x"); }) == 1002);
  CHECK(close_code_after([](RawClient& client) { client.send_frame(continuation, "x"); }) == 1002);
  CHECK(close_code_after(
            [](RawClient& client) { client.send(std::string("\xc1\x81\0\0\0\0x", 7)); }) == 1002);
  CHECK(close_code_after(
            [](RawClient& client) { client.send_frame(ping, std::string(126, 'x')); }) == 1002);
  CHECK(close_code_after([](RawClient& client) {
          for (int i = 0; i < 1000; ++i) client.send_frame(text, "x");
        }) == 1008);
}

TEST_CASE("[L4] a length with its highest bit set closes the line") {
  const int code = close_code_after([](RawClient& client) {
    client.send(std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0", 14));
  });
  CHECK((code == 1002 || code == 1009));
}

TEST_CASE("[L4] sixteen kilobytes pass") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  client.send_frame(text, std::string(16 * 1024, 'x'));
  CHECK(client.frame()->payload.size() == 16 * 1024 + 2);
}

TEST_CASE("[L] the phone's own closing is answered and told once") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  client.send_frame(close_line, "\x03\xe8");
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->close_code() == 1000);
  CHECK(client.is_closed());
  CHECK(eventually([&] { return line->closed.load(); }));
}

TEST_CASE("[L] a socket that stays open after a misuse is dropped") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  client.send_frame(text, "\xff");
  CHECK(client.frame()->close_code() == 1007);
  CHECK(client.is_closed());
  CHECK(server.connections() == 1);
  server.pass(std::chrono::seconds(1));
  server.pass(std::chrono::seconds(7));
  CHECK(eventually([&] { return line->closed.load(); }));
  CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("[L] a phone that vanishes is told to the application") {
  TestServer server;
  auto client = std::make_unique<RawClient>(server.port());
  client->upgrade();
  const auto line = server.line();
  client.reset();
  CHECK(eventually([&] { return line->closed.load(); }));
  CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("[L] the application's closing comes after what it had to say") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  server.on_loop([&] {
    line->send(outgoing_of(5));
    line->close(4002, "replaced");
    line->close(4003, "too late");
  });
  CHECK(client.frame()->payload == "xxxxx");
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->close_code() == 4002);
  CHECK(frame->payload.substr(2) == "replaced");
  client.send_frame(close_line, frame->payload);
  CHECK(client.is_closed());
  client.shut_down();
  CHECK(eventually([&] { return line->closed.load(); }));
}

TEST_CASE("[L] a closing that the phone ignores has a deadline") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  server.on_loop([&] { line->close(4003, std::string(500, 'x')); });
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->payload.size() == 125);
  CHECK(server.connections() == 1);
  server.pass(std::chrono::seconds(6));
  CHECK(client.is_closed());
  CHECK(eventually([&] { return line->closed.load(); }));
}

TEST_CASE("[G8] a phone that does not read costs one write in flight, and goes after ten seconds") {
  TestServer server;
  RawClient client(server.port());
  client.set_receive_buffer(4096);
  client.upgrade();
  const auto line = server.line();
  // More than all kernel buffers between the two hold.
  server.on_loop([&] {
    for (int i = 0; i < 100; ++i) line->send(outgoing_of(8'000'000));
  });
  REQUIRE(eventually([&] { return line->taken.load() == 2; }));  // nothing when it was opened
  server.on_loop([&] { line->send(outgoing_of(10)); });
  // It still talks, and is heard: only its writes wait.
  for (int i = 0; i < 20; ++i) client.send_frame(text, "x");
  REQUIRE(eventually([&] { return line->received.load() == 20; }));
  CHECK(line->taken.load() == 2);
  server.pass(std::chrono::seconds(9));
  CHECK(server.connections() == 1);
  server.pass(std::chrono::seconds(11));
  CHECK(eventually([&] { return line->closed.load(); }));
  CHECK(eventually([&] { return server.connections() == 0; }));
  CHECK(line->taken.load() == 2);
}

TEST_CASE("[L] waking a line often takes from it once per write") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  REQUIRE(eventually([&] { return line->taken.load() == 1; }));  // when it was opened
  server.on_loop([&] {
    for (int i = 0; i < 5; ++i) line->send(outgoing_of(1));
  });
  for (int i = 0; i < 5; ++i) CHECK(client.frame()->payload == "x");
  CHECK(eventually([&] { return line->taken.load() == 7; }));  // five, and one that gave nothing
}

TEST_CASE("[G10] when the server goes, lines are closed with 1001") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  const auto line = server.line();
  auto gone = server.close_all();
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->close_code() == 1001);
  client.send_frame(close_line, frame->payload);
  gone.get();
  CHECK(line->closed.load());
  CHECK(server.connections() == 0);
}

TEST_CASE("[L] an application that throws costs one line") {
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  RawClient other(server.port());
  other.upgrade();
  client.send_frame(text, "throw");
  CHECK(client.frame()->close_code() == 1011);
  other.send_frame(text, "x");
  CHECK(other.frame()->payload == "[x]");
}

TEST_CASE("[L] an application that takes no line closes it with 1013") {
  TestServer server;
  server.on_loop([&] { server.application.refuses_lines = true; });
  RawClient client(server.port());
  client.upgrade();
  const auto frame = client.frame();
  REQUIRE(frame);
  CHECK(frame->close_code() == 1013);
}

}  // namespace palabre::test
