// SPDX-License-Identifier: AGPL-3.0-or-later
// Scores: everybody weighs every option, blind; revealed at once; nobody picks out of a tie.
#include <catch2/catch.hpp>

#include "activities/scoring.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("the least resisted option stands first, with its acceptance") {
  Bench bench = scoring();
  score_all(bench, 1, {0, 5, 10});
  score_all(bench, 2, {1, 6, 9});
  CHECK_FALSE(bench.settled());
  score_all(bench, 3, {2, 4, 8});
  CHECK(bench.outcome() == "clear");
  const Json room = bench.room();
  CHECK(room["phase"] == "revealed");
  CHECK(room["scored"] == 3);
  CHECK(room["ranking"] == Json{"i1", "i2", "i3"});
  CHECK_FALSE(room.contains("tie"));
  const Json& first = room["results"]["i1"];
  CHECK(first["total"] == 3);
  CHECK(first["max"] == 2);
  CHECK(first["min"] == 0);
  CHECK(first["rank"] == 1);
  CHECK(first["acceptance"] == 90);
  CHECK(first["histogram"] == Json{1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0});
  CHECK(room["results"]["i2"]["acceptance"] == 50);
  CHECK(room["results"]["i3"]["rank"] == 3);
  CHECK(bench.output()["items"] == Json{"i1"});
  CHECK(bench.output()["best"] == "i1");
  bench.check_replay();
}

TEST_CASE("acceptance is a whole percent of the scale, to the nearest, wherever the scale begins") {
  Bench bench = scoring(3, {{"min", 1}, {"max", 5}}, ideas({"i1", "i2"}));
  score_all(bench, 1, {1, 5});
  score_all(bench, 2, {1, 5});
  score_all(bench, 3, {2, 5});
  const Json results = bench.room()["results"];
  CHECK(results["i1"]["acceptance"] == 92);  // one of twelve steps lost
  CHECK(results["i2"]["acceptance"] == 0);
  CHECK(results["i1"]["histogram"] == Json{2, 1, 0, 0, 0});
}

