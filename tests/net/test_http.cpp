// SPDX-License-Identifier: AGPL-3.0-or-later
// HTTP over real sockets: what is answered, what is refused, what is closed.
#include <string>

#include <catch2/catch.hpp>

#include "base/result.hpp"
#include "net/http_answer.hpp"
#include "net/raw_client.hpp"
#include "net/test_server.hpp"

namespace palabre::test {
namespace {

constexpr char crlf[] = "\r\n";

// The answer to `bytes`, after which the server must have closed.
int status_then_closed(TestServer& server, const std::string& bytes) {
  RawClient client(server.port());
  client.send(bytes);
  const auto response = client.response();
  CHECK(client.is_closed());
  return response ? response->status : 0;
}

}  // namespace

TEST_CASE("[H] a request reaches the application whole") {
  TestServer server;
  RawClient client(server.port());
  const RawResponse response = client.post("/api/echo?a=b%20c",
                                           R"({"x":1})",
                                           "Content-Type: application/json\r\n"
                                           "Authorization: Bearer secret\r\n");
  CHECK(response.status == 200);
  const Json echo = Json::parse(response.body);
  CHECK(echo["method"] == "POST");
  CHECK(echo["path"] == "/api/echo");
  CHECK(echo["query"] == "a=b%20c");
  CHECK(echo["body"] == R"({"x":1})");
  CHECK(echo["peer"] == "127.0.0.1");
  CHECK(echo["from_loopback"] == true);
  CHECK(echo["authorization"] == "Bearer secret");
  CHECK(response.headers.at("content-type") == "application/json");
  CHECK(response.headers.at("cache-control") == "no-store");
  CHECK(response.headers.at("x-one") == "1");
  CHECK(response.headers.count("x-injected") == 0);
}

TEST_CASE("[H] a connection carries many requests, also sent ahead") {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 20; ++i)
    CHECK(Json::parse(client.get("/api/" + std::to_string(i)).body)["path"] ==
          "/api/" + std::to_string(i));
  client.send("GET /api/a HTTP/1.1\r\nHost: h\r\n\r\nGET /api/b HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(Json::parse(client.response()->body)["path"] == "/api/a");
  CHECK(Json::parse(client.response()->body)["path"] == "/api/b");
  CHECK(server.connections() == 1);
  client.send("GET /api/c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  CHECK(client.response()->headers.at("connection") == "close");
  CHECK(client.is_closed());
  CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("[H] what two readers could read in two ways is refused, and the connection closed") {
  TestServer server;
  const std::string post = "POST /api/echo HTTP/1.1\r\nContent-Type: application/json\r\n";
  const std::string host = "Host: localhost\r\n";
  CHECK(status_then_closed(server, post + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") ==
        501);
  CHECK(status_then_closed(
            server, post + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc") >=
        400);
  CHECK(status_then_closed(
            server, post + host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc") == 400);
  CHECK(status_then_closed(
            server, post + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd") == 400);
  CHECK(status_then_closed(server, post + host + "Content-Length: +3\r\n\r\nabc") == 400);
  CHECK(status_then_closed(server, post + host + "Content-Length: 3, 3\r\n\r\nabc") == 400);
  CHECK(status_then_closed(server, post + host + "Content-Length: -1\r\n\r\n") == 400);
  CHECK(status_then_closed(server, post + host + host + "Content-Length: 0\r\n\r\n") == 400);
  CHECK(status_then_closed(server, post + "Content-Length: 0\r\n\r\n") == 400);
  CHECK(status_then_closed(server, post + "Host: a/b\r\nContent-Length: 0\r\n\r\n") == 400);
  CHECK(status_then_closed(
            server, "GET /api/echo HTTP/1.1\r\n" + host + "Content-Length: 4\r\n\r\nGET ") == 400);
  CHECK(status_then_closed(server, "GET /api/echo HTTP/1.1\r\nHost : localhost\r\n\r\n") == 400);
  CHECK(status_then_closed(server, "GET http://other/api/echo HTTP/1.1\r\n" + host + crlf) == 400);
  CHECK(status_then_closed(server, "GET  /api/echo HTTP/1.1\r\n" + host + crlf) == 400);
  CHECK(status_then_closed(server, "\x16\x03\x01\x02\x01\x01\r\n\r\n") == 400);
  CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("[H] other versions, methods and expectations are refused") {
  TestServer server;
  CHECK(status_then_closed(server, "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n") == 505);
  CHECK(status_then_closed(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
  CHECK(status_then_closed(server, "DELETE /api/echo HTTP/1.1\r\nHost: localhost\r\n\r\n") == 405);
  CHECK(status_then_closed(server, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n") == 405);
  CHECK(status_then_closed(
            server, "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n") == 417);
}

TEST_CASE("[H] headers are at most 8 KiB, bodies at most 64 KiB") {
  TestServer server;
  const std::string begin = "GET /api/echo HTTP/1.1\r\nHost: localhost\r\nX: ";
  CHECK(status_then_closed(server, begin + std::string(9000, 'x') + "\r\n\r\n") == 431);
  CHECK(status_then_closed(server,
                           "GET /" + std::string(3000, 'x') +
                               " HTTP/1.1\r\n"
                               "Host: localhost\r\n\r\n") == 414);
  RawClient client(server.port());
  const std::string largest(65536, 'x');
  CHECK(Json::parse(client.post("/api/echo", largest).body)["body"] == largest);
  CHECK(client.post("/api/echo", largest + "x").status == 413);
  CHECK(client.is_closed());
}

TEST_CASE("[H] only JSON from the server's own pages is written") {
  net::HttpRules rules;
  rules.public_host = "palabre.example";
  TestServer server(rules);
  const std::string json = "Content-Type: application/json\r\n";
  const auto status = [&](const std::string& headers) {
    return RawClient(server.port()).post("/api/echo", "{}", headers).status;
  };
  CHECK(status(json) == 200);
  CHECK(status("Content-Type: application/json; charset=utf-8\r\n") == 200);
  CHECK(status("Content-Type: text/plain\r\n") == 415);
  CHECK(status("Content-Type: application/x-www-form-urlencoded\r\n") == 415);
  CHECK(status("") == 415);
  CHECK(status(json + "Origin: http://localhost\r\n") == 200);
  CHECK(status(json + "Origin: https://palabre.example\r\n") == 200);
  CHECK(status(json + "Origin: http://localhost:81\r\n") == 403);
  CHECK(status(json + "Origin: https://evil.example\r\n") == 403);
  CHECK(status(json + "Origin: null\r\n") == 403);
  CHECK(status(json + "Origin: http://localhost\r\nOrigin: http://localhost\r\n") == 403);
}

TEST_CASE("[H] pages come with what protects them, in the form that the browser takes") {
  TestServer server;
  RawClient client(server.port());
  for (const char* target : {"/", "/p/KATA-27XB", "/s/KATA-27XB", "/?lang=fr"}) {
    const RawResponse page = client.get(target);
    CHECK(page.status == 200);
    CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
    CHECK(page.headers.at("cache-control") == "no-cache");
    CHECK(page.headers.at("x-content-type-options") == "nosniff");
    CHECK(page.headers.at("referrer-policy") == "no-referrer");
    const std::string policy = page.headers.at("content-security-policy");
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(policy.find("connect-src 'self' ws://localhost wss://localhost;") != std::string::npos);
  }
  const RawResponse plain = client.get("/assets/app-1a2b.js");
  CHECK(plain.body == std::string(4000, 'x'));
  CHECK(plain.headers.at("cache-control") == "public, max-age=31536000, immutable");
  CHECK(plain.headers.count("content-encoding") == 0);
  const RawResponse brotli =
      client.get("/assets/app-1a2b.js", "Accept-Encoding: gzip, deflate, br\r\n");
  CHECK(brotli.body == "brotli of it");
  CHECK(brotli.headers.at("content-encoding") == "br");
  CHECK(brotli.headers.at("vary") == "Accept-Encoding");
  const RawResponse gzip = client.get("/assets/app-1a2b.js", "Accept-Encoding: gzip, br;q=0\r\n");
  CHECK(gzip.headers.at("content-encoding") == "gzip");
  CHECK(gzip.headers.at("etag") != brotli.headers.at("etag"));

  const RawResponse unchanged = client.get(
      "/assets/app-1a2b.js",
      "Accept-Encoding: gzip\r\nIf-None-Match: \"x\", W/" + gzip.headers.at("etag") + crlf);
  CHECK(unchanged.status == 304);
  CHECK(unchanged.headers.count("content-length") == 0);
  CHECK(client.get("/assets/app-1a2b.js", "If-None-Match: " + gzip.headers.at("etag") + crlf)
            .status == 200);
}

TEST_CASE("[H6] of a body in two forms the other end gets the one that it takes") {
  TestServer server;
  RawClient client(server.port());
  const RawResponse plain = client.get("/api/two_forms");
  CHECK(plain.body == "as it is");
  CHECK(plain.headers.count("content-encoding") == 0);
  CHECK(plain.headers.at("vary") == "Accept-Encoding");
  const RawResponse gzip = client.get("/api/two_forms", "Accept-Encoding: gzip, br\r\n");
  CHECK(gzip.body == "compressed");
  CHECK(gzip.headers.at("content-encoding") == "gzip");
  CHECK(gzip.headers.at("vary") == "Accept-Encoding");
  CHECK(client.get("/api/two_forms", "Accept-Encoding: gzip;q=0\r\n").body == "as it is");
  CHECK(client.get("/source").body.find("\"/source\"") != std::string::npos);  // the application's
}

TEST_CASE("[H] HEAD gives the head alone, and the connection goes on") {
  TestServer server;
  RawClient client(server.port());
  client.send("HEAD /assets/app-1a2b.js HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(client.response(false)->headers.at("content-length") == "4000");
  CHECK(client.get("/").status == 200);
}

TEST_CASE("[H] nothing but the pages can be read") {
  TestServer server;
  RawClient client(server.port());
  for (const char* target : {"/../etc/passwd",
                             "/assets/../../etc/passwd",
                             "/..%2fetc%2fpasswd",
                             "/assets/%2e%2e/index.html",
                             "//etc/passwd",
                             "/assets/",
                             "/assets/app-1a2b.js.br",
                             "/index.htm",
                             "/api",
                             "/ws"})
    CHECK(client.get(target).status == 404);
  CHECK(client.post("/", "{}").status == 404);
}

TEST_CASE("[H8] the figures are for this machine, unless somebody says otherwise") {
  net::HttpRules rules;
  const auto status = [&](const std::string& headers) {
    TestServer server(rules);
    return RawClient(server.port()).get("/metrics", headers).status;
  };
  CHECK(status("") == 200);
  CHECK(status("X-Forwarded-For: 203.0.113.7\r\n") == 404);
  CHECK(status("Forwarded: for=203.0.113.7\r\n") == 404);
  rules.metrics = net::HttpRules::Metrics::all;
  CHECK(status("X-Forwarded-For: 203.0.113.7\r\n") == 200);
  rules.metrics = net::HttpRules::Metrics::off;
  CHECK(status("") == 404);
}

TEST_CASE("a proxy on this machine says for whom it asks; the last hop is believed") {
  TestServer server;
  RawClient client(server.port());
  const Json echo =
      Json::parse(client.get("/api/echo", "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n").body);
  CHECK(echo["peer"] == "203.0.113.7");
  CHECK(echo["from_loopback"] == false);
  client.send("GET /api/echo HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  CHECK(Json::parse(client.response()->body)["from_loopback"] == false);
}

TEST_CASE("a proxy elsewhere is believed when it was named, and is never this machine") {
  net::RequestHead head;
  head.fields = {{"Host", "localhost"}, {"X-Forwarded-For", "127.0.0.1, 203.0.113.7"}};
  const net::Peer stranger{"10.0.0.5", false, false}, named{"10.0.0.5", false, true};
  CHECK(net::caller_of(head, stranger).address == "10.0.0.5");
  CHECK(net::caller_of(head, named).address == "203.0.113.7");
  head.fields = {{"Host", "localhost"}};
  CHECK_FALSE(net::caller_of(head, named).is_loopback);
  CHECK(net::caller_of(head, {"127.0.0.1", true, true}).is_loopback);
}

TEST_CASE("an application that throws costs one request") {
  TestServer server;
  RawClient client(server.port());
  const RawResponse response = client.get("/api/throw");
  CHECK(response.status == 500);
  CHECK(response.body.find("thrown by the test") == std::string::npos);
  CHECK(client.get("/api/echo").status == 200);
}

TEST_CASE("a request that does not come to its end is dropped, an idle connection too") {
  TestServer server;
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\nHost: local");
  RawClient idle(server.port());
  CHECK(idle.get("/").status == 200);
  REQUIRE(eventually([&] { return server.connections() == 2; }));
  server.pass(std::chrono::seconds(20));
  CHECK(server.connections() == 2);
  server.pass(std::chrono::seconds(31));
  CHECK(slow.is_closed());
  CHECK(idle.is_closed());
  CHECK(eventually([&] { return server.connections() == 0; }));
}

TEST_CASE("going away closes what is idle") {
  TestServer server;
  RawClient idle(server.port());
  CHECK(idle.get("/").status == 200);
  server.close_all().get();
  CHECK(idle.is_closed());
}

}  // namespace palabre::test
