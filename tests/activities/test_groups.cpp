// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "activities/groups/groups.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;
namespace groups = palabre::activities::groups;

namespace {

Bench groups_of(int size, std::uint32_t seats, Json input = Json::object()) {
  input["size"] = size;
  Bench bench(groups::kind(), std::move(input), seats);
  bench.begin();
  return bench;
}

const Json pass = {{"type", "pass"}};
Json share(const std::string& text) { return {{"type", "share"}, {"text", text}}; }
Json move(unsigned who, const std::string& to) {
  return {{"type", "move"}, {"seat", seat(who).str()}, {"to", to}};
}

std::string group_of(const Bench& bench, unsigned who) { return bench.own(seat(who))["group"]; }
Json members(const Bench& bench, const std::string& group) {
  return bench.room()["groups"][group]["seats"];
}
/// Some seat of that group, and the others in it.
unsigned someone(const Bench& bench, const std::string& group) {
  return SeatId::parse(members(bench, group)[0].get<std::string>())->n;
}

std::vector<std::size_t> sizes(const groups::Members& all) {
  std::vector<std::size_t> found;
  for (const auto& group : all) found.push_back(group.size());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<SeatId> seats_up_to(std::uint32_t n) {
  std::vector<SeatId> seats;
  for (std::uint32_t i = 1; i <= n; ++i) seats.push_back(seat(i));
  return seats;
}

using Sizes = std::vector<std::size_t>;

}  // namespace

TEST_CASE("pairs, one of three when the number is odd; fours, one of five, or a three") {
  Random random(1);
  const auto of = [&](std::uint32_t seats, std::size_t size) {
    return sizes(groups::drawn(seats_up_to(seats), size, random));
  };
  CHECK(of(0, 2).empty());
  CHECK(of(1, 2) == Sizes{1});
  CHECK(of(3, 2) == Sizes{3});
  CHECK(of(6, 2) == Sizes{2, 2, 2});
  CHECK(of(7, 2) == Sizes{2, 2, 3});
  CHECK(of(9, 4) == Sizes{4, 5});
  CHECK(of(7, 4) == Sizes{3, 4});
  CHECK(of(11, 4) == Sizes{3, 4, 4});
  CHECK(of(15, 8) == Sizes{7, 8});
}

TEST_CASE("fours are unions of two pairs; nobody is left over") {
  Random random(2);
  const auto of = [&](std::uint32_t seats) {
    return sizes(groups::united(groups::drawn(seats_up_to(seats), 2, random), random));
  };
  CHECK(of(2) == Sizes{2});
  CHECK(of(4) == Sizes{4});
  CHECK(of(5) == Sizes{5});
  CHECK(of(6) == Sizes{6});
  CHECK(of(7) == Sizes{3, 4});
  CHECK(of(8) == Sizes{4, 4});
  CHECK(of(9) == Sizes{4, 5});
  CHECK(of(10) == Sizes{4, 6});
  CHECK(of(11) == Sizes{3, 4, 4});
  CHECK(rc::check("unions", [](std::uint64_t seed, std::uint32_t much) {
    Random chance(seed);
    const auto pairs = groups::drawn(seats_up_to(1 + much % 60), 2, chance);
    const auto fours = groups::united(pairs, chance);
    std::set<SeatId> seen;
    for (const auto& four : fours) {
      RC_ASSERT(four.size() <= 6);
      for (const SeatId who : four) RC_ASSERT(seen.insert(who).second);
      for (const auto& pair : pairs) {
        const auto inside = std::count_if(pair.begin(), pair.end(), [&](SeatId who) {
          return std::find(four.begin(), four.end(), who) != four.end();
        });
        RC_ASSERT((inside == 0 || std::cmp_equal(inside, pair.size())));
      }
    }
    RC_ASSERT(seen.size() == 1 + much % 60);
    if (pairs.size() > 1)
      for (const auto& four : fours) RC_ASSERT(four.size() >= 3);
  }));
}

TEST_CASE("groups are written so that they can be read again, and nonsense is left out") {
  const groups::Members three = {{seat(1), seat(36)}, {seat(10'000)}, {seat(46'655)}};
  CHECK(groups::packed(three) == "001010.7ps.zzz");
  CHECK(groups::unpacked(groups::packed(three)) == three);
  CHECK(groups::unpacked("").empty());
  CHECK(groups::unpacked("..001..002001.0").size() == 2);
  CHECK(groups::unpacked("001?02") == groups::Members{{seat(1)}});
  CHECK(groups::unpacked("000001") == groups::Members{{seat(1)}});
}

TEST_CASE("everybody sees the groups; each finds the own one and the others in it") {
  Bench bench = groups_of(2, 5);
  const Json room = bench.room();
  CHECK(room["count"] == 2);
  CHECK(room["total"] == 5);
  CHECK(room["size"] == 2);
  std::set<std::string> seen;
  for (unsigned n = 1; n <= 5; ++n) {
    const Json own = bench.own(seat(n));
    const Json all = members(bench, own["group"]);
    CHECK(std::count(all.begin(), all.end(), seat(n).str()) == 1);
    CHECK(own["seats"].size() == all.size() - 1);
    CHECK(own["may_share"] == true);
    CHECK(bench.activity().named(own_layer(seat(n))).size() == all.size() - 1);
  }
  CHECK(bench.output()["members"].size() == 2);
  bench.check_replay();
}

TEST_CASE("chance is fresh: what was drawn stands in the log, and another draw differs") {
  Bench bench = groups_of(2, 12);
  CHECK(bench.log()[0].type == "groups_drawn/1");
  CHECK(groups::unpacked(bench.log()[0].facts["members"].get<std::string>()).size() == 6);
  Random one(1), two(2);
  CHECK(groups::drawn(seats_up_to(12), 2, one) != groups::drawn(seats_up_to(12), 2, two));
}

TEST_CASE("fours of pairs keep the pairs together; who joined in between is taken in") {
  Bench pairs = groups_of(2, 8, {{"share", false}});
  CHECK(pairs.room().contains("items") == false);
  CHECK(pairs.as(seat(1), share("trop tôt")) == "not_open");
  CHECK(pairs.progress().missing.empty());
  Bench fours(groups::kind(), {{"size", 4}, {"of", "pairs"}}, 9);
  fours.refs["pairs"] = pairs.output();
  fours.begin();
  CHECK(fours.room()["count"] == 2);
  CHECK(fours.room()["total"] == 9);
  const Json output = pairs.output();
  for (const Json& pair : output["members"])
    CHECK(group_of(fours, SeatId::parse(pair[0].get<std::string>())->n) ==
          group_of(fours, SeatId::parse(pair[1].get<std::string>())->n));
  fours.check_replay();
  Bench without(groups::kind(), {{"size", 4}, {"of", "nothing"}}, 8);
  without.begin();
  CHECK(without.room()["count"] == 2);
}

TEST_CASE("each group is heard once before any is heard twice") {
  Bench bench = groups_of(2, 6);
  const unsigned a = someone(bench, "g1"), b = someone(bench, "g2"), c = someone(bench, "g3");
  CHECK(bench.missing("groups_not_heard") == 3);
  CHECK(bench.missing_seats("groups_not_heard").size() == 3);
  CHECK(bench.as(seat(a), share("une idée")) == accepted);
  CHECK(bench.as(seat(a), share("encore une")) == "others_first");
  CHECK(bench.own(seat(a))["may_share"] == false);
  CHECK(bench.own(seat(b))["may_share"] == true);
  CHECK(bench.as(seat(b), share("une autre")) == accepted);
  CHECK(bench.as(seat(b), share("et puis")) == "others_first");
  CHECK(bench.room()["shared"] == 2);
  CHECK(bench.as(seat(c), pass) == accepted);
  CHECK(bench.as(seat(c), pass) == "already_done");
  CHECK(bench.progress().missing.empty());
  CHECK(bench.room()["shared"] == 3);
  CHECK(bench.room()["groups"]["g3"]["passed"] == true);
  // The second turn: whoever has passed is not awaited, and may speak after all.
  CHECK(bench.as(seat(b), share("deuxième")) == accepted);
  CHECK(bench.as(seat(b), share("troisième")) == "others_first");
  CHECK(bench.as(seat(c), share("finalement")) == accepted);
  CHECK(bench.as(seat(c), share("et encore")) == "others_first");
  CHECK(bench.as(seat(a), share("deuxième")) == accepted);
  CHECK(bench.as(seat(a), share("troisième")) == accepted);
  CHECK(bench.room()["items"]["i1"] ==
        Json{{"text", "une idée"}, {"group", "g1"}, {"by", seat(a).str()}});
  CHECK(bench.minutes("groups_idea")[0] ==
        Json{{"seats", members(bench, "g1")}, {"text", "une idée"}});
  CHECK(bench.activity().word("i1")->value == "une idée");
  CHECK(bench.activity().named(room_layer())[0] == seat(a));
  CHECK(bench.activity().named(room_layer()).size() == bench.room()["items"].size());
  bench.check_replay();
}

TEST_CASE("an idea is its group's: any member words it anew or takes it back, nobody else") {
  Bench bench = groups_of(2, 4);
  const Json pair = members(bench, "g1");
  const SeatId one = *SeatId::parse(pair[0].get<std::string>());
  const SeatId mate = *SeatId::parse(pair[1].get<std::string>());
  const SeatId other = seat(someone(bench, "g2"));
  CHECK(bench.as(one, share("une idée"), other) == accepted);
  CHECK(bench.room()["items"]["i1"]["entered_by"] == other.str());
  const Json better = {{"type", "change"}, {"item", "i1"}, {"text", "mieux dit"}};
  CHECK(bench.as(other, better) == "not_yours");
  CHECK(bench.as(mate, better) == accepted);
  CHECK(bench.room()["items"]["i1"] ==
        Json{{"text", "mieux dit"}, {"group", "g1"}, {"by", mate.str()}});
  CHECK(bench.as(one, {{"type", "withdraw"}, {"item", "i1"}}) == accepted);
  CHECK(bench.as(one, {{"type", "withdraw"}, {"item", "i1"}}) == "no_such_item");
  CHECK(bench.room()["groups"]["g1"]["shared"] == 0);
  CHECK(bench.missing("groups_not_heard") == 1);  // it has been heard all the same
  CHECK(bench.as(one, share("une autre")) == "others_first");
  bench.check_replay();
}

TEST_CASE("a group is awaited while somebody of it is there; a drop of the line changes nothing") {
  Bench bench = groups_of(2, 4);
  const Json pair = members(bench, "g2");
  const SeatId one = *SeatId::parse(pair[0].get<std::string>());
  const SeatId mate = *SeatId::parse(pair[1].get<std::string>());
  const unsigned other = someone(bench, "g1");
  CHECK(bench.as(seat(other), share("une idée")) == accepted);
  bench.mark(one, Attendance::aside);
  CHECK(bench.missing_seats("groups_not_heard") == std::vector{mate});
  CHECK(bench.as(one, share("à côté")) == "not_counted");
  bench.mark(mate, Attendance::away);
  CHECK(bench.progress().missing.empty());
  CHECK(members(bench, "g2") == pair);
  CHECK(bench.room()["total"] == 2);
  CHECK(bench.as(seat(other), share("une deuxième")) == accepted);
  bench.mark(mate, Attendance::counted);
  CHECK(group_of(bench, mate.n) == "g2");
  CHECK(bench.missing("groups_not_heard") == 1);
  bench.mark(one, Attendance::left);
  CHECK(members(bench, "g2") == Json{mate.str()});
  bench.check_replay();
}

TEST_CASE("whoever comes late goes where fewest are; people move, and are moved to even out") {
  Bench bench = groups_of(2, 4);
  const SeatId late = bench.join();
  CHECK(group_of(bench, late.n) == "g1");
  CHECK(group_of(bench, bench.join().n) == "g2");
  CHECK(bench.as(late, move(late.n, "g9")) == "no_such_item");
  CHECK(bench.as(late, move(late.n, "g1")) == "already_done");
  CHECK(bench.as(late, move(late.n, "g2")) == accepted);
  CHECK(members(bench, "g2").size() == 4);
  CHECK(bench.as(seat(2), move(late.n, "g1")) == "not_allowed");
  CHECK(bench.as(seat(1), move(late.n, "g1")) == accepted);
  CHECK(bench.as(seat(1), move(99, "g1")) == "no_such_seat");
  bench.mark(late, Attendance::left);
  CHECK(members(bench, "g1").size() == 2);
  bench.mark(late, Attendance::counted);
  CHECK(group_of(bench, late.n) == "g1");
  bench.check_replay();
}

TEST_CASE("a group that is full takes nobody in, and one that everybody has left is not shown") {
  Bench bench = groups_of(8, 8);
  for (int n = 9; n <= 16; ++n) bench.join();
  CHECK(bench.room()["count"] == 1);
  const SeatId first_alone = bench.join();
  CHECK(group_of(bench, first_alone.n) == "g2");
  CHECK(bench.as(first_alone, move(first_alone.n, "g1")) == "group_full");
  CHECK(bench.as(seat(1), move(1, "g2")) == accepted);
  CHECK(bench.as(first_alone, move(first_alone.n, "g1")) == accepted);
  CHECK(bench.as(seat(2), move(2, "g2")) == accepted);
  CHECK(bench.as(seat(2), share("une idée")) == accepted);
  for (const unsigned n : {1U, 2U}) bench.mark(seat(n), Attendance::left);
  CHECK_FALSE(bench.room()["groups"].contains("g2"));
  CHECK(bench.room()["count"] == 1);
  CHECK(bench.room()["shared"] == 0);
  CHECK(bench.minutes("groups_idea")[0]["seats"] == Json{"s2"});
  bench.check_replay();
}

TEST_CASE("in a hall whoever conducts may pass for a group that does not answer; in a circle not") {
  Bench circle = groups_of(4, 20);
  const std::string theirs = group_of(circle, 1) == "g1" ? "g2" : "g1";
  const Json for_them = {{"type", "pass"}, {"group", theirs}};
  CHECK(circle.as(seat(1), for_them) == "last_call_small");
  circle.join();
  CHECK(circle.as(seat(someone(circle, group_of(circle, 1) == "g3" ? "g4" : "g3")), for_them) !=
        accepted);
  CHECK(circle.as(seat(1), for_them) == accepted);
  CHECK(circle.as(seat(1), {{"type", "pass"}, {"group", "g77"}}) == "no_such_item");
  CHECK(circle.missing("groups_not_heard") == 4);
}

TEST_CASE("a hall of 10 000: one event that fits into an entry, and one idea costs little") {
  Bench bench(groups::kind(), {{"size", 2}}, 0);
  activities::Context by;
  Random random(3);
  by.random = &random;
  for (std::uint32_t n = 1; n <= 10'000; ++n) by.census.set(seat(n), Attendance::counted);
  by.counted = 10'000;
  auto activity = *groups::kind().make({{"size", 2}});
  const auto events = activity.begin(by);
  REQUIRE(events.size() == 1);
  CHECK(events[0].facts.dump().size() < 40'000);
  activity = *activity.apply(events[0], {1});
  CHECK(activity.progress().missing[0].count == 5'000);
  CHECK_FALSE(activity.output().contains("members"));
  Sections before, after;
  activity.describe(room_layer(), before);
  CHECK_FALSE(before.difference(nullptr).contains("groups"));
  by.seat = by.entered_by = seat(77);
  const auto shared = activity.decide(share("une idée"), by);
  REQUIRE(shared.has_value());
  activity = *activity.apply((*shared)[0], {2});
  activity.describe(room_layer(), after);
  CHECK(after.difference(&before)["items"].size() == 1);
  activities::Context next = by;
  next.refs["pairs"] = activity.output();
  auto fours = *groups::kind().make({{"size", 4}, {"of", "pairs"}});
  fours = *fours.apply(fours.begin(next)[0], {3});
  CHECK(fours.output()["count"] == 2'500);
}

TEST_CASE("nobody is in two groups or in none, and no group is heard out of its turn") {
  CHECK(rc::check("groups", [](const std::vector<Move>& moves, std::uint32_t much) {
    Bench bench = groups_of(2 + static_cast<int>(much % 3), 1 + much % 9);
    bench.watch = [&](const auto&, const auto& after) {
      Sections shown;
      after.describe(room_layer(), shown);
      const Json room = shown.difference(nullptr);
      std::set<std::string> seen;
      std::size_t heard = 0;
      for (const auto& [id, group] : room["groups"].items())
        for (const Json& who : group["seats"])
          RC_ASSERT(seen.insert(who.get<std::string>()).second);
      for (const auto& [id, group] : room["groups"].items())
        heard += group["shared"] > 0 || group.contains("passed");
      RC_ASSERT(room["count"] == room["groups"].size());
      RC_ASSERT(heard <= room["shared"].get<std::size_t>());
      RC_ASSERT(room["total"] <= seen.size());
    };
    for (const Move& move : moves) {
      bench.stumble(move);
      RC_ASSERT(bench.room()["total"] == bench.counted());
      for (unsigned n = 1; n <= 12; ++n) {
        const Json own = bench.own(seat(n));
        if (own.contains("may_share") && own["may_share"] == false)
          RC_ASSERT(bench.as(seat(n), share("hors de mon tour")) != accepted);
      }
    }
    bench.check_replay();
  }));
}
