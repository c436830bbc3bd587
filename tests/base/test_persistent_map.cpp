// SPDX-License-Identifier: AGPL-3.0-or-later
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/persistent_map.hpp"
#include "base/types.hpp"

using namespace palabre;

namespace {

// Keys with few priorities: many ties, which only the key decides.
struct Tied {
  std::uint64_t n = 0;  ///< the priority comes from here
  int k = 0;
  auto operator<=>(const Tied& other) const { return k <=> other.k; }
  bool operator==(const Tied& other) const { return k == other.k; }
};
Tied tied(int k) { return {static_cast<std::uint64_t>(k % 3), k}; }
SeatId seat_of(int k) { return SeatId{static_cast<std::uint32_t>(k)}; }
std::string text_of(int k) { return "key " + std::to_string(k); }

struct Act {
  int key = 0;
  std::optional<int> value;  ///< none: erase
};

std::vector<Act> acts_from(const std::vector<std::pair<int, int>>& raw) {
  std::vector<Act> acts;
  for (const auto& [key, value] : raw)
    acts.push_back({1 + std::abs(key % 40), value % 3 == 0 ? std::nullopt : std::optional(value)});
  return acts;
}

template <class K, class MakeKey>
struct Twin {
  PersistentMap<K, int> map;
  std::map<K, int> model;
  MakeKey key;
  void act(const Act& one) {
    if (one.value) {
      map.set(key(one.key), *one.value);
      model[key(one.key)] = *one.value;
    } else {
      map.erase(key(one.key));
      model.erase(key(one.key));
    }
  }
  void check() const {
    RC_ASSERT(map.size() == model.size());
    RC_ASSERT(map.empty() == model.empty());
    std::vector<std::pair<K, int>> forward;
    map.each([&](const K& k, int v) { forward.emplace_back(k, v); });
    RC_ASSERT((forward == std::vector<std::pair<K, int>>(model.begin(), model.end())));
    std::vector<std::pair<K, int>> backward;
    map.each_backward([&](const K& k, int v) {
      backward.emplace_back(k, v);
      return backward.size() < 5;
    });
    auto last = model.rbegin();
    for (const auto& [k, v] : backward) {
      RC_ASSERT((k == last->first && v == last->second));
      ++last;
    }
    RC_ASSERT(backward.size() == std::min<std::size_t>(5, model.size()));
    std::size_t rank = 0;
    for (const auto& [k, v] : model) {
      RC_ASSERT(*map.key_at(rank++) == k);
      RC_ASSERT(*map.find(k) == v);
    }
    RC_ASSERT(map.key_at(rank) == nullptr);
    for (int k = 0; k <= 41; ++k) RC_ASSERT(map.contains(key(k)) == model.contains(key(k)));
  }
};

template <class K, class MakeKey>
void difference_is_exact(const Twin<K, MakeKey>& before, const Twin<K, MakeKey>& after, bool all) {
  std::map<K, std::pair<std::optional<int>, std::optional<int>>> seen;
  std::optional<K> last;
  PersistentMap<K, int>::difference(
      before.map, after.map, all, [&](const K& key, const int* was, const int* is) {
        RC_ASSERT((!last || *last < key));
        last = key;
        seen[key] = {was == nullptr ? std::nullopt : std::optional(*was),
                     is == nullptr ? std::nullopt : std::optional(*is)};
      });
  std::map<K, std::pair<std::optional<int>, std::optional<int>>> both;
  for (const auto& [key, value] : before.model) both[key].first = value;
  for (const auto& [key, value] : after.model) both[key].second = value;
  for (const auto& [key, change] : both) {
    const auto at = seen.find(key);
    if (change.first != change.second || all) {
      RC_ASSERT(at != seen.end());
      RC_ASSERT((at->second == change));
    } else if (at != seen.end()) {
      RC_ASSERT((at->second == change));  // set anew to the same value: may be visited, truly
    }
  }
  for (const auto& [key, change] : seen) RC_ASSERT(both.contains(key));
}

template <class K, class MakeKey>
bool holds_for(MakeKey key) {
  return rc::check([key](const std::vector<std::pair<int, int>>& first,
                         const std::vector<std::pair<int, int>>& then,
                         const std::vector<std::pair<int, int>>& elsewhere,
                         bool all) {
    Twin<K, MakeKey> before{{}, {}, key};
    for (const Act& act : acts_from(first)) before.act(act);
    before.check();
    Twin<K, MakeKey> after = before;
    for (const Act& act : acts_from(then)) after.act(act);
    after.check();
    before.check();  // nothing changed in place
    difference_is_exact(before, after, all);
    difference_is_exact(after, before, all);
    Twin<K, MakeKey> other{{}, {}, key};
    for (const Act& act : acts_from(elsewhere)) other.act(act);
    difference_is_exact(before, other, all);
    RC_ASSERT((before.map == other.map) == (before.model == other.model));
    RC_ASSERT((before.map == after.map) == (before.model == after.model));
  });
}

}  // namespace

TEST_CASE("a persistent map says what a std::map says, and its difference is exact: ids") {
  CHECK(holds_for<SeatId>(&seat_of));
}
TEST_CASE("a persistent map says what a std::map says, and its difference is exact: texts") {
  CHECK(holds_for<std::string>(&text_of));
}
TEST_CASE("a persistent map says what a std::map says, and its difference is exact: ties") {
  CHECK(holds_for<Tied>(&tied));
}

TEST_CASE("the shape depends on the content alone, whatever the way to it") {
  CHECK(rc::check([](std::vector<int> keys) {
    for (int& key : keys) key = 1 + std::abs(key % 100);
    PersistentMap<SeatId, int> forward;
    PersistentMap<SeatId, int> backward;
    for (std::size_t i = 0; i < keys.size(); ++i) forward.set(seat_of(keys[i]), keys[i]);
    for (std::size_t i = keys.size(); i > 0; --i) backward.set(seat_of(keys[i - 1]), keys[i - 1]);
    backward.set(seat_of(500), 0);
    backward.erase(seat_of(500));
    RC_ASSERT(forward == backward);
    const std::uint64_t before = visited_nodes();
    PersistentMap<SeatId, int>::difference(
        forward, backward, false, [](const SeatId&, const int*, const int*) {});
    RC_ASSERT(visited_nodes() - before <= forward.size());
  }));
}

TEST_CASE("a difference costs what changed, not what there is") {
  const auto cost = [](int size) {
    PersistentMap<SeatId, int> before;
    for (int i = 1; i <= size; ++i) before.set(seat_of(i), i);
    const PersistentMap<SeatId, int> after = before.with(seat_of(size / 2), -1);
    const std::uint64_t start = visited_nodes();
    int seen = 0;
    PersistentMap<SeatId, int>::difference(
        before, after, false, [&](const SeatId&, const int*, const int*) { ++seen; });
    CHECK(seen == 1);
    return visited_nodes() - start;
  };
  CHECK(cost(100) < 40);
  CHECK(cost(10'000) < 80);
}

TEST_CASE("what a version holds lives as long as the version") {
  PersistentMap<SeatId, std::string> map;
  map.set(seat_of(1), "un");
  const PersistentMap<SeatId, std::string> kept = map;
  map.set(seat_of(1), "deux");
  map.erase(seat_of(1));
  map.erase(seat_of(7));
  CHECK(map.empty());
  CHECK(*kept.find(seat_of(1)) == "un");
  CHECK(kept.same_root(kept));
  CHECK_FALSE(kept.same_root(map));
}
