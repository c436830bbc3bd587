// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "redis/address.hpp"

namespace palabre::redis {

TEST_CASE("an address of Redis is read whole", "[redis]") {
  const Address plain = parse_address("redis://hall.example").value();
  CHECK(plain == Address{"hall.example", 6379, "", "", 0, false});
  CHECK(plain.shown() == "redis://hall.example:6379/0");

  const Address all = parse_address("rediss://awa:p%40ss%2Fword@[::1]:7000/3").value();
  CHECK(all == Address{"::1", 7000, "awa", "p@ss/word", 3, true});
  CHECK(all.shown() == "rediss://[::1]:7000/3");

  CHECK(parse_address("redis://:secret@10.0.0.1/").value() ==
        Address{"10.0.0.1", 6379, "", "secret", 0, false});
}

TEST_CASE("what is no address of Redis is refused in one sentence, without the password",
          "[redis]") {
  for (const char* const written : {"",
                                    "hall.example:6379",
                                    "http://hall.example",
                                    "redis://",
                                    "redis://:secret@",
                                    "redis://secret@hall",
                                    "redis://a:%4@hall",
                                    "redis://a:%zz@hall",
                                    "redis://hall:0",
                                    "redis://hall:65536",
                                    "redis://hall:",
                                    "redis://hall:6379x",
                                    "redis://[::1",
                                    "redis://hall/x",
                                    "redis://hall/-1",
                                    "redis://:secret@ha ll"}) {
    CAPTURE(written);
    const auto address = parse_address(written);
    REQUIRE_FALSE(address);
    CHECK(address.error().code == "bad_address");
    const auto sentence = address.error().params["sentence"].get<std::string>();
    CHECK(sentence.find("redis://[user:password@]host:port[/db]") != std::string::npos);
    CHECK(sentence.find("secret") == std::string::npos);
  }
}

}  // namespace palabre::redis
