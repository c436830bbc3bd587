// SPDX-License-Identifier: AGPL-3.0-or-later
// What one layer shows of one state, and the difference of two such descriptions.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/persistent_map.hpp"
#include "base/result.hpp"

namespace palabre {

/// What to merge into `before` to get `after` (RFC 7396); null stands for "gone".
Json merge_difference(const Json& before, const Json& after);

/// The same for any two values: what is no object is replaced whole.
Json changed_value(const Json& before, const Json& after);

/// The rows of one collection as one layer sees them.
class Rows {
 public:
  virtual ~Rows() = default;
  /// Adds to `out` what changed since `before` (null: since nothing), which must be of one type
  /// with this.
  virtual void difference(const Rows* before, Json& out) const = 0;
  virtual bool same_type(const Rows& other) const = 0;
};

template <class K, class V>
class RowsOf final : public Rows {
 public:
  using Row = Json (*)(const Json& gate, const K& key, const V& value);
  RowsOf(PersistentMap<K, V> map, Json gate, Row row)
      : map_(std::move(map)), gate_(std::move(gate)), row_(row) {}

  bool same_type(const Rows& other) const override {
    return dynamic_cast<const RowsOf*>(&other) != nullptr;
  }
  void difference(const Rows* before, Json& out) const override {
    const auto* was = dynamic_cast<const RowsOf*>(before);
    const PersistentMap<K, V> nothing;
    const bool all = was != nullptr && (was->gate_ != gate_ || was->row_ != row_);
    PersistentMap<K, V>::difference(
        was != nullptr ? was->map_ : nothing,
        map_,
        all,
        [&](const K& key, const V* old, const V* now) {
          const Json x = old != nullptr ? was->row_(was->gate_, key, *old) : Json();
          const Json y = now != nullptr ? row_(gate_, key, *now) : Json();
          if (x != y) out[written(key)] = changed_value(x, y);
        });
  }

 private:
  static std::string written(const K& key) {
    if constexpr (requires { key.str(); })
      return key.str();
    else
      return key;
  }
  PersistentMap<K, V> map_;
  Json gate_;
  Row row_;
};

/// One layer's description of one state: values, rows and sections by name. What is not written
/// here is not seen. No value is null; names match [a-z][a-z0-9_]*.
class Sections {
 public:
  void value(std::string name, Json value);
  /// `row(gate, key, value)` makes the row (null: not shown); everything a row shows depends only
  /// on these three. When the gate changes, every row is made anew.
  template <class K, class V>
  void rows(std::string name,
            const PersistentMap<K, V>& map,
            Json gate,
            Json (*row)(const Json&, const K&, const V&)) {
    rows_[std::move(name)] = std::make_unique<RowsOf<K, V>>(map, std::move(gate), row);
  }
  Sections& section(std::string name);

  /// What to merge into the view of `before` to get this one's; null `before`: the whole view.
  Json difference(const Sections* before) const;
  bool empty() const { return values_.empty() && rows_.empty() && sections_.empty(); }

 private:
  // What stood under `name`, whole; null: nothing did.
  Json whole(const std::string& name) const;
  // What to merge where `before` had something of another kind under this name.
  void replace(const Sections& before, const std::string& name, Json now, Json& out) const;
  void removed_since(const Sections& before, Json& out) const;

  std::map<std::string, Json> values_;
  std::map<std::string, std::unique_ptr<Rows>> rows_;
  std::map<std::string, Sections> sections_;
};

}  // namespace palabre
