// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/entropy.hpp"

#include <sodium.h>

#include "base/check.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t secret_bytes = 16;

}  // namespace

Entropy system_entropy() {
  PALABRE_CHECK(sodium_init() >= 0);
  return [] {
    Random::Seed seed{};
    randombytes_buf(seed.data(), seed.size());
    return seed;
  };
}

std::string draw_secret(const Entropy& entropy) {
  const Random::Seed seed = entropy();
  std::string hex(secret_bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), seed.data(), secret_bytes);
  hex.pop_back();
  return hex;
}

}  // namespace palabre::app
