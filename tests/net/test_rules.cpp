// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules that need no socket.
#include <catch2/catch.hpp>

#include "net/http_rules.hpp"
#include "net/socket.hpp"
#include "net/static_files.hpp"
#include "net/token_bucket.hpp"
#include "support/temporary_folder.hpp"

namespace palabre::test {

TEST_CASE("names of this machine, and names that only look so") {
  for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:80", "[::1]:80"})
    CHECK(net::names_loopback(host));
  for (const char* host : {"127.evil.example", "localhost.evil.example", "10.0.0.1", "", "evil"})
    CHECK_FALSE(net::names_loopback(host));
}

TEST_CASE("own origins") {
  const net::HttpRules rules{"palabre.example:8443", net::HttpRules::Metrics::off};
  CHECK(net::is_own_origin("http://Hall.local:8080", "hall.local:8080", rules));
  CHECK(net::is_own_origin("https://palabre.example:8443", "127.0.0.1:8080", rules));
  CHECK_FALSE(net::is_own_origin("https://palabre.example", "127.0.0.1:8080", rules));
  CHECK_FALSE(net::is_own_origin("file://hall.local:8080", "hall.local:8080", rules));
  CHECK_FALSE(net::is_own_origin("hall.local:8080", "hall.local:8080", rules));
  CHECK_FALSE(net::is_own_origin("http://hall.local", "", {}));
  CHECK_FALSE(net::is_own_origin("http://", "hall", {}));
}

TEST_CASE("an address, and addresses that begin alike") {
  const auto holds = [](const char* network, const char* address) {
    return net::Network::parse(network)->contains(net::asio::ip::make_address(address));
  };
  CHECK(holds("10.0.0.5", "10.0.0.5"));
  CHECK_FALSE(holds("10.0.0.5", "10.0.0.6"));
  CHECK(holds("10.0.0.9/24", "10.0.0.200"));
  CHECK_FALSE(holds("10.0.0.0/24", "10.0.1.1"));
  CHECK(holds("fd00::/8", "fd12::1"));
  CHECK(holds("::1", "::1"));
  CHECK_FALSE(holds("fd00::/8", "10.0.0.5"));
  CHECK_FALSE(holds("0.0.0.0/0", "fd12::1"));
  for (const char* none : {"", "proxy", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "fd00::/129", "/8"})
    CHECK_FALSE(net::Network::parse(none));
}

TEST_CASE("a host that is none gets into no header") {
  CHECK(net::content_security_policy("a; script-src *").find("script-src *") == std::string::npos);
}

TEST_CASE("encodings that a browser takes") {
  CHECK(net::accepts_encoding("gzip, deflate, br", "br"));
  CHECK(net::accepts_encoding("br;q=0.5", "br"));
  CHECK(net::accepts_encoding("gzip , br ; q=1.0", "br"));
  CHECK_FALSE(net::accepts_encoding("gzip, br;q=0", "br"));
  CHECK_FALSE(net::accepts_encoding("br;q=0.000", "br"));
  CHECK_FALSE(net::accepts_encoding("brotli", "br"));
  CHECK_FALSE(net::accepts_encoding("", "gzip"));
}

TEST_CASE("tags that match") {
  CHECK(net::matches_etag("\"a\", W/\"b\"", "\"b\""));
  CHECK(net::matches_etag("*", "\"b\""));
  CHECK_FALSE(net::matches_etag("\"bb\"", "\"b\""));
  CHECK_FALSE(net::matches_etag("", "\"b\""));
}

TEST_CASE("pages from a folder") {
  TemporaryFolder folder;
  CHECK_FALSE(net::StaticFiles::read_folder(folder.path()));
  CHECK_FALSE(net::StaticFiles::read_folder(folder / "missing"));
  folder.write("index.html", "page");
  folder.write("assets/a.css", "style");
  const auto files = net::StaticFiles::read_folder(folder.path());
  REQUIRE(files);
  app::HttpRequest request;
  request.path = "/assets/a.css";
  const auto found = files->find(request);
  REQUIRE(found);
  CHECK(*found->body == "style");
  CHECK(found->content_type == "text/css; charset=utf-8");
}

TEST_CASE("a bucket gives what is in it, and fills with time") {
  net::TokenBucket::TimePoint now{};
  net::TokenBucket bucket(3, 2, now);
  for (int i = 0; i < 3; ++i) CHECK(bucket.take(now));
  CHECK_FALSE(bucket.take(now));
  now += std::chrono::milliseconds(499);
  CHECK_FALSE(bucket.take(now));
  now += std::chrono::milliseconds(1);
  CHECK(bucket.take(now));
  CHECK_FALSE(bucket.take(now));
  now += std::chrono::hours(1);
  for (int i = 0; i < 3; ++i) CHECK(bucket.take(now));
  CHECK_FALSE(bucket.take(now));
}

}  // namespace palabre::test
