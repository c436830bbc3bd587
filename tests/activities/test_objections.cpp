// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/objections/objections.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Json on_item(const char* type, int n) {
  return {{"type", type}, {"item", "i" + std::to_string(n)}};
}
Json argue(int n, const std::string& text) {
  Json command = on_item("argue", n);
  command["text"] = text;
  return command;
}
Json still(int n) { return on_item("still", n); }
Json concern(int n) { return on_item("concern", n); }
Json lift(int n) { return on_item("lift", n); }
Json take_up(int n) { return on_item("take_up", n); }
Json raise(const std::string& text) { return {{"type", "raise"}, {"text", text}}; }

// s2 and s4 object to version 1; s1 facilitates.
Bench objecting(Json objectors = {"s2", "s4"}) {
  Bench bench(activities::objections::kind(), {{"from", "check"}, {"text", "text"}}, 5);
  bench.refs["check"] = {{"version", 1}, {"objectors", std::move(objectors)}};
  bench.refs["text"] = {{"version", 1}};
  bench.begin();
  return bench;
}

void amend(Bench& bench, int version) { bench.refer("text", {{"version", version}}); }

Json row(const Bench& bench, const char* id) { return bench.room()["items"][id]; }

}  // namespace

TEST_CASE("one item for each objector, and the first is taken up") {
  Bench bench = objecting();
  CHECK(bench.room()["test"] == "s3");
  CHECK(bench.room()["text_version"] == 1);
  CHECK(bench.room()["current"] == "i1");
  CHECK(bench.room()["pending"] == 2);
  CHECK(row(bench, "i2") == Json{{"seat", "s4"}, {"state", "pending"}, {"since_version", 1}});
  CHECK(bench.missing("objection_open") == 2);
  CHECK(bench.missing_seats("objection_open") == std::vector<SeatId>{seat(2), seat(4)});
}

TEST_CASE("objections are heard one at a time, each by its author") {
  Bench bench = objecting();
  CHECK(bench.as(seat(4), argue(2, "Trop cher")) == "not_your_turn");
  CHECK(bench.refusal().params == Json{{"seat", "s2"}});
  CHECK(bench.as(seat(1), argue(1, "Il pense que…")) == "not_yours");
  CHECK(bench.as(seat(2), still(1), 1) == "argue_first");
  CHECK(bench.as(seat(2), argue(1, "Personne pour fermer")) == accepted);
  CHECK(row(bench, "i1")["state"] == "argued");
  CHECK(row(bench, "i1")["argument"] == "Personne pour fermer");
}

TEST_CASE("[C-3] only the author says what becomes of an objection, not even the facilitator") {
  Bench bench = objecting();
  CHECK(bench.as(seat(2), argue(1, "Personne pour fermer")) == accepted);
  for (const Json& command : {still(1), concern(1), lift(1)})
    for (const unsigned n : {1U, 3U, 4U}) CHECK(bench.as(seat(n), command, 1) == "not_yours");
  CHECK(bench.as(seat(2), still(1), 1) == accepted);
  CHECK(row(bench, "i1")["state"] == "held");
  CHECK(bench.as(seat(2), still(1), 1) == "already_done");
  CHECK(bench.room()["current"] == "i1");
}

TEST_CASE("a neighbour enters for the author, and the record says so") {
  Bench bench = objecting();
  CHECK(bench.as(seat(2), argue(1, "Personne pour fermer"), seat(3)) == accepted);
  CHECK(row(bench, "i1")["entered_by"] == "s3");
  CHECK(bench.minutes("objection_argued")[0]["entered_by"] == "s3");
}

TEST_CASE("a changed text asks every open objection again, and integrates those that are lifted") {
  Bench bench = objecting();
  CHECK(bench.as(seat(2), argue(1, "Personne pour fermer")) == accepted);
  CHECK(bench.as(seat(2), still(1), 1) == accepted);
  amend(bench, 2);
  CHECK(row(bench, "i1")["asked_again"] == true);
  CHECK(row(bench, "i2")["asked_again"] == true);
  CHECK(bench.as(seat(2), lift(1), 1) == "stale");
  CHECK(bench.as(seat(2), lift(1), 2) == accepted);
  CHECK(row(bench, "i1")["state"] == "integrated");
  CHECK(row(bench, "i1")["settled_version"] == 2);
  CHECK_FALSE(row(bench, "i1").contains("asked_again"));
  CHECK(bench.room()["current"] == "i2");
  CHECK(bench.as(seat(4), still(2), 2) == accepted);
  CHECK_FALSE(row(bench, "i2").contains("asked_again"));
  CHECK(row(bench, "i2")["state"] == "pending");
  CHECK(row(bench, "i2")["since_version"] == 2);
  CHECK(bench.as(seat(4), argue(2, "Trop cher")) == accepted);
  CHECK(bench.as(seat(4), lift(2), 2) == accepted);
  CHECK(row(bench, "i2")["state"] == "lifted");
  CHECK(bench.outcome() == "none_pending");
  CHECK_FALSE(bench.room().contains("current"));
  CHECK(bench.output() == Json{{"open", 0}, {"integrated", 1}, {"concerns", Json::array()}});
  CHECK(bench.minute_codes() ==
        std::vector<std::string>{
            "objection_argued", "objection_integrated", "objection_argued", "objection_lifted"});
  bench.check_replay();
}

