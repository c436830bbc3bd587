// SPDX-License-Identifier: AGPL-3.0-or-later
// An immutable sorted map: copies cost O(1), updates O(log n), differences O(changes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "base/work_counter.hpp"

namespace palabre {

/// Mixes a key into a tree priority; fixed, so that every server builds the same tree.
std::uint64_t mix_priority(std::uint64_t bits);
std::uint64_t mix_priority(std::string_view bytes);

template <class K>
std::uint64_t priority_of(const K& key) {
  if constexpr (requires { std::uint64_t{key.n}; })
    return mix_priority(std::uint64_t{key.n});
  else if constexpr (requires { std::string_view(key); })
    return mix_priority(std::string_view(key));
  else
    return mix_priority(static_cast<std::uint64_t>(key));
}

/// A treap by path copying (priorities from the keys, so the shape depends on the content alone).
/// Values are shared between versions; nothing ever changes in place.
template <class K, class V>
class PersistentMap {
  // What the versions of a map share; a path that is copied copies none of it.
  struct Item {
    K key;
    std::uint64_t priority;
    V value;
  };
  using ItemPtr = std::shared_ptr<const Item>;
  struct Node;
  using Ptr = std::shared_ptr<const Node>;
  struct Node {
    ItemPtr item;
    std::size_t size;
    Ptr left, right;
    const K& key() const { return item->key; }
    const V* value() const { return &item->value; }
  };

 public:
  std::size_t size() const { return size_of(root_); }
  bool empty() const { return !root_; }
  bool contains(const K& key) const { return find(key) != nullptr; }

  /// The value under `key`, or null; valid as long as any version that holds it lives.
  const V* find(const K& key) const {
    const Node* at = root_.get();
    while (at != nullptr && at->key() != key)
      at = key < at->key() ? at->left.get() : at->right.get();
    return at == nullptr ? nullptr : at->value();
  }

  /// This map with `value` under `key`.
  [[nodiscard]] PersistentMap with(const K& key, V value) const {
    return PersistentMap(inserted(
        root_, std::make_shared<const Item>(Item{key, priority_of(key), std::move(value)})));
  }
  /// This map without `key`.
  [[nodiscard]] PersistentMap without(const K& key) const {
    return contains(key) ? PersistentMap(erased(root_, key)) : *this;
  }
  void set(const K& key, V value) { *this = with(key, std::move(value)); }
  void erase(const K& key) { *this = without(key); }

  /// Calls `visit(key, value)` in key order.
  template <class F>
  void each(F&& visit) const {
    each(root_, visit);
  }
  /// The `rank`-th key from 0 in key order, or null past the end.
  const K* key_at(std::size_t rank) const {
    const Node* at = root_.get();
    while (at != nullptr) {
      const std::size_t left = size_of(at->left);
      if (rank == left) return &at->key();
      if (rank < left) {
        at = at->left.get();
      } else {
        rank -= left + 1;
        at = at->right.get();
      }
    }
    return nullptr;
  }
  /// Calls `visit(key, value)` from the greatest key down, until it returns false.
  template <class F>
  void each_backward(F&& visit) const {
    each_backward(root_, visit);
  }

  /// Calls `visit(key, before or null, after or null)` in key order for each entry whose shared
  /// value differs (a value set anew counts as changed); with `all`, for equal ones too.
  template <class F>
  static void difference(const PersistentMap& before,
                         const PersistentMap& after,
                         bool all,
                         F&& visit) {
    difference(before.root_, after.root_, all, visit);
  }

  bool same_root(const PersistentMap& other) const { return root_ == other.root_; }
  bool operator==(const PersistentMap& other) const {
    bool equal = size() == other.size();
    if (equal)
      difference(*this, other, false, [&](const K&, const V* was, const V* is) {
        equal = equal && was != nullptr && is != nullptr && *was == *is;
      });
    return equal;
  }

