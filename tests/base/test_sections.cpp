// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/sections.hpp"
#include "base/types.hpp"

using namespace palabre;

namespace {

using Map = PersistentMap<ItemId, int>;

// Rows of several shapes: hidden, objects with fields that come and go, plain values.
Json open_row(const Json& gate, const ItemId&, const int& value) {
  if (value % 5 == 0) return {};
  Json row = {{"value", value}};
  if (gate == true) row["seen"] = {{"by", value % 3}, {"deep", {{"odd", value % 2 == 1}}}};
  if (value % 7 == 0) row["extra"] = Json::array({1, value});
  return row;
}
Json plain_row(const Json& gate, const ItemId&, const int& value) {
  if (gate == true && value % 2 == 0) return {{"even", value}};
  return value % 5 == 0 ? Json() : Json(value);
}
Json token_row(const Json&, const std::string& key, const int& value) {
  return {{"length", key.size()}, {"value", value}};
}

// One description, drawn from few enough choices that two of them often share a name.
struct Plan {
  std::vector<std::pair<int, int>> sets;  ///< of the map that rows show
  unsigned form = 0;                      ///< which names are there, and as what
  int number = 0;
};

void write(const Plan& plan, const Map& map, Sections& out, int depth = 0) {
  const bool gate = plan.form % 2 == 1;
  switch (plan.form / 2 % 6) {
    case 0: break;
    case 1: out.value("a", plan.number); break;
    case 2: out.value("a", {{"number", plan.number}, {"kept", true}}); break;
    case 3: out.rows("a", map, gate, &open_row); break;
    case 4: out.rows("a", map, gate, &plain_row); break;
    case 5: out.section("a").value("number", plan.number); break;
    default: break;
  }
  if (plan.form / 12 % 2 == 0) out.rows("items", map, gate, &open_row);
  if (plan.form / 24 % 2 == 0) out.value("list", Json::array({plan.number, 2}));
  if (plan.form / 48 % 2 == 0) {
    PersistentMap<std::string, int> tokens;
    tokens.set("t" + std::to_string(plan.number % 4), plan.number);
    out.rows("tokens", tokens, {}, &token_row);
  }
  if (depth < 2 && plan.form / 96 % 2 == 0) {
    Plan inner = plan;
    inner.form = plan.form / 7;
    write(inner, map, out.section("inner"), depth + 1);
  }
}

Map changed(Map map, const std::vector<std::pair<int, int>>& sets) {
  for (const auto& [key, value] : sets) {
    const ItemId id{static_cast<std::uint32_t>(1 + std::abs(key % 12))};
    if (value % 4 == 0)
      map.erase(id);
    else
      map.set(id, std::abs(value % 1000));
  }
  return map;
}

}  // namespace

TEST_CASE("the whole view is the patch from nothing; a patch on the old view gives the new one") {
  CHECK(rc::check([](const std::vector<std::pair<int, int>>& first,
                     const std::vector<std::pair<int, int>>& then,
                     unsigned form_before,
                     unsigned form_after,
                     bool same_form,
                     int number) {
    const Map map_before = changed({}, first);
    const Map map_after = changed(map_before, then);
    Sections before;
    Sections after;
    write({first, form_before, number}, map_before, before);
    write({then, same_form ? form_before : form_after, number / 2}, map_after, after);
    const Sections nothing;
    const Json whole_before = before.difference(nullptr);
    const Json whole_after = after.difference(nullptr);
    RC_ASSERT(whole_after == after.difference(&nothing));
    Json patched = whole_before;
    patched.merge_patch(after.difference(&before));
    RC_ASSERT(patched == whole_after);
    Json back = whole_after;
    back.merge_patch(before.difference(&after));
    RC_ASSERT(back == whole_before);
    RC_ASSERT(after.difference(&after).empty());
  }));
}

TEST_CASE("merge_difference is what RFC 7396 merges") {
  CHECK(rc::check(
      [](const std::map<std::string, int>& a, const std::map<std::string, int>& b, bool nested) {
        Json before(a);
        Json after(b);
        if (nested) {
          before["n"] = a;
          after["n"] = b;
          after["only"] = {{"deep", {{"x", 1}}}};
        }
        Json patched = before;
        patched.merge_patch(merge_difference(before, after));
        RC_ASSERT(patched == after);
        RC_ASSERT(merge_difference(after, after).empty());
      }));
}

TEST_CASE("a change of one row travels alone; a change of the gate makes every row anew") {
  Map map;
  map.set(ItemId{1}, 1);
  map.set(ItemId{2}, 2);
  Sections closed;
  closed.rows("items", map, false, &open_row);
  map.set(ItemId{2}, 3);
  Sections changed_row;
  changed_row.rows("items", map, false, &open_row);
  CHECK(changed_row.difference(&closed) == Json{{"items", {{"i2", {{"value", 3}}}}}});
  Sections revealed;
  revealed.rows("items", map, true, &open_row);
  const Json patch = revealed.difference(&changed_row);
  CHECK(patch["items"].size() == 2);
  CHECK_FALSE(patch["items"]["i1"].contains("value"));
  CHECK(changed_row.difference(&revealed)["items"]["i1"] == Json{{"seen", nullptr}});
}

TEST_CASE("what is no longer described is gone, and what is empty is there") {
  Sections before;
  before.value("gone", 1);
  before.section("part").value("x", 1);
  Sections after;
  after.section("part");
  after.rows("none", Map(), {}, &open_row);
  CHECK(after.difference(&before) ==
        Json{{"gone", nullptr}, {"part", {{"x", nullptr}}}, {"none", Json::object()}});
  CHECK(after.difference(nullptr) == Json{{"part", Json::object()}, {"none", Json::object()}});
  CHECK(Sections().empty());
  CHECK_FALSE(after.empty());
}
