// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/hash.hpp"

using namespace palabre;

TEST_CASE("a hash is 64 lower-case digits and depends on every part and on where parts end") {
  const std::string empty = hash_of({});
  CHECK(empty.size() == 64);
  CHECK(empty.find_first_not_of("0123456789abcdef") == std::string::npos);
  // BLAKE2b-256 of nothing, as published implementations give it.
  CHECK(empty == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(hash_of({"ab", "c"}) != hash_of({"a", "bc"}));
  CHECK(hash_of({"a"}) != hash_of({"a", ""}));
  CHECK(hash_of({"a", "b"}) == hash_of({"a", "b"}));
}

TEST_CASE("hashes of different parts differ") {
  CHECK(rc::check([](const std::string& a, const std::string& b, const std::string& c) {
    RC_ASSERT((hash_of({a, b}) == hash_of({b, a})) == (a == b));
    RC_ASSERT((hash_of({a, b + c}) == hash_of({a + b, c})) == b.empty());
    RC_ASSERT((short_hash_of(a) == short_hash_of(b)) == (a == b));
  }));
}

TEST_CASE("a short hash is BLAKE2b-128") {
  CHECK(short_hash_of("").size() == 32);
  CHECK(short_hash_of("") == "cae66941d9efbd404e4d88758ea67670");
}