 public:
  PersistentMap() = default;

 private:
  explicit PersistentMap(Ptr root) : root_(std::move(root)) {}

  static std::size_t size_of(const Ptr& t) { return t ? t->size : 0; }
  static bool above(const Item& a, const Item& b) {
    return a.priority != b.priority ? a.priority > b.priority : a.key < b.key;
  }
  static Ptr make(const ItemPtr& item, Ptr left, Ptr right) {
    const std::size_t size = 1 + size_of(left) + size_of(right);
    return std::make_shared<const Node>(Node{item, size, std::move(left), std::move(right)});
  }
  static Ptr joined(const Ptr& a, const Ptr& b) {
    if (!a) return b;
    if (!b) return a;
    return above(*a->item, *b->item) ? make(a->item, a->left, joined(a->right, b))
                                     : make(b->item, joined(a, b->left), b->right);
  }
  // Keys below `key` go to `low`, above it to `high`; `key` itself is dropped.
  static void split(const Ptr& t, const K& key, Ptr& low, Ptr& high) {
    if (!t) {
      low = high = nullptr;
    } else if (t->key() == key) {
      low = t->left;
      high = t->right;
    } else if (t->key() < key) {
      Ptr inner;
      split(t->right, key, inner, high);
      low = make(t->item, t->left, inner);
    } else {
      Ptr inner;
      split(t->left, key, low, inner);
      high = make(t->item, inner, t->right);
    }
  }
  static Ptr inserted(const Ptr& t, const ItemPtr& item) {
    if (!t) return make(item, nullptr, nullptr);
    if (t->key() == item->key) return make(item, t->left, t->right);
    if (above(*item, *t->item)) {
      Ptr low, high;
      split(t, item->key, low, high);
      return make(item, low, high);
    }
    return item->key < t->key() ? make(t->item, inserted(t->left, item), t->right)
                                : make(t->item, t->left, inserted(t->right, item));
  }
  static Ptr erased(const Ptr& t, const K& key) {
    if (t->key() == key) return joined(t->left, t->right);
    return key < t->key() ? make(t->item, erased(t->left, key), t->right)
                          : make(t->item, t->left, erased(t->right, key));
  }
  template <class F>
  static void each(const Ptr& t, F& visit) {
    if (!t) return;
    each(t->left, visit);
    visit(t->key(), *t->value());
    each(t->right, visit);
  }
  template <class F>
  static bool each_backward(const Ptr& t, F& visit) {
    if (!t) return true;
    return each_backward(t->right, visit) && visit(t->key(), *t->value()) &&
           each_backward(t->left, visit);
  }
  template <class F>
  static void difference(const Ptr& a, const Ptr& b, bool all, F& visit) {
    if (a == b && (!all || !a)) return;
    count_visited_node();
    if (!a || !b) {
      const Ptr& t = a ? a : b;
      difference(a ? t->left : Ptr(), b ? t->left : Ptr(), all, visit);
      visit(t->key(), a ? t->value() : nullptr, b ? t->value() : nullptr);
      difference(a ? t->right : Ptr(), b ? t->right : Ptr(), all, visit);
      return;
    }
    if (a->key() == b->key()) {
      difference(a->left, b->left, all, visit);
      if (all || a->item != b->item) visit(b->key(), a->value(), b->value());
      difference(a->right, b->right, all, visit);
      return;
    }
    Ptr low, high;
    if (above(*a->item, *b->item)) {
      split(b, a->key(), low, high);
      const V* same = nullptr;
      difference(a->left, low, all, visit);
      visit(a->key(), a->value(), same);
      difference(a->right, high, all, visit);
    } else {
      split(a, b->key(), low, high);
      const V* same = nullptr;
      difference(low, b->left, all, visit);
      visit(b->key(), same, b->value());
      difference(high, b->right, all, visit);
    }
  }

  Ptr root_;
};

}  // namespace palabre
