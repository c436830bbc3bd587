// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/round/round.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json finish = {{"type", "finish"}};
const Json pass = {{"type", "pass"}};
const Json resume = {{"type", "resume"}};
const Json take_over = {{"type", "take_over"}};
const Json move_on = {{"type", "move_on"}};
const Json later = {{"type", "later"}};
Json note(const std::string& text) { return {{"type", "note"}, {"text", text}}; }

Bench round_of(std::uint32_t seats, Json input = Json::object()) {
  Bench bench(activities::round::kind(), std::move(input), seats);
  bench.begin();
  return bench;
}
std::string mark_of(const Bench& bench, SeatId who) { return bench.own(who)["mark"]; }
std::string floor_of(const Bench& bench) { return bench.room().value("floor", "nobody"); }

}  // namespace

TEST_CASE("everybody speaks in turn, in the order of the seats, and the round closes") {
  Bench bench = round_of(3);
  CHECK(floor_of(bench) == "s1");
  CHECK(bench.room()["next"] == Json{"s2", "s3"});
  CHECK(bench.missing("not_heard") == 3);
  CHECK(bench.missing_seats("not_heard") == std::vector{seat(1), seat(2), seat(3)});
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.room()["spoken"] == 2);
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(bench.outcome() == "closed");
  CHECK(bench.room()["phase"] == "closed");
  CHECK(bench.output() == Json{{"closed", true}, {"spoke", 3}, {"pending", 0}});
  CHECK(bench.as(seat(1), note("après coup")) == accepted);
  CHECK(bench.room()["notes"]["s1"] == Json{{"text", "après coup"}});
  CHECK(bench.outcome() == "closed");
  CHECK(bench.as(seat(1), finish) == "stale");
}

TEST_CASE("[I5] only the seat that has the floor ends the turn or writes") {
  Bench bench = round_of(3);
  CHECK(bench.as(seat(2), finish) == "not_your_turn");
  CHECK(bench.as(seat(2), note("avant mon tour")) == "not_your_turn");
  CHECK(bench.as(seat(1), note("mon mot")) == accepted);
  CHECK(bench.room()["notes"]["s1"] == Json{{"text", "mon mot"}});
}

TEST_CASE("[I11] the start rotates through the seats from round to round") {
  std::map<SeatId, int> starts;
  std::optional<SeatId> previous;
  for (int i = 0; i < 9; ++i) {
    Bench bench(activities::round::kind(), Json::object(), 4);
    bench.previous_start = previous;
    bench.begin();
    previous = bench.activity().first_turn();
    REQUIRE(previous.has_value());
    CHECK(floor_of(bench) == previous->str());
    ++starts[*previous];
  }
  CHECK(starts == std::map<SeatId, int>{{seat(1), 3}, {seat(2), 2}, {seat(3), 2}, {seat(4), 2}});
}

TEST_CASE("of a collect only those are heard who gave something there; a late gift comes last") {
  Bench bench(activities::round::kind(), {{"of", "ideas"}, {"start", "first"}}, 4);
  bench.refs["ideas"] = {{"authors", {"s2", "s4"}}};
  bench.begin();
  CHECK(bench.room()["of"] == "ideas");
  CHECK(floor_of(bench) == "s2");
  CHECK(bench.room()["next"] == Json{"s4"});
  CHECK(bench.missing("not_heard") == 2);
  CHECK(bench.as(seat(1), pass) == "not_your_turn");
  bench.join();
  bench.mark(seat(3), Attendance::away);
  bench.mark(seat(3), Attendance::counted);
  CHECK(bench.room()["total"] == 2);
  bench.mark(seat(4), Attendance::away);
  bench.mark(seat(4), Attendance::counted);
  bench.refer("ideas", {{"authors", {"s1", "s2", "s4"}}});
  CHECK(bench.room()["next"] == Json{"s4", "s1"});
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(seat(4), finish) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.outcome() == "closed");
  bench.refer("ideas", {{"authors", {"s1", "s2", "s3", "s4"}}});
  CHECK(bench.outcome() == "closed");
  bench.check_replay();
}

TEST_CASE(
    "where nobody gave anything the round is closed; where it is not known everybody is heard") {
  Bench nobody(activities::round::kind(), {{"of", "ideas"}}, 3);
  nobody.refs["ideas"] = {{"authors", Json::array()}};
  nobody.begin();
  CHECK(nobody.outcome() == "all_passed");
  nobody.check_replay();
  Bench unknown(activities::round::kind(), {{"of", "ideas"}}, 3);
  unknown.refs["ideas"] = {{"count", 99}};
  unknown.begin();
  CHECK(unknown.missing("not_heard") == 3);
}

