// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/random.hpp"

#include <sodium.h>

namespace palabre {

Random::Random(std::uint64_t seed) : seed_{} {
  for (std::size_t i = 0; i < 8; ++i) seed_[i] = static_cast<unsigned char>(seed >> (8 * i));
}

void Random::refill() {
  std::array<unsigned char, crypto_stream_chacha20_NONCEBYTES> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[i] = static_cast<unsigned char>(block_ >> (8 * i));
  crypto_stream_chacha20(ready_.data(), ready_.size(), nonce.data(), seed_.data());
  ++block_;
  used_ = 0;
}

std::uint64_t Random::next() {
  if (used_ == ready_.size()) refill();
  std::uint64_t drawn = 0;
  for (std::size_t i = 0; i < 8; ++i)
    drawn |= static_cast<std::uint64_t>(ready_[used_ + i]) << (8 * i);
  used_ += 8;
  return drawn;
}

std::uint64_t Random::below(std::uint64_t bound) {
  const std::uint64_t unfair = (0 - bound) % bound;  // 2^64 mod bound
  std::uint64_t drawn = next();
  while (drawn < unfair) drawn = next();
  return drawn % bound;
}

std::string Random::hex(std::size_t bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes * 2);
  while (out.size() < bytes * 2) {
    std::uint64_t drawn = next();
    for (int i = 0; i < 16 && out.size() < bytes * 2; ++i, drawn >>= 4U) out += digits[drawn & 15U];
  }
  return out;
}

}  // namespace palabre
