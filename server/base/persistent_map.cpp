// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/persistent_map.hpp"

namespace palabre {
namespace {
thread_local std::uint64_t nodes = 0;
}  // namespace

std::uint64_t visited_nodes() { return nodes; }
void count_visited_node() { ++nodes; }

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mix_priority(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15ULL;
  bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebULL;
  return bits ^ (bits >> 31U);
}

// FNV-1a, then the mixer above.
std::uint64_t mix_priority(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix_priority(hash);
}

}  // namespace palabre
