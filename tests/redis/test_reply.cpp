// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "redis/reply.hpp"

namespace palabre::redis {
namespace {

std::vector<Reply> read_all(const std::string& bytes, std::size_t piece) {
  ReplyReader reader;
  std::vector<Reply> replies;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.feed(std::string_view(bytes).substr(at, piece));
    for (auto reply = reader.next().value(); reply; reply = reader.next().value())
      replies.push_back(std::move(*reply));
  }
  return replies;
}

}  // namespace

TEST_CASE("replies are read whatever pieces they come in", "[redis]") {
  const std::string bytes =
      "+OK\r\n-ERR "
      "no\r\n:-42\r\n$4\r\na\r\nb\r\n$-1\r\n*3\r\n$1\r\nx\r\n*1\r\n:7\r\n$0\r\n\r\n*-1\r\n";
  const std::vector<Reply> whole = read_all(bytes, bytes.size());
  REQUIRE(whole.size() == 7);
  CHECK(whole[0].text == "OK");
  CHECK(whole[1].is_error("ERR"));
  CHECK(whole[2].integer == -42);
  CHECK(whole[3].text == "a\r\nb");
  CHECK(whole[4].kind == Reply::Kind::nothing);
  CHECK(whole[5].text_at(0) == "x");
  CHECK(whole[5].list[1].integer_at(0) == 7);
  CHECK(whole[5].list[2].kind == Reply::Kind::text);
  for (std::size_t piece = 1; piece < bytes.size(); ++piece) CHECK(read_all(bytes, piece) == whole);
}

TEST_CASE("what is no RESP is refused, and nothing is read after it", "[redis]") {
  for (const char* const bytes :
       {"HTTP/1.1 400 Bad Request\r\n", ":x1\r\n", "$-7\r\n", "*2147483647\r\n"}) {
    CAPTURE(bytes);
    ReplyReader reader;
    reader.feed(bytes);
    CHECK(reader.next().error().code == "unavailable");
    reader.feed("+OK\r\n");
    CHECK_FALSE(reader.next());
  }
}

TEST_CASE("commands carry any bytes", "[redis]") {
  CHECK(encode({"SET", std::string("a\0\r\n", 4), ""}) ==
        std::string("*3\r\n$3\r\nSET\r\n$4\r\na\0\r\n\r\n$0\r\n\r\n", 29));
}

}  // namespace palabre::redis
