// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/sort/sort.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

using Ids = std::vector<std::string>;

Json group(Ids items) { return {{"type", "group"}, {"items", std::move(items)}}; }
Json move(Ids items, const std::string& to) {
  return {{"type", "move"}, {"items", std::move(items)}, {"to", to}};
}
Json alone(Ids items) { return {{"type", "alone"}, {"items", std::move(items)}}; }
Json copy(const std::string& item, const std::string& to) {
  return {{"type", "copy"}, {"item", item}, {"to", to}};
}
Json call(const std::string& id, const std::string& text) {
  return {{"type", "name"}, {"group", id}, {"text", text}};
}
Json cards(int last) { return {{"cards", {1, last}}}; }

Bench sorting(int last = 6) {
  Bench bench(activities::sort::kind(), {{"of", "ideas"}}, 3);
  bench.refs["ideas"] = cards(last);
  bench.begin();
  return bench;
}
Json card(const Bench& bench, const char* id) { return bench.room()["cards"][id]["groups"]; }

}  // namespace

TEST_CASE("cards are grouped, moved and set apart by anybody, and empty groups vanish") {
  Bench bench = sorting();
  CHECK(bench.room()["of"] == "ideas");
  CHECK(bench.room()["total"] == 6);
  CHECK(bench.missing("ungrouped") == 6);
  CHECK(bench.as(seat(1), group({"i1", "i2"})) == accepted);
  CHECK(bench.as(seat(2), group({"i3"})) == accepted);
  CHECK(bench.room()["groups"] == Json{{"g1", {{"n", 2}}}, {"g2", {{"n", 1}}}});
  CHECK(bench.room()["ungrouped"] == 3);
  CHECK(bench.as(seat(3), move({"i3", "i4"}, "g1")) == accepted);
  CHECK(bench.room()["groups"] == Json{{"g1", {{"n", 4}}}});
  CHECK(card(bench, "i3") == Json{"g1"});
  CHECK(bench.as(seat(3), move({"i3", "i4"}, "g1")) == "already_done");
  CHECK(bench.as(seat(3), move({"i3"}, "g2")) == "no_such_group");
  CHECK(bench.as(seat(3), move({"i7"}, "g1")) == "no_such_item");
  CHECK(bench.as(seat(2), alone({"i1", "i5"})) == accepted);
  CHECK_FALSE(bench.room()["cards"].contains("i1"));
  CHECK(bench.as(seat(2), alone({"i1"})) == "already_done");
  CHECK(bench.as(seat(2), group({"i1"})) == accepted);
  CHECK(bench.room()["groups"].contains("g3"));  // an id is never used again
  CHECK(bench.output()["items"] == Json{"g1", "g3"});
  CHECK(bench.missing("ungrouped") == 2);
  CHECK_FALSE(bench.settled());
  bench.check_replay();
}

TEST_CASE("a card that fits two groups is shown in both, in three at most") {
  Bench bench = sorting();
  for (const char* item : {"i1", "i2", "i3", "i4"})
    CHECK(bench.as(seat(1), group({item})) == accepted);
  CHECK(bench.as(seat(2), copy("i1", "g1")) == "already_done");
  CHECK(bench.as(seat(2), copy("i1", "g3")) == accepted);
  CHECK(bench.as(seat(2), copy("i1", "g2")) == accepted);
  CHECK(card(bench, "i1") == Json{"g1", "g2", "g3"});
  CHECK(bench.room()["groups"]["g3"]["n"] == 2);
  CHECK(bench.as(seat(2), copy("i1", "g4")) == "too_many");
  CHECK(bench.refusal().params == Json{{"max", 3}});
  CHECK(bench.as(seat(3), move({"i1"}, "g4")) == accepted);
  CHECK(card(bench, "i1") == Json{"g4"});
  CHECK_FALSE(bench.room()["groups"].contains("g1"));
  CHECK(bench.as(seat(3), copy("i5", "g4")) == accepted);  // a loner that fits one
  CHECK(card(bench, "i5") == Json{"g4"});
}

TEST_CASE("groups are named, by whom is seen, and their names can be quoted") {
  Bench bench = sorting();
  CHECK(bench.as(seat(1), group({"i1", "i2"})) == accepted);
  CHECK(bench.missing("groups_unnamed") == 1);
  CHECK(bench.activity().word("g1") == nullptr);
  CHECK(bench.as(seat(3), call("g1", "Se retrouver"), seat(2)) == accepted);
  CHECK(bench.missing("groups_unnamed") == 0);
  CHECK(bench.room()["groups"]["g1"] ==
        Json{{"n", 2}, {"name", "Se retrouver"}, {"by", "s3"}, {"entered_by", "s2"}});
  CHECK(bench.activity().word("g1")->value == "Se retrouver");
  CHECK(bench.activity().word("i1") == nullptr);
  CHECK(bench.as(seat(1), call("g9", "Rien")) == "no_such_group");
  CHECK(bench.as(seat(1), call("g1", "Ensemble")) == accepted);
  CHECK(bench.missing("groups_unnamed") == 0);
  CHECK(bench.output()["versions"]["g1"] == 5);  // two cards came, two names, and it was made
  CHECK(bench.as(seat(1), alone({"i1", "i2"})) == accepted);
  CHECK(bench.missing("groups_unnamed") == 0);
}

