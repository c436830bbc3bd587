// SPDX-License-Identifier: AGPL-3.0-or-later
// Agendas: anybody's points, in an order, treated one at a time.
#include <catch2/catch.hpp>

#include "activities/agenda/agenda.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Bench meeting(Json input = Json::object()) {
  Bench bench(activities::agenda::kind(), std::move(input));
  bench.begin();
  return bench;
}

Json point(const std::string& text) { return {{"type", "propose"}, {"text", text}}; }
Json of(const std::string& type, const std::string& item) {
  return {{"type", type}, {"item", item}};
}
Json set_down(const std::string& item, bool done) {
  return {{"type", "set_down"}, {"item", item}, {"done", done}};
}
Json order(const std::string& item, const std::string& before = "") {
  Json command = of("order", item);
  if (!before.empty()) command["before"] = before;
  return command;
}

Bench three_points() {
  Bench bench = meeting();
  CHECK(bench.as(seat(1), point("Le budget")) == accepted);
  CHECK(bench.as(seat(2), point("La fête")) == accepted);
  CHECK(bench.as(seat(3), point("Le toit")) == accepted);
  return bench;
}

// The items in the order of their places, which must be 1, 2, 3, …
std::vector<std::string> in_order(const Bench& bench) {
  std::map<std::int64_t, std::string> places;
  const Json room = bench.room();
  for (const auto& [item, row] : room["items"].items())
    places[row["place"].get<std::int64_t>()] = item;
  std::vector<std::string> items;
  for (const auto& [place, item] : places) {
    CHECK(place == static_cast<std::int64_t>(items.size()) + 1);
    items.push_back(item);
  }
  return items;
}

using Items = std::vector<std::string>;

}  // namespace

TEST_CASE("anybody proposes a point, with the minutes that it wants") {
  Bench bench = meeting();
  CHECK(bench.missing("no_point") == 1);
  Json budget = point("Le budget");
  budget["minutes"] = 20;
  CHECK(bench.as(seat(2), budget, seat(1)) == accepted);
  CHECK(bench.missing("no_point") == 0);
  CHECK(bench.missing("points_left") == 1);
  CHECK(bench.room()["items"]["i1"] == Json{{"text", "Le budget"},
                                            {"by", "s2"},
                                            {"entered_by", "s1"},
                                            {"minutes", 20},
                                            {"phase", "waiting"},
                                            {"place", 1}});
  CHECK(bench.activity().word("i1")->value == "Le budget");
  CHECK(bench.activity().word("i2") == nullptr);
  bench.mark(seat(3), Attendance::aside);
  CHECK(bench.as(seat(3), point("Le toit")) == "not_counted");
}

TEST_CASE("a point asks for no more minutes than the agenda allows") {
  Bench bench = meeting({{"minutes_max", 15}});
  Json long_one = point("Le budget");
  long_one["minutes"] = 16;
  CHECK(bench.as(seat(2), long_one) == "bad_field");
  long_one["minutes"] = 15;
  CHECK(bench.as(seat(2), long_one) == accepted);
}

TEST_CASE("an agenda that nobody could hold in mind is full") {
  Bench bench = meeting();
  for (int i = 0; i < 64; ++i) CHECK(bench.as(seat(2), point("Un point")) == accepted);
  CHECK(bench.as(seat(2), point("Un point")) == "too_many");
}

TEST_CASE("its author or whoever conducts changes or withdraws a point, until it is taken up") {
  Bench bench = three_points();
  Json change = of("change", "i2");
  change["text"] = "La fête du village";
  CHECK(bench.as(seat(3), change) == "not_yours");
  CHECK(bench.as(seat(2), change) == accepted);
  change["text"] = "La fête d'été";
  CHECK(bench.as(seat(1), change) == accepted);
  CHECK(bench.room()["items"]["i2"]["by"] == "s2");
  CHECK(bench.as(seat(1), of("take_up", "i2")) == accepted);
  CHECK(bench.as(seat(2), change) == "point_begun");
  CHECK(bench.as(seat(2), of("withdraw", "i2")) == "point_begun");
  CHECK(bench.as(seat(3), of("withdraw", "i3")) == accepted);
  CHECK(bench.as(seat(3), of("withdraw", "i3")) == "no_such_item");
  CHECK(bench.as(seat(1), set_down("i2", true)) == accepted);
  CHECK(bench.as(seat(2), change) == "point_begun");
  CHECK(in_order(bench) == Items{"i1", "i2"});
  CHECK(bench.room()["left"] == 1);
}