TEST_CASE("[S-1] the passive solution is weighed with the others, and by everybody") {
  Bench bench = scoring(2, {{"passive", true}});
  CHECK(bench.room()["options"] == Json{"i1", "i2", "i3", "passive"});
  for (const char* option : {"i1", "i2", "i3"}) CHECK(rate(bench, 1, option, 3) == accepted);
  CHECK(bench.as(seat(1), finish) == "not_all_scored");
  CHECK(bench.refusal().params["count"] == 1);
  CHECK(rate(bench, 1, "passive", 7) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
}

TEST_CASE("[S-1] nothing that is resisted as much as deciding nothing can be best") {
  Bench worse = scoring(1, {{"passive", true}});
  score_all(worse, 1, {4, 5, 6, 3});
  CHECK(worse.outcome() == "passive");
  CHECK(worse.output()["items"] == Json::array());
  CHECK_FALSE(worse.output().contains("best"));
  CHECK(worse.minutes("score_passive_least").size() == 1);
  Bench equal = scoring(1, {{"passive", true}});
  score_all(equal, 1, {4, 5, 6, 4});
  CHECK(equal.outcome() == "passive");
  CHECK_FALSE(equal.room().contains("tie"));
  Bench better = scoring(1, {{"passive", true}});
  score_all(better, 1, {3, 5, 6, 4});
  CHECK(better.outcome() == "clear");
  CHECK(better.minutes("score_passive")[0]["total"] == 4);
}

TEST_CASE("[S-2] a seat has one score an option: again replaces it, also once it has finished") {
  Bench bench = scoring(2, Json::object(), ideas({"i1", "i2"}));
  CHECK(rate(bench, 1, "i1", 9) == accepted);
  CHECK(rate(bench, 1, "i1", 2) == accepted);
  CHECK(rate(bench, 1, "i2", 5) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(rate(bench, 1, "i2", 6) == accepted);
  CHECK(bench.own(seat(1))["scores"] == Json{{"i1", {{"value", 2}}}, {"i2", {{"value", 6}}}});
  score_all(bench, 2, {1, 1});
  CHECK(bench.room()["results"]["i1"]["total"] == 3);
  CHECK(bench.room()["results"]["i2"]["total"] == 7);
  CHECK(rate(bench, 1, "i1", 0) == "stale");
}

TEST_CASE("what cannot be scored so is refused") {
  Bench bench = scoring();
  CHECK(rate(bench, 1, "i9", 3) == "no_such_item");
  CHECK(rate(bench, 1, "passive", 3) == "no_such_item");
  CHECK(rate(bench, 1, "i1", 11) == "bad_field");
  CHECK(bench.as(seat(1), finish) == "not_all_scored");
  CHECK(bench.as(seat(1), reopen) == "already_done");
  CHECK(bench.as(seat(1), reveal) == "nothing_scored");
  CHECK(rate(bench, 1, "i1", 3) == accepted);
  CHECK(bench.as(seat(1), reveal) == "nothing_scored");
  bench.mark(seat(2), Attendance::aside);
  CHECK(rate(bench, 2, "i1", 3) == "not_counted");
  const auto make = [](const Json& input) { return activities::score::kind().make(input); };
  CHECK_FALSE(make({{"of", "ideas"}, {"min", 5}, {"max", 5}}));
  CHECK_FALSE(make({{"of", "ideas"}, {"loud_at", 11}}));
  CHECK_FALSE(make({{"of", "ideas"}, {"loud_at", 0}}));
  CHECK_FALSE(make({{"of", "ideas"}, {"dots", 5}, {"min", 1}}));
  CHECK_FALSE(make(Json::object()));
}

TEST_CASE("[S-3] equal resistance is a tie: both show with their spread, and none is picked") {
  Bench bench = scoring(2);
  score_all(bench, 1, {0, 4, 9});
  score_all(bench, 2, {8, 4, 9});
  CHECK(bench.outcome() == "tie");
  const Json room = bench.room();
  CHECK(room["tie"] == Json{"i1", "i2"});
  CHECK(room["results"]["i1"]["rank"] == 1);
  CHECK(room["results"]["i2"]["rank"] == 1);
  CHECK(room["results"]["i3"]["rank"] == 3);
  CHECK(room["results"]["i1"]["max"] == 8);
  CHECK(room["results"]["i2"]["max"] == 4);
  CHECK(bench.output()["items"] == Json{"i1", "i2"});
  CHECK_FALSE(bench.output().contains("best"));
  CHECK(bench.minutes("score_tie")[0]["items"] ==
        Json{{{"of", "ideas"}, {"id", "i1"}}, {{"of", "ideas"}, {"id", "i2"}}});
}

TEST_CASE("[S-4] an option that changes loses its scores, and everybody is asked again") {
  Bench bench = scoring(3);
  score_all(bench, 1, {1, 2, 3});
  score_all(bench, 2, {1, 2, 3});
  CHECK(bench.missing("not_scored") == 1);
  bench.refer("ideas", ideas(three, {{"i2", 2}}));
  CHECK(bench.missing("not_scored") == 3);
  CHECK(bench.own(seat(1))["scores"] == Json{{"i1", {{"value", 1}}}, {"i3", {{"value", 3}}}});
  CHECK_FALSE(bench.own(seat(1))["finished"]);
  CHECK(bench.as(seat(1), finish) == "not_all_scored");
  CHECK(rate(bench, 1, "i2", 9) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  score_all(bench, 2, {1, 9, 3});
  score_all(bench, 3, {1, 9, 3});
  CHECK(bench.room()["results"]["i2"]["total"] == 27);
  bench.check_replay();
}

TEST_CASE("[S-4] a score about the options as they were is refused, when it says so") {
  Bench bench = scoring(2);
  const Json three_points = {{"type", "rate"}, {"option", "i1"}, {"value", 3}};
  CHECK(bench.as(seat(1), three_points, bench.room()["version"].get<std::int64_t>()) == accepted);
  bench.refer("ideas", ideas(three, {{"i1", 2}}));
  CHECK(bench.as(seat(1), three_points, 1) == "stale");
  CHECK(bench.as(seat(1), three_points, bench.room()["version"].get<std::int64_t>()) == accepted);
}

TEST_CASE("a new option joins and is scored by all; a withdrawn one drops out") {
  Bench bench = scoring(2);
  score_all(bench, 1, {5, 2, 3});
  bench.refer("ideas", ideas({"i1", "i2", "i3", "i4"}));
  CHECK(bench.missing("not_scored") == 2);
  CHECK(rate(bench, 1, "i4", 0) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  score_all(bench, 2, {5, 2, 3, 0});
  CHECK(bench.room()["ranking"][0] == "i4");
  Bench fewer = scoring(2);
  score_all(fewer, 1, {5, 2, 3});
  fewer.refer("ideas", ideas({"i1", "i3"}));
  CHECK(fewer.missing("not_scored") == 1);
  score_all(fewer, 2, {5, 3});
  CHECK(fewer.room()["ranking"] == Json{"i3", "i1"});
  CHECK_FALSE(fewer.room()["results"].contains("i2"));
}

TEST_CASE("with one option there is nothing to weigh, and with very many nobody can") {
  Bench one = scoring(3, Json::object(), ideas({"i1"}));
  CHECK(one.outcome() == "too_few");
  CHECK(rate(one, 1, "i1", 1) == "stale");
  CHECK(one.minute_codes() == std::vector<std::string>{"score_too_few"});
  CHECK_FALSE(one.activity().irrevocable());
  CHECK(scoring(3, {{"passive", true}}, ideas({"i1"})).outcome() == "too_few");
  CHECK_FALSE(scoring(3, {{"passive", true}}, ideas({"i1", "i2"})).settled());
  CHECK(scoring(3, {{"passive", true}}, Json::object()).outcome() == "too_few");
  CHECK(scoring(3, Json::object(), {{"revealed", true}, {"count", 65}}).outcome() == "too_many");
  std::vector<std::string> many;
  for (int i = 1; i <= 64; ++i) many.push_back("i" + std::to_string(i));
  CHECK_FALSE(scoring(3, Json::object(), ideas(many)).settled());
  CHECK(scoring(3, {{"passive", true}}, ideas(many)).outcome() == "too_many");
  Bench dwindling = scoring();
  dwindling.refer("ideas", ideas({"i2"}));
  CHECK(dwindling.outcome() == "too_few");
}

TEST_CASE("dots: each spreads at most so many, and the most stand first") {
  Bench bench = scoring(2, {{"dots", 5}});
  CHECK(bench.own(seat(1))["left"] == 5);
  CHECK(rate(bench, 1, "i2", 4) == accepted);
  CHECK(rate(bench, 1, "i3", 2) == "too_many_dots");
  CHECK(bench.refusal().params["left"] == 1);
  CHECK(rate(bench, 1, "i2", 3) == accepted);
  CHECK(rate(bench, 1, "i3", 2) == accepted);
  CHECK(bench.own(seat(1))["left"] == 0);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(rate(bench, 2, "i1", 4) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  const Json room = bench.room();
  CHECK(room["ranking"] == Json{"i1", "i2", "i3"});
  CHECK(room["results"]["i2"]["total"] == 3);
  CHECK_FALSE(room["results"]["i2"].contains("acceptance"));
  CHECK(bench.outcome() == "clear");
  CHECK(bench.minutes("score_most")[0]["item"]["id"] == "i1");
  CHECK(bench.minutes("score_option_dots").size() == 3);
  bench.check_replay();
}

TEST_CASE("dots that come back ask everybody again: who had some there does not show") {
  Bench bench = scoring(3, {{"dots", 5}});
  CHECK(rate(bench, 1, "i2", 5) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(rate(bench, 2, "i1", 5) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  bench.refer("ideas", ideas({"i1", "i3"}));
  CHECK(bench.missing("not_scored") == 3);
  CHECK(bench.own(seat(1))["left"] == 5);
  CHECK(bench.own(seat(2))["left"] == 0);
}

TEST_CASE("how many were loud shows, never who") {
  Bench bench = scoring(2, {{"loud_at", 8}}, ideas({"i1", "i2"}));
  score_all(bench, 1, {8, 10});
  score_all(bench, 2, {7, 9});
  const Json room = bench.room();
  CHECK(room["results"]["i1"]["loud"] == 1);
  CHECK(room["results"]["i2"]["loud"] == 2);
  CHECK(bench.minutes("score_option_loud").size() == 2);
  CHECK(bench.minutes("score_option_loud")[0]["loud_from"] == 8);
  CHECK(room.dump().find("\"s1\"") == std::string::npos);
  CHECK(bench.output().dump().find("\"s1\"") == std::string::npos);
  for (const auto& line : bench.activity().minutes())
    CHECK(line.params.dump().find("\"s1\"") == std::string::npos);
}

TEST_CASE("a neighbour who enters a score is kept with it") {
  Bench bench = scoring(2);
  CHECK(bench.as(seat(2), {{"type", "rate"}, {"option", "i1"}, {"value", 4}}, seat(1)) == accepted);
  CHECK(bench.own(seat(2))["scores"]["i1"] == Json{{"value", 4}, {"entered_by", "s1"}});
}

TEST_CASE("a late seat is waited for; one that goes is not, and what it gave whole stays") {
  Bench bench = scoring(2);
  score_all(bench, 1, {0, 1, 2});
  bench.join();
  CHECK(bench.missing_seats("not_scored") == std::vector<SeatId>{seat(2), seat(3)});
  CHECK(rate(bench, 2, "i1", 9) == accepted);
  bench.mark(seat(2), Attendance::away);
  bench.mark(seat(1), Attendance::left);
  CHECK(bench.room()["total"] == 1);
  CHECK_FALSE(bench.settled());
  bench.mark(seat(3), Attendance::away);
  CHECK(bench.settled());
  CHECK(bench.room()["scored"] == 1);
  CHECK(bench.room()["results"]["i1"]["total"] == 0);
  bench.check_replay();
}

TEST_CASE("silence alone decides nothing") {
  Bench bench = scoring(2);
  CHECK(rate(bench, 1, "i1", 9) == accepted);
  bench.mark(seat(1), Attendance::away);
  bench.mark(seat(2), Attendance::away);
  CHECK_FALSE(bench.settled());
  CHECK(bench.progress().missing.empty());
}

TEST_CASE("the desk reveals when it is asked to; without the rest only above twenty") {
  Bench bench = scoring(2, {{"reveal", "desk"}});
  score_all(bench, 1, {1, 2, 3});
  CHECK(bench.as(seat(1), reveal) == "still_scoring");
  score_all(bench, 2, {1, 2, 3});
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(2), reveal) == "not_allowed");
  CHECK(bench.as(seat(1), reveal) == accepted);
  CHECK(bench.settled());
  Bench hall = scoring(21);
  score_all(hall, 1, {1, 2, 3});
  CHECK(rate(hall, 2, "i1", 10) == accepted);
  CHECK(hall.as(seat(1), reveal) == accepted);
  CHECK(hall.room()["scored"] == 1);
  CHECK(hall.room()["results"]["i1"]["total"] == 1);
  CHECK(hall.minutes("score_without_answer")[0]["count"] == 20);
  CHECK(hall.activity().irrevocable());
}