TEST_CASE("an objection held against the changed text stays in question") {
  Bench bench = objecting({"s2"});
  CHECK(bench.as(seat(2), argue(1, "Personne pour fermer")) == accepted);
  CHECK(bench.as(seat(2), still(1), 1) == accepted);
  amend(bench, 2);
  CHECK(bench.as(seat(2), still(1), 2) == accepted);
  CHECK(row(bench, "i1")["state"] == "held");
  CHECK(row(bench, "i1")["since_version"] == 2);
  CHECK(bench.room()["current"] == "i1");
  CHECK_FALSE(bench.settled());
}

TEST_CASE("an objection may become a concern, in words or without, and no longer blocks") {
  Bench bench = objecting();
  CHECK(bench.as(seat(4), concern(2)) == accepted);
  CHECK(bench.room()["current"] == "i1");
  Json worded = concern(1);
  worded["text"] = "À surveiller";
  CHECK(bench.as(seat(2), worded) == accepted);
  CHECK(row(bench, "i1")["concern"] == "À surveiller");
  CHECK(bench.outcome() == "none_pending");
  CHECK(bench.output()["concerns"] == Json{"s2", "s4"});
  CHECK(bench.as(seat(2), lift(1), 1) == "stale");
}

TEST_CASE("anyone may raise an objection, also to the amendment, until none is open") {
  Bench bench = objecting({"s2"});
  amend(bench, 2);
  CHECK(bench.as(seat(5), raise("L'amendement oublie le dimanche")) == accepted);
  CHECK(row(bench, "i2")["state"] == "argued");
  CHECK(row(bench, "i2")["since_version"] == 2);
  CHECK(bench.room()["current"] == "i1");
  CHECK(bench.as(seat(2), lift(1), 2) == accepted);
  CHECK(bench.room()["current"] == "i2");
  CHECK(bench.as(seat(5), still(2), 2) == accepted);
  CHECK(bench.as(seat(5), lift(2), 2) == accepted);
  CHECK(row(bench, "i2")["state"] == "lifted");
  CHECK(bench.as(seat(5), raise("Encore")) == "stale");
}

TEST_CASE("one seat has five objections open at most") {
  Bench bench = objecting();
  for (int i = 0; i < 5; ++i) CHECK(bench.as(seat(5), raise("Encore")) == accepted);
  CHECK(bench.as(seat(5), raise("Encore")) == "too_many");
}

TEST_CASE("whoever conducts may take them in another order") {
  Bench bench = objecting();
  CHECK(bench.as(seat(4), take_up(2)) == "not_allowed");
  CHECK(bench.as(seat(1), take_up(9)) == "no_such_item");
  CHECK(bench.as(seat(1), take_up(1)) == "already_done");
  CHECK(bench.as(seat(1), take_up(2)) == accepted);
  CHECK(bench.as(seat(4), argue(2, "Trop cher")) == accepted);
  CHECK(bench.as(seat(4), lift(2), 1) == accepted);
  CHECK(bench.room()["current"] == "i1");
}

TEST_CASE("an objection is not silenced by its author's absence; another is heard meanwhile") {
  Bench bench = objecting();
  bench.mark(seat(2), Attendance::away);
  CHECK(bench.room()["current"] == "i2");
  CHECK(bench.room()["pending"] == 2);
  CHECK(bench.as(seat(4), lift(2), 1) == accepted);
  CHECK(bench.room()["current"] == "i1");
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(2), lift(1), seat(3), 1) == accepted);  // called by telephone
  CHECK(bench.settled());
}

TEST_CASE("for somebody who has left nobody answers, and the objection stays open") {
  Bench bench = objecting({"s2"});
  bench.mark(seat(2), Attendance::left);
  CHECK(bench.as(seat(2), lift(1), seat(3), 1) == "not_counted");
  CHECK(bench.missing("objection_open") == 1);
}

TEST_CASE("when the only one who can be heard comes back, theirs is taken up") {
  Bench bench = objecting();
  bench.mark(seat(2), Attendance::away);
  bench.mark(seat(4), Attendance::away);
  CHECK(bench.room()["current"] == "i2");
  bench.mark(seat(2), Attendance::counted);
  CHECK(bench.room()["current"] == "i1");
}

TEST_CASE("begun without objectors, nothing is pending") {
  Bench bench = objecting(Json::array());
  CHECK(bench.outcome() == "none_pending");
}

TEST_CASE("every objection ends once, and one is in question while any is open") {
  CHECK(rc::check("objections", [](const std::vector<Move>& moves) {
    Bench bench = objecting({"s1", "s2", "s4"});
    int version = 1;
    for (const Move& move : moves) {
      const Json before = bench.room();
      if (move.how % 13 == 7 && !bench.settled()) amend(bench, ++version);
      bench.stumble(move);
      const Json after = bench.room();
      std::size_t open = 0;
      for (const auto& [id, one] : after["items"].items()) {
        const bool settled = one.contains("settled_version");
        open += settled ? 0 : 1;
        RC_ASSERT(settled == (one["state"] == "integrated" || one["state"] == "concern" ||
                              one["state"] == "lifted"));
        if (before["items"].contains(id) && before["items"][id].contains("settled_version"))
          RC_ASSERT(one == before["items"][id]);
        if (one["state"] == "held") RC_ASSERT(one.contains("argument"));
      }
      RC_ASSERT(after["pending"] == open);
      RC_ASSERT(after.contains("current") == (open > 0));
      if (open > 0)
        RC_ASSERT(!after["items"][after["current"].get<std::string>()].contains("settled_version"));
      RC_ASSERT(bench.settled() == (open == 0));
    }
    bench.check_replay();
  }));
}