TEST_CASE("a round backward goes the other way round the circle") {
  Bench first = round_of(3, {{"backward", true}, {"start", "first"}});
  CHECK(floor_of(first) == "s3");
  CHECK(first.room()["next"] == Json{"s2", "s1"});
  CHECK_FALSE(first.activity().first_turn().has_value());
  Bench turning(activities::round::kind(), {{"backward", true}}, 3);
  turning.previous_start = seat(1);
  turning.begin();
  CHECK(floor_of(turning) == "s2");
  CHECK(turning.room()["next"] == Json{"s1", "s3"});
}

TEST_CASE("whoever passes is asked once more at the end, and may then speak or pass for good") {
  Bench bench = round_of(3);
  CHECK(bench.as(seat(1), pass) == accepted);
  CHECK(bench.as(seat(3), pass) == accepted);  // ahead of time
  CHECK(bench.as(seat(3), pass) == "already_done");
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.room()["phase"] == "second");
  CHECK(floor_of(bench) == "s1");
  CHECK(bench.room()["next"] == Json{"s3"});
  CHECK(bench.missing("not_heard") == 2);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(3), pass) == accepted);
  CHECK(bench.outcome() == "closed");
  CHECK(mark_of(bench, seat(1)) == "spoke");
  CHECK(mark_of(bench, seat(3)) == "passed");
}

TEST_CASE("a round in which everybody passes says so") {
  Bench bench = round_of(2, {{"offer_back", false}});
  CHECK(bench.as(seat(1), pass) == accepted);
  CHECK(bench.as(seat(2), pass) == accepted);
  CHECK(bench.outcome() == "all_passed");
}

TEST_CASE("a passer who speaks after all keeps the own place while it has not come") {
  Bench bench = round_of(4, {{"offer_back", false}});
  CHECK(bench.as(seat(2), pass) == accepted);
  CHECK(bench.as(seat(2), resume) == accepted);
  CHECK(bench.room()["next"] == Json{"s2", "s3", "s4"});
  CHECK(bench.as(seat(1), pass) == accepted);
  CHECK(bench.as(seat(1), resume) == accepted);
  CHECK(floor_of(bench) == "s2");
  CHECK(bench.room()["next"] == Json{"s3", "s4", "s1"});
  CHECK(bench.as(seat(2), resume) == "already_done");
}

TEST_CASE("the next seat takes over from a speaker who forgot, and whoever conducts moves on") {
  Bench bench = round_of(4);
  bench.hold("facilitator", seat(4));
  CHECK(bench.as(seat(3), take_over) == "not_your_turn");
  CHECK(bench.as(seat(2), take_over) == accepted);
  CHECK(mark_of(bench, seat(1)) == "spoke");
  CHECK(floor_of(bench) == "s2");
  CHECK(bench.as(seat(3), move_on) == "not_allowed");
  CHECK(bench.as(seat(4), move_on) == accepted);
  CHECK(mark_of(bench, seat(2)) == "spoke");
  CHECK(floor_of(bench) == "s3");
  bench.conducted = false;
  CHECK(bench.as(seat(1), move_on) == accepted);
}

TEST_CASE("later puts the turn off to the end of the order, and skips nobody") {
  Bench bench = round_of(3);
  bench.hold("facilitator", seat(3));
  CHECK(bench.as(seat(2), later) == "not_allowed");
  CHECK(bench.as(seat(1), later) == accepted);
  CHECK(bench.room()["next"] == Json{"s3", "s1"});
  CHECK(bench.as(seat(3), later) == accepted);
  CHECK(bench.room()["next"] == Json{"s1", "s2"});
  for (const std::uint32_t n : {3U, 1U}) CHECK(bench.as(seat(n), finish) == accepted);
  CHECK(bench.as(seat(2), later) == "nobody_waits");
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.outcome() == "closed");
}

TEST_CASE("a late comer is added at the end, also while passers are asked again") {
  Bench bench = round_of(2);
  CHECK(bench.as(seat(1), pass) == accepted);
  const SeatId late = bench.join();
  CHECK(bench.room()["next"] == Json{late.str()});
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(late, finish) == accepted);
  CHECK(floor_of(bench) == "s1");
  const SeatId later_still = bench.join();
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(floor_of(bench) == later_still.str());
  CHECK(bench.as(later_still, finish) == accepted);
  CHECK(bench.settled());
  bench.join();
  CHECK(bench.settled());
}

