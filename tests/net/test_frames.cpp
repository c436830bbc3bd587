// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 6455, case by case, as a raw client: what the server echoes, and with which code it closes.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "net/raw_client.hpp"
#include "net/test_server.hpp"

namespace palabre::test {
namespace {

std::string close_payload(int code, const std::string& reason = "") {
  return std::string{static_cast<char>(code / 256), static_cast<char>(code % 256)} + reason;
}

// What the client sends; the line must then end with `code`, or, for 0, echo `echo`.
struct Case {
  std::string name;
  std::vector<Frame> sent;
  int code = 0;
  std::string echo;
};

Frame frame_of(int opcode, std::string payload, bool fin = true, int rsv = 0) {
  Frame frame;
  frame.fin = fin;
  frame.rsv = rsv;
  frame.opcode = opcode;
  frame.payload = std::move(payload);
  return frame;
}

void send_all(RawClient& client, const std::vector<Frame>& frames) {
  for (const Frame& frame : frames) client.send_frame(frame);
}

void check(const std::vector<Case>& cases) {
  TestServer server;
  for (const Case& one : cases) {
    INFO(one.name);
    RawClient client(server.port());
    REQUIRE(client.upgrade().status == 101);
    send_all(client, one.sent);
    auto answer = client.frame();
    while (answer && answer->opcode == 10) answer = client.frame();
    REQUIRE(answer);
    if (one.code == 0) {
      CHECK(answer->opcode == 1);
      CHECK(answer->payload == "[" + one.echo + "]");
    } else {
      CHECK(answer->opcode == 8);
      CHECK(answer->close_code() == one.code);
      client.send_frame(8, answer->payload);
    }
  }
}

}  // namespace

TEST_CASE("[RFC 6455 5.2] reserved opcodes and bits are misuse") {
  std::vector<Case> cases;
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    cases.push_back({"opcode " + std::to_string(opcode), {frame_of(opcode, "x")}, 1002, ""});
  for (int rsv = 1; rsv < 8; ++rsv)
    cases.push_back(
        {"reserved bits " + std::to_string(rsv), {frame_of(1, "x", true, rsv)}, 1002, ""});
  check(cases);
}

TEST_CASE("[RFC 6455 5.2] every form of a length") {
  std::vector<Case> cases;
  for (const std::size_t size : {0U, 1U, 124U, 125U, 126U, 127U, 128U, 4096U, 16384U}) {
    const std::string text(size, 'x');
    cases.push_back({std::to_string(size) + " bytes", {frame_of(1, text)}, 0, text});
  }
  for (const std::size_t size : {16385U, 65535U, 65536U, 70000U})
    cases.push_back(
        {std::to_string(size) + " bytes", {frame_of(1, std::string(size, 'x'))}, 1009, ""});
  check(cases);
}

TEST_CASE("[RFC 6455 5.4] fragments") {
  check({
      {"two", {frame_of(1, "a", false), frame_of(0, "b")}, 0, "ab"},
      {"empty ones", {frame_of(1, "", false), frame_of(0, "", false), frame_of(0, "")}, 0, ""},
      {"with a ping between",
       {frame_of(1, "a", false), frame_of(9, "p"), frame_of(0, "b")},
       0,
       "ab"},
      {"one too many", {frame_of(1, "a"), frame_of(0, "b")}, 0, "a"},
      {"none begun", {frame_of(0, "b")}, 1002, ""},
      {"none begun, not the last", {frame_of(0, "b", false)}, 1002, ""},
      {"another text between", {frame_of(1, "a", false), frame_of(1, "b")}, 1002, ""},
      {"a ping in fragments", {frame_of(9, "a", false), frame_of(0, "b")}, 1002, ""},
      {"a closing in fragments", {frame_of(8, "", false)}, 1002, ""},
  });
}

TEST_CASE("[RFC 6455 5.5] pings and pongs") {
  const std::string longest(125, 'p');
  check({
      {"a pong that nobody asked for", {frame_of(10, "p"), frame_of(1, "a")}, 0, "a"},
      {"a ping too long", {frame_of(9, longest + "p")}, 1002, ""},
      {"a pong too long", {frame_of(10, longest + "p")}, 1002, ""},
      {"a closing too long", {frame_of(8, close_payload(1000, longest))}, 1002, ""},
  });
  TestServer server;
  RawClient client(server.port());
  client.upgrade();
  for (const std::string& payload : {std::string(), std::string("\x00\xff", 2), longest}) {
    client.send_frame(9, payload);
    const auto pong = client.frame();
    REQUIRE(pong);
    CHECK(pong->opcode == 10);
    CHECK(pong->payload == payload);
  }
}

TEST_CASE("[RFC 6455 7.4] closing codes") {
  std::vector<Case> cases;
  for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4000, 4999})
    cases.push_back({std::to_string(code), {frame_of(8, close_payload(code, "why"))}, code, ""});
  for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999})
    cases.push_back({std::to_string(code), {frame_of(8, close_payload(code))}, 1002, ""});
  cases.push_back({"one byte", {frame_of(8, "\x03")}, 1002, ""});
  cases.push_back({"no code", {frame_of(8, "")}, 1000, ""});
  cases.push_back(
      {"a reason that is no text", {frame_of(8, close_payload(1000, "\xff"))}, 1002, ""});
  check(cases);
}

TEST_CASE("[RFC 6455 8.1] texts are UTF-8, also across fragments") {
  std::vector<Case> cases;
  const std::vector<std::string> good{"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5",
                                      "\xc2\x80",
                                      "\xdf\xbf",
                                      "\xe0\xa0\x80",
                                      "\xed\x9f\xbf",
                                      "\xee\x80\x80",
                                      "\xef\xbf\xbf",
                                      "\xf0\x90\x80\x80",
                                      "\xf4\x8f\xbf\xbf"};
  const std::vector<std::string> bad{"\x80",
                                     "\xbf",
                                     "\xc0\xaf",
                                     "\xc1\xbf",
                                     "\xc3\x28",
                                     "\xce",
                                     "\xe0\x80\xaf",
                                     "\xe0\x9f\xbf",
                                     "\xe1\x80",
                                     "\xed\xa0\x80",
                                     "\xed\xbf\xbf",
                                     "\xf0\x80\x80\xaf",
                                     "\xf0\x8f\xbf\xbf",
                                     "\xf4\x90\x80\x80",
                                     "\xf5\x80\x80\x80",
                                     "\xf8\x88\x80\x80\x80",
                                     "\xfe",
                                     "\xff"};
  for (const std::string& text : good) {
    cases.push_back({"good " + text, {frame_of(1, text)}, 0, text});
    std::vector<Frame> bytes;
    for (const char byte : text) bytes.push_back(frame_of(bytes.empty() ? 1 : 0, {byte}, false));
    bytes.push_back(frame_of(0, ""));
    cases.push_back({"good in bytes " + text, bytes, 0, text});
  }
  for (const std::string& text : bad) {
    cases.push_back({"bad", {frame_of(1, text)}, 1007, ""});
    cases.push_back({"bad within", {frame_of(1, "before" + text + "after")}, 1007, ""});
    cases.push_back({"bad, later", {frame_of(1, "a", false), frame_of(0, text)}, 1007, ""});
  }
  check(cases);
}

}  // namespace palabre::test
