// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/hash.hpp"

#include <array>
#include <cstdint>

#include <sodium.h>

namespace palabre {
namespace {

template <std::size_t N>
std::string hex(const std::array<unsigned char, N>& bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(N * 2);
  for (const unsigned char byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string hash_of(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  std::array<unsigned char, 32> out{};
  crypto_generichash_init(&state, nullptr, 0, out.size());
  for (const std::string_view part : parts) {
    std::array<unsigned char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
      length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(part.size()) >> (8 * i));
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, bytes_of(part), part.size());
  }
  crypto_generichash_final(&state, out.data(), out.size());
  return hex(out);
}

std::string short_hash_of(std::string_view text) {
  std::array<unsigned char, 16> out{};
  crypto_generichash(out.data(), out.size(), bytes_of(text), text.size(), nullptr, 0);
  return hex(out);
}

}  // namespace palabre