TEST_CASE("a mark by a human act takes a seat out of the order, with its reason") {
  Bench bench = round_of(5);
  bench.mark(seat(1), Attendance::away);
  CHECK(floor_of(bench) == "s2");
  bench.mark(seat(3), Attendance::aside);
  bench.mark(seat(4), Attendance::left);
  bench.mark(seat(5), Attendance::without_answer);
  CHECK(bench.room()["total"] == 1);
  CHECK(mark_of(bench, seat(1)) == "away");
  CHECK(mark_of(bench, seat(3)) == "aside");
  CHECK(mark_of(bench, seat(4)) == "left");
  CHECK(mark_of(bench, seat(5)) == "without_answer");
  CHECK(bench.as(seat(3), resume) == "not_counted");
  bench.mark(seat(5), Attendance::counted);
  CHECK(bench.room()["next"] == Json{"s5"});
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(seat(5), finish) == accepted);
  CHECK(bench.outcome() == "closed");
}

TEST_CASE("who spoke and then leaves has spoken; who passed and then leaves is not asked again") {
  Bench bench = round_of(3);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(2), pass) == accepted);
  bench.mark(seat(1), Attendance::left);
  bench.mark(seat(2), Attendance::left);
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(bench.outcome() == "closed");
  CHECK(mark_of(bench, seat(1)) == "spoke");
  CHECK(mark_of(bench, seat(2)) == "passed");
}

TEST_CASE("a round that begins before anybody is there waits for them") {
  Bench bench = round_of(0);
  CHECK_FALSE(bench.settled());
  const SeatId first = bench.join();
  CHECK(floor_of(bench) == first.str());
  CHECK(bench.as(first, finish) == accepted);
  CHECK(bench.settled());
}

TEST_CASE("questions are asked by the speaker and answered by the proposer before it settles") {
  Bench bench(activities::round::kind(), {{"questions", true}, {"reply_by", "proposer"}}, 3);
  bench.hold("proposer", seat(3));
  bench.begin();
  const Json ask = {{"type", "ask"}, {"text", "Qui paie ?"}};
  CHECK(bench.as(seat(2), ask) == "not_your_turn");
  CHECK(bench.as(seat(1), ask) == accepted);
  CHECK(bench.as(seat(1), {{"type", "ask"}}) == accepted);
  CHECK(bench.room()["questions"]["i1"] ==
        Json{{"seat", "s1"}, {"text", "Qui paie ?"}, {"answered", false}});
  CHECK(bench.room()["questions"]["i2"] == Json{{"seat", "s1"}, {"answered", false}});
  Json reply = {{"type", "reply"}, {"item", "i1"}, {"text", "La commune."}};
  CHECK(bench.as(seat(2), reply) == "not_allowed");
  CHECK(bench.as(seat(3), reply) == accepted);
  CHECK(bench.as(seat(3), reply) == "already_done");
  CHECK(bench.room()["questions"]["i1"]["reply"] == "La commune.");
  for (const std::uint32_t n : {1U, 2U, 3U}) CHECK(bench.as(seat(n), finish) == accepted);
  CHECK_FALSE(bench.settled());
  CHECK(bench.output()["closed"] == true);
  CHECK(bench.missing("question_pending") == 1);
  CHECK(bench.as(seat(1), {{"type", "reply"}, {"item", "i2"}}) == accepted);  // heard aloud
  CHECK(bench.outcome() == "closed");
  CHECK(bench.minute_codes() ==
        std::vector<std::string>{
            "round_spoke", "round_question", "round_reply", "round_question_aloud"});
}

TEST_CASE("one turn holds a bounded number of questions, and a plain round none") {
  Bench bench = round_of(2, {{"questions", true}});
  for (std::size_t i = 0; i < activities::round::questions_per_turn_max; ++i)
    CHECK(bench.as(seat(1), {{"type", "ask"}}) == accepted);
  CHECK(bench.as(seat(1), {{"type", "ask"}}) == "too_many");
  Bench plain = round_of(2);
  CHECK(plain.as(seat(1), {{"type", "ask"}}) == "not_open");
  CHECK(plain.as(seat(1), {{"type", "reply"}, {"item", "i1"}}) == "no_such_item");
}

