// SPDX-License-Identifier: AGPL-3.0-or-later
// Chance that is handed in: the core draws nothing by itself, and what is drawn goes into events.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace palabre {

/// A deterministic stream (SplitMix64) from a seed that the caller drew freshly for each turn;
/// tests and the simulation seed it by hand. Not for secrets.
class Random {
 public:
  using Seed = std::array<unsigned char, 32>;
  explicit Random(const Seed& seed) : seed_(seed) {}
  /// For tests and the simulation: a seed that people can type.
  explicit Random(std::uint64_t seed);

  std::uint64_t next();
  /// A whole number in [0, bound), without bias; `bound` ≥ 1.
  std::uint64_t below(std::uint64_t bound);
  /// Fisher–Yates; the same order on every platform for the same seed.
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }
  /// `bytes` random bytes as lower-case hexadecimal.
  std::string hex(std::size_t bytes);

 private:
  void refill();

  Seed seed_;
  std::uint64_t block_ = 0;
  std::array<unsigned char, 512> ready_{};
  std::size_t used_ = sizeof(ready_);
};

}  // namespace palabre