TEST_CASE("it is calm once nobody has moved a card for a while; naming does not break the calm") {
  Bench bench = sorting();
  CHECK(bench.missing("still_moving") == 1);
  bench.wait(19'000);
  CHECK(bench.as(seat(1), group({"i1"})) == accepted);
  bench.wait(19'000);
  CHECK(bench.room()["calm"] == false);
  bench.wait(1'000);
  CHECK(bench.room()["calm"] == true);
  CHECK(bench.missing("still_moving") == 0);
  CHECK(bench.as(seat(1), call("g1", "Se retrouver")) == accepted);
  CHECK(bench.room()["calm"] == true);
  CHECK(bench.as(seat(2), move({"i2"}, "g1")) == accepted);
  CHECK(bench.room()["calm"] == false);
  bench.check_replay();
}

TEST_CASE("[K-1] no card is lost: what is withdrawn leaves, what comes lies alone") {
  Bench bench = sorting(3);
  CHECK(bench.as(seat(1), group({"i1"})) == accepted);
  CHECK(bench.as(seat(1), group({"i2", "i3"})) == accepted);
  bench.refer("ideas", {{"cards", {2, 5}}});
  CHECK(bench.room()["total"] == 4);
  CHECK(bench.room()["ungrouped"] == 2);
  CHECK_FALSE(bench.room()["groups"].contains("g1"));
  CHECK(bench.as(seat(1), group({"i1"})) == "no_such_item");
  CHECK(bench.as(seat(1), move({"i5"}, "g2")) == accepted);
  bench.refer("ideas", Json::object());  // another palabre's idea of what an output is
  CHECK(bench.room()["total"] == 0);
  CHECK(bench.room()["groups"] == Json::object());
  bench.check_replay();
}

TEST_CASE("without a card nothing is missing") {
  Bench bench = sorting(0);
  CHECK(bench.progress().missing.empty());
}

TEST_CASE("the minutes tell each group, its name and its ideas, and nobody's hand") {
  Bench bench = sorting(3);
  CHECK(bench.as(seat(1), group({"i1", "i2"})) == accepted);
  CHECK(bench.minute_codes() == std::vector<std::string>{"sort_group_unnamed", "sort_ungrouped"});
  CHECK(bench.as(seat(2), call("g1", "Se retrouver")) == accepted);
  CHECK(bench.minutes("sort_group")[0] ==
        Json{{"count", 2},
             {"text", "Se retrouver"},
             {"items", {{{"of", "ideas"}, {"id", "i1"}}, {{"of", "ideas"}, {"id", "i2"}}}}});
  CHECK(bench.minutes("sort_ungrouped")[0] == Json{{"count", 1}});
}

TEST_CASE("a seat that is aside moves nothing, and there are 64 groups at most") {
  Bench bench = sorting(70);
  bench.mark(seat(2), Attendance::aside);
  CHECK(bench.as(seat(2), group({"i1"})) == "not_counted");
  for (int n = 1; n <= 64; ++n)
    CHECK(bench.as(seat(1), group({"i" + std::to_string(n)})) == accepted);
  CHECK(bench.as(seat(1), group({"i65"})) == "too_many");
  CHECK(bench.room()["groups_max"] == 64);
  CHECK(bench.as(seat(1), group({})) == "bad_field");
}

TEST_CASE("whatever hands do, every card lies somewhere, and counts are what the rows say") {
  CHECK(rc::check([](const std::vector<Move>& moves) {
    Bench bench = sorting();
    bench.watch = [&](const AnyActivity&, const AnyActivity&) {
      const Json room = bench.room();
      std::map<std::string, std::size_t> held;
      for (const auto& [id, one] : room["cards"].items()) {
        RC_ASSERT(one["groups"].size() >= 1 && one["groups"].size() <= 3);
        for (const Json& in : one["groups"]) ++held[in.get<std::string>()];
      }
      RC_ASSERT(held.size() == room["groups"].size());
      std::size_t unnamed = 0;
      for (const auto& [id, one] : room["groups"].items()) {
        RC_ASSERT(one["n"] == held[id]);
        unnamed += one.contains("name") ? 0 : 1;
      }
      RC_ASSERT(bench.missing("groups_unnamed") == unnamed);
      RC_ASSERT(room["ungrouped"].get<std::size_t>() + room["cards"].size() == room["total"]);
    };
    for (const Move& one : moves) {
      bench.stumble(one);
      if (one.how % 16 == 5) bench.refer("ideas", {{"cards", {1 + one.who % 3, 4 + one.who % 4}}});
    }
    bench.check_replay();
  }));
}

TEST_CASE("two thousand ideas cost an event no more than a few") {
  Bench bench = sorting(2'000);
  CHECK(bench.as(seat(1), group({"i1", "i2000"})) == accepted);
  CHECK(bench.room()["ungrouped"] == 1'998);
  CHECK(bench.log().front().facts["ranges"] == Json{1, 2'000});
  CHECK(bench.as(seat(1), group({"i2001"})) == "no_such_item");
}