TEST_CASE("the scribe enters words for a seat, and it shows") {
  Bench bench = round_of(3);
  CHECK(bench.as(seat(1), {{"type", "finish"}, {"note", "dit à voix haute"}}, seat(2)) == accepted);
  const Json shown = {{"text", "dit à voix haute"}, {"entered_by", "s2"}};
  CHECK(bench.room()["notes"]["s1"] == shown);
  CHECK(bench.minutes("round_note")[0] ==
        Json{{"seat", "s1"}, {"text", "dit à voix haute"}, {"entered_by", "s2"}});
  CHECK(bench.as(seat(1), note("en mes mots")) == accepted);
  CHECK(bench.room()["notes"]["s1"] == Json{{"text", "en mes mots"}});
}

TEST_CASE("the turn's clock starts with the turn and stands still with the room") {
  Bench bench = round_of(2, {{"turn_s", 90}});
  CHECK(bench.room()["turn_s"] == 90);
  const Instant start = bench.now;
  bench.wait(5000);
  CHECK(bench.room()["turn_started_at"] == start);
  Sections sections;
  bench.activity().shifted(700).describe(room_layer(), sections);
  CHECK(sections.difference(nullptr)["turn_started_at"] == start + 700);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.room()["turn_started_at"] == start + 5000);
}

TEST_CASE("above sixty-four seats the whole order is not sent to everybody") {
  Bench bench = round_of(activities::round::order_shown_max);
  CHECK(bench.room()["order"].size() == activities::round::order_shown_max);
  bench.join();
  CHECK_FALSE(bench.room().contains("order"));
  CHECK(bench.own(seat(65)) == Json{{"ticket", 65}, {"mark", "waiting"}});
  CHECK(bench.progress().missing[0].seats.size() == activities::missing_seats_max);
}

TEST_CASE("[I1] [I5] whatever happens, nobody is skipped and one seat at most has the floor") {
  CHECK(rc::check([](const std::vector<Move>& moves, bool offer_back, bool backward) {
    Bench bench(activities::round::kind(),
                {{"offer_back", offer_back}, {"backward", backward}, {"questions", true}},
                5);
    std::set<std::string> ever_counted = {"s1", "s2", "s3", "s4", "s5"};
    std::int64_t serving = 0;
    bench.watch = [&](const AnyActivity&, const AnyActivity&) {
      const Json room = bench.room();
      RC_ASSERT(room["serving"] >= serving);
      serving = room["serving"];
      std::size_t speaking = 0;
      std::size_t spoke = 0;
      std::set<Json> tickets;
      for (const auto& [who, place] : room["order"].items()) {
        spoke += place["mark"] == "spoke" ? 1 : 0;
        if (place["mark"] == "waiting") RC_ASSERT(tickets.insert(place["ticket"]).second);
        if (place["mark"] != "speaking") continue;
        ++speaking;
        RC_ASSERT(room["floor"] == who);
      }
      RC_ASSERT(room["spoken"] == spoke);
      if (room["phase"] == "closed") {
        RC_ASSERT(!room.contains("floor"));
        for (const std::string& who : ever_counted) {
          const std::string mark = room["order"][who]["mark"];
          RC_ASSERT(mark != "waiting");
          RC_ASSERT(mark != "speaking");
        }
      } else if (!room["order"].empty()) {
        RC_ASSERT(speaking == 1U);
      }
    };
    bench.begin();
    for (const Move& move : moves) {
      bench.stumble(move);
      if (bench.room()["phase"] == "closed") continue;
      const Json order = bench.room()["order"];
      for (const auto& [who, place] : order.items()) ever_counted.insert(who);
    }
    bench.check_replay();
  }));
}

TEST_CASE("[I1] from wherever it is, a round ends when everybody in it finishes") {
  CHECK(rc::check([](const std::vector<Move>& moves) {
    Bench bench(activities::round::kind(), Json::object(), 5);
    bench.begin();
    for (const Move& move : moves) bench.stumble(move);
    for (int turns = 0; bench.room().contains("floor"); ++turns) {
      RC_ASSERT(turns < 30);
      const auto who = SeatId::parse(bench.room()["floor"].get<std::string>());
      RC_ASSERT(bench.as(*who, finish) == accepted);
    }
    RC_ASSERT(bench.settled());
  }));
}
