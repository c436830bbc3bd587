// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines without a WebSocket, over real sockets.
#include <string>

#include <catch2/catch.hpp>

#include "net/raw_client.hpp"
#include "net/test_server.hpp"

namespace palabre::test {
namespace {

app::Outgoing outgoing_of(const std::string& text) {
  app::Outgoing outgoing;
  outgoing.pieces = {std::make_shared<const std::string>(text)};
  return outgoing;
}

// A line opened with the message `hello`; its path.
std::string open_line(RawClient& client) {
  const RawResponse opened = client.post("/api/lines", "hello");
  REQUIRE(opened.status == 201);
  const std::string name = Json::parse(opened.body)["line"].get<std::string>();
  CHECK(name.size() == 32);
  return "/api/lines/" + name;
}

void ask(RawClient& client, const std::string& path) {
  client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

}  // namespace

TEST_CASE("[W1] a line by requests carries messages both ways") {
  TestServer server;
  RawClient client(server.port());
  const std::string path = open_line(client);
  CHECK(client.get(path).body == "[hello]");
  CHECK(client.post(path, "more").status == 200);
  CHECK(client.get(path).body == "[more]");
  CHECK(server.line()->received == 2);
}

TEST_CASE("[W1] a poll waits until there is something to say, or for a while") {
  TestServer server;
  RawClient client(server.port());
  const std::string path = open_line(client);
  CHECK(client.get(path).body == "[hello]");
  const auto line = server.line();
  ask(client, path);
  REQUIRE(eventually([&] { return line->taken >= 2; }));
  server.on_loop([&] { line->send(outgoing_of("[news]")); });
  CHECK(client.response()->body == "[news]");
  const int taken = line->taken;
  ask(client, path);
  REQUIRE(eventually([&] { return line->taken > taken; }));
  server.pass(std::chrono::seconds(26));
  const auto nothing = client.response();
  CHECK(nothing->status == 200);
  CHECK(nothing->body == "[]");
  CHECK_FALSE(line->closed);
}

TEST_CASE("[W1] of two polls the newer one waits on") {
  TestServer server;
  RawClient older(server.port()), newer(server.port());
  const std::string path = open_line(older);
  CHECK(older.get(path).body == "[hello]");
  const auto line = server.line();
  ask(older, path);
  REQUIRE(eventually([&] { return line->taken >= 2; }));
  ask(newer, path);
  CHECK(older.response()->body == "[]");
  server.on_loop([&] { line->send(outgoing_of("[news]")); });
  CHECK(newer.response()->body == "[news]");
}

TEST_CASE("[W1] a line that is closed says its last word, then its code, then is no more") {
  TestServer server;
  RawClient client(server.port());
  const std::string path = open_line(client);
  const auto line = server.line();
  server.on_loop([&] { line->close(4002, "replaced"); });
  CHECK(client.get(path).body == "[hello]");
  const RawResponse over = client.get(path);
  CHECK(over.status == 410);
  CHECK(Json::parse(over.body) == Json{{"code", "line_closed"}, {"params", {{"close", 4002}}}});
  CHECK(line->closed);
  CHECK(client.get(path).status == 404);
}

TEST_CASE("[W1] a line that nobody asks any more ends, and one that is asked does not") {
  TestServer server;
  RawClient client(server.port()), asking(server.port());
  open_line(client);
  const std::string path = open_line(asking);
  CHECK(asking.get(path).body == "[hello]");
  const auto left = server.line(0), kept = server.line(1);
  ask(asking, path);
  REQUIRE(eventually([&] { return kept->taken >= 2; }));
  server.pass(std::chrono::seconds(31));
  CHECK(eventually([&] { return left->closed.load(); }));
  CHECK(asking.response()->status == 200);
  CHECK_FALSE(kept->closed);
}

TEST_CASE("[W1] [L4] what is no line, too large or too much is refused") {
  TestServer server;
  RawClient client(server.port());
  CHECK(client.get("/api/lines").status == 405);
  CHECK(client.get("/api/lines/00").status == 404);
  CHECK(client.post("/api/lines", std::string(16 * 1024 + 1, 'x')).status == 413);
  const std::string path = open_line(client);
  CHECK(client.post(path, std::string(16 * 1024 + 1, 'x')).status == 413);
  CHECK(client.post(path, "throw").status == 200);
  CHECK(client.get(path).body == "[hello]");
  CHECK(Json::parse(client.get(path).body)["params"]["close"] == 1011);
  const std::string busy = open_line(client);
  for (int i = 0; i < 400; ++i) client.post(busy, "again");
  RawResponse over = client.get(busy);
  while (over.status == 200) over = client.get(busy);
  CHECK(Json::parse(over.body)["params"]["close"] == 1008);
  server.on_loop([&] { server.application.refuses_lines = true; });
  CHECK(client.post("/api/lines", "hello").status == 503);
}

TEST_CASE("[W1] a server that goes tells the lines by requests too") {
  TestServer server;
  RawClient client(server.port());
  const std::string path = open_line(client);
  CHECK(client.get(path).body == "[hello]");
  const auto line = server.line();
  ask(client, path);
  REQUIRE(eventually([&] { return line->taken >= 2; }));
  auto closed = server.close_all();
  CHECK(client.response()->status == 410);
  closed.get();
  CHECK(line->closed);
}

}  // namespace palabre::test
