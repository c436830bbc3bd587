// SPDX-License-Identifier: AGPL-3.0-or-later
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/shared.hpp"

using palabre::Shared;

TEST_CASE("a shared value is held once, and equal by what it is", "[base]") {
  const Shared<std::string> one(std::string("la halle"));
  const Shared<std::string> copy = one;
  const Shared<std::string> other(std::string("la halle"));
  CHECK(&*copy == &*one);
  CHECK(&*other != &*one);
  CHECK(copy == one);
  CHECK(other == one);
  CHECK_FALSE(Shared<std::string>(std::string("la cour")) == one);
  CHECK(one->size() == 8);
}

TEST_CASE("a shared value that nobody gave is empty, the same for all", "[base]") {
  const Shared<std::vector<int>> one;
  const Shared<std::vector<int>> other;
  CHECK(one->empty());
  CHECK(&*one == &*other);
}