TEST_CASE("whoever conducts puts the points in order") {
  Bench bench = three_points();
  CHECK(in_order(bench) == Items{"i1", "i2", "i3"});
  CHECK(bench.as(seat(2), order("i3", "i1")) == "not_allowed");
  CHECK(bench.as(seat(1), order("i3", "i1")) == accepted);
  CHECK(in_order(bench) == Items{"i3", "i1", "i2"});
  CHECK(bench.as(seat(1), order("i3", "i1")) == "already_done");
  CHECK(bench.as(seat(1), order("i3", "i3")) == "already_done");
  CHECK(bench.as(seat(1), order("i3")) == accepted);
  CHECK(in_order(bench) == Items{"i1", "i2", "i3"});
  CHECK(bench.as(seat(1), order("i3")) == "already_done");
  CHECK(bench.as(seat(1), order("i9")) == "no_such_item");
  CHECK(bench.as(seat(1), order("i1", "i9")) == "no_such_item");
  CHECK(bench.output()["items"] == Json{"i1", "i2", "i3"});
}

TEST_CASE("one point is in hand at a time; it ends done, or put off and may come back") {
  Bench bench = three_points();
  CHECK(bench.missing("none_taken_up") == 1);
  CHECK(bench.as(seat(2), of("take_up", "i1")) == "not_allowed");
  CHECK(bench.as(seat(1), of("take_up", "i1")) == accepted);
  CHECK(bench.missing("none_taken_up") == 0);
  CHECK(bench.missing("point_taken_up") == 1);
  CHECK(bench.room()["taken_up"] == "i1");
  CHECK(bench.output()["taken_up"] == "i1");
  CHECK(bench.as(seat(1), of("take_up", "i1")) == "already_done");
  CHECK(bench.as(seat(1), of("take_up", "i2")) == "point_taken_up");
  CHECK(bench.as(seat(1), set_down("i2", true)) == "not_open");
  CHECK(bench.as(seat(1), set_down("i1", false)) == accepted);
  CHECK(bench.room()["items"]["i1"]["phase"] == "put_off");
  CHECK_FALSE(bench.room().contains("taken_up"));
  CHECK(bench.missing("points_left") == 2);
  CHECK(bench.as(seat(1), of("take_up", "i1")) == accepted);
  CHECK(bench.as(seat(1), set_down("i1", true)) == accepted);
  CHECK(bench.as(seat(1), of("take_up", "i1")) == "already_done");
  CHECK(bench.minute_codes() == Items{"agenda_done", "agenda_waiting", "agenda_waiting"});
  CHECK_FALSE(bench.settled());
  bench.check_replay();
}

TEST_CASE("without a conductor anybody counted orders and takes up") {
  Bench bench = three_points();
  bench.conducted = false;
  CHECK(bench.as(seat(3), order("i3", "i1")) == accepted);
  CHECK(bench.as(seat(2), of("take_up", "i3")) == accepted);
  bench.mark(seat(2), Attendance::aside);
  CHECK(bench.as(seat(2), set_down("i3", true)) == "not_counted");
}

TEST_CASE("whatever happens, places are 1, 2, 3, …, one point at most is in hand, and counts fit") {
  CHECK(rc::check("agenda", [](const std::vector<Move>& moves) {
    Bench bench = three_points();
    for (const Move& move : moves) bench.stumble(move);
    bench.check_replay();
    const Json room = bench.room();
    std::size_t waiting = 0, in_hand = 0;
    for (const auto& [item, row] : room["items"].items()) {
      waiting += row["phase"] == "waiting" ? 1 : 0;
      in_hand += row["phase"] == "taken_up" ? 1 : 0;
    }
    RC_ASSERT(room["left"] == waiting);
    RC_ASSERT(in_hand <= 1);
    RC_ASSERT(room.contains("taken_up") == (in_hand == 1));
    RC_ASSERT(in_order(bench).size() == bench.output()["items"].size());
  }));
}
