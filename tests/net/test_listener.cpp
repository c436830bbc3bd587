// SPDX-License-Identifier: AGPL-3.0-or-later
// Listening: addresses, a taken port, and a machine that is short of descriptors.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "net/raw_client.hpp"
#include "net/test_server.hpp"

namespace palabre::test {
namespace {

std::string sentence_of(const std::string& written) {
  const auto address = net::parse_address(written);
  return address ? "" : address.error().params["sentence"].get<std::string>();
}

// So few descriptors that no new one can be opened, as long as this lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const int next = dup(0);
    close(next);
    const rlimit none{static_cast<rlim_t>(next), before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("addresses are written HOST:PORT") {
  CHECK(net::parse_address("0.0.0.0:8080")->port == 8080);
  CHECK(net::parse_address(":80")->host == "0.0.0.0");
  CHECK(net::parse_address("[::1]:80")->host == "::1");
  CHECK(net::parse_address("localhost:0")->host == "localhost");
  for (const char* written : {"8080", "host:", "host:x", "host:70000", "::1:80", "host:-1", ""})
    CHECK(sentence_of(written).find("is not HOST:PORT") != std::string::npos);
}

TEST_CASE("a taken port is said in a sentence") {
  TestServer server;
  net::asio::io_context loop;
  const auto second = net::Listener::open(loop, {"127.0.0.1", server.port()});
  REQUIRE_FALSE(second);
  CHECK(second.error().params["sentence"].get<std::string>().find("is taken by another program") !=
        std::string::npos);
}

TEST_CASE("running out of descriptors delays new connections, and nothing else") {
  TestServer server;
  RawClient before(server.port());
  REQUIRE(before.get("/").status == 200);
  auto waiting = std::make_unique<RawClient>(server.port());
  REQUIRE(waiting->get("/").status == 200);
  {
    // The client's own descriptor is the last one.
    std::unique_ptr<RawClient> last;
    std::unique_ptr<NoDescriptors> none;
    server.on_loop([&] {
      last = std::make_unique<RawClient>(server.port());
      none = std::make_unique<NoDescriptors>();
    });
    CHECK(last->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    for (int i = 0; i < 50; ++i) CHECK(before.get("/").status == 200);
    CHECK(server.connections() == 2);
    none.reset();
    const auto answered = last->response();
    REQUIRE(answered);
    CHECK(answered->status == 200);
  }
}

TEST_CASE("a full server lets new connections wait until one goes") {
  TestServer server({}, 2);
  auto first = std::make_unique<RawClient>(server.port());
  auto second = std::make_unique<RawClient>(server.port());
  CHECK(first->get("/").status == 200);
  CHECK(second->get("/").status == 200);
  RawClient third(server.port());
  third.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(first->get("/").status == 200);
  // One more may have been accepted before the server noticed that it was full.
  CHECK(server.connections() <= 3);
  first.reset();
  second.reset();
  const auto answered = third.response();
  REQUIRE(answered);
  CHECK(answered->status == 200);
}

}  // namespace palabre::test
