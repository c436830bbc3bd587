// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/checking.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("a check reveals by itself when the last seat has answered, and consent is the outcome") {
  Bench bench = checking();
  CHECK(bench.room()["version"] == text_version);
  CHECK(bench.room()["phase"] == "open");
  CHECK(bench.missing("not_answered") == 3);
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(say(bench, 2, answer("concern", "Le bruit")) == accepted);
  CHECK(bench.room()["answered"] == 2);
  CHECK_FALSE(bench.settled());
  CHECK(say(bench, 3, consent) == accepted);
  CHECK(bench.outcome() == "consent");
  CHECK(bench.activity().irrevocable());
  CHECK(bench.room()["tally"] == Json{{"consent", 2}, {"concern", 1}, {"objection", 0}});
  CHECK(bench.room()["answers"]["s2"] == Json{{"choice", "concern"}, {"text", "Le bruit"}});
  CHECK(bench.output() == Json{{"version", text_version},
                               {"outcome", "consent"},
                               {"objectors", Json::array()},
                               {"concerns", {"s2"}}});
  CHECK(say(bench, 1, objection) == "stale");
  bench.check_replay();
}

TEST_CASE("one objection is enough, and nobody outvotes it") {
  Bench bench = checking(5);
  for (std::uint32_t n = 1; n <= 4; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 5, objection) == accepted);
  CHECK(bench.outcome() == "objection");
  CHECK(bench.output()["objectors"] == Json{"s5"});
}

TEST_CASE("[I3] before the reveal an answer is nowhere but with whoever gave it") {
  Bench bench = checking();
  CHECK(say(bench, 2, answer("concern", "Le bruit")) == accepted);
  for (const Json& view :
       {bench.room(), bench.desk(), bench.view(screen_layer()), bench.own(seat(1))}) {
    CHECK(view.dump().find("bruit") == std::string::npos);
    CHECK_FALSE(view.contains("tally"));
    CHECK_FALSE(view.contains("answers"));
    CHECK_FALSE(view.contains("choice"));
  }
  CHECK(bench.own(seat(2)) == Json{{"choice", "concern"}, {"text", "Le bruit"}});
  CHECK(bench.output()["concerns"].empty());
  CHECK_FALSE(bench.output().contains("outcome"));
  for (const auto& line : bench.activity().minutes())
    CHECK(line.params.dump().find("s2") == std::string::npos);
}

TEST_CASE("an answer may be changed until the reveal, and counts once") {
  Bench bench = checking();
  CHECK(say(bench, 1, objection) == accepted);
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(bench.room()["answered"] == 1);
  CHECK(say(bench, 2, consent) == accepted);
  CHECK(say(bench, 3, consent) == accepted);
  CHECK(bench.outcome() == "consent");
  CHECK(bench.room()["tally"]["consent"] == 3);
}

TEST_CASE("[C-1] an answer to another version of the text counts for nothing") {
  Bench bench = checking();
  CHECK(bench.as(seat(1), consent, text_version - 1) == "stale");
  CHECK(bench.as(seat(1), consent) == "stale");
  CHECK(bench.room()["answered"] == 0);
}

TEST_CASE("[C-2] a text that changes under an open check makes it void, and reveals nothing") {
  Bench bench = checking();
  CHECK(say(bench, 1, objection) == accepted);
  bench.refer("other", {{"version", 9}});
  bench.refer("text", {{"version", text_version}, {"review_date", "2026-12-20"}});
  CHECK_FALSE(bench.settled());
  bench.refer("text", {{"version", text_version + 1}});
  CHECK(bench.outcome() == "void");
  CHECK_FALSE(bench.activity().irrevocable());
  CHECK_FALSE(bench.room().contains("tally"));
  CHECK(bench.output()["objectors"].empty());
  CHECK(say(bench, 2, consent) == "stale");
  CHECK(bench.minutes("check_voided")[0] ==
        Json{{"version", text_version}, {"changed_to", text_version + 1}});
  bench.check_replay();
}

TEST_CASE("a question is not an answer: it ends the check, and no answer shows") {
  Bench bench = checking();
  CHECK(say(bench, 1, objection) == accepted);
  CHECK(say(bench, 2, question("Qui ferme le soir ?")) == accepted);
  CHECK(bench.outcome() == "question");
  CHECK(bench.room()["phase"] == "asked");
  CHECK(bench.room()["asked_by"] == "s2");
  CHECK(bench.room()["question"] == "Qui ferme le soir ?");
  CHECK_FALSE(bench.room().contains("answers"));
  CHECK(bench.minute_codes() == std::vector<std::string>{"check_question_worded"});
}

TEST_CASE("[C-6] an objection's argument is not collected before the reveal") {
  Bench bench = checking();
  CHECK(say(bench, 1, answer("objection", "Trop cher")) == "argument_later");
  CHECK(say(bench, 1, answer("consent", "Bravo")) == "bad_field");
}

TEST_CASE("a rule set without concerns refuses them") {
  Bench bench = checking(3, {{"concerns", false}});
  CHECK(bench.room()["concerns_allowed"] == false);
  CHECK(say(bench, 1, answer("concern")) == "concerns_not_used");
}

TEST_CASE("a concern is put into words after the reveal, by whoever has it") {
  Bench bench = checking(2);
  CHECK(say(bench, 1, word_concern("Le bruit")) == "blind_still");
  CHECK(say(bench, 1, answer("concern")) == accepted);
  CHECK(say(bench, 2, consent) == accepted);
  CHECK(say(bench, 2, word_concern("Le bruit")) == "not_yours");
  CHECK(bench.as(seat(1), word_concern("Le bruit"), seat(2), text_version) == accepted);
  CHECK(bench.room()["answers"]["s1"] ==
        Json{{"choice", "concern"}, {"text", "Le bruit"}, {"entered_by", "s2"}});
  CHECK(bench.minutes("check_concern_worded")[0]["entered_by"] == "s2");
}

TEST_CASE(
    "an answer entered by a neighbour says so, to the seat at once and to all at the reveal") {
  Bench bench = checking(2);
  CHECK(bench.as(seat(2), consent, seat(1), text_version) == accepted);
  CHECK(bench.own(seat(2))["entered_by"] == "s1");
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(bench.room()["answers"]["s2"]["entered_by"] == "s1");
  CHECK(bench.minutes("check_consent_entered")[0] == Json{{"seat", "s2"}, {"entered_by", "s1"}});
}

TEST_CASE("a seat that goes no longer blocks; the check reveals when it was the last awaited") {
  Bench bench = checking();
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(say(bench, 2, consent) == accepted);
  bench.mark(seat(3), Attendance::away);
  CHECK(bench.outcome() == "consent");
  CHECK(bench.room()["total"] == 2);
  CHECK(bench.minutes("check_absent")[0] == Json{{"seats", {"s3"}}});
  bench.check_replay();
}

TEST_CASE("silence alone decides nothing: when everybody goes, the check stays open") {
  Bench bench = checking(2);
  bench.mark(seat(1), Attendance::away);
  bench.mark(seat(2), Attendance::away);
  CHECK_FALSE(bench.settled());
  bench.mark(seat(2), Attendance::counted);
  CHECK(bench.missing("not_answered") == 1);
  CHECK(say(bench, 2, consent) == accepted);
  CHECK(bench.settled());
}

TEST_CASE("nobody is rid of an objection by marking its author away") {
  Bench bench = checking();
  CHECK(say(bench, 1, objection) == accepted);
  bench.mark(seat(1), Attendance::away);
  CHECK(say(bench, 1, consent) == "not_counted");
  CHECK(say(bench, 2, consent) == accepted);
  CHECK(say(bench, 3, consent) == accepted);
  CHECK(bench.outcome() == "objection");
}

TEST_CASE("a late seat must answer too, and one that comes back keeps the answer it gave") {
  Bench bench = checking(2);
  CHECK(say(bench, 1, consent) == accepted);
  const SeatId late = bench.join();
  CHECK(bench.missing("not_answered") == 2);
  CHECK(say(bench, 2, consent) == accepted);
  CHECK_FALSE(bench.settled());
  bench.mark(seat(1), Attendance::aside);
  bench.mark(seat(1), Attendance::counted);
  CHECK(bench.missing("not_answered") == 1);
  CHECK(bench.as(late, consent, text_version) == accepted);
  CHECK(bench.settled());
  bench.mark(bench.join(), Attendance::away);
  CHECK(bench.room()["total"] == 3);
}

TEST_CASE("who is still awaited is named after thirty seconds, not before") {
  Bench bench = checking();
  CHECK(say(bench, 2, consent) == accepted);
  bench.wait(29'999);
  CHECK(bench.missing_seats("not_answered").empty());
  bench.wait(1);
  CHECK(bench.missing_seats("not_answered") == std::vector<SeatId>{seat(1), seat(3)});
  CHECK_FALSE(bench.activity().deadline());
}

TEST_CASE("a room that slept gives everybody the same time all the same") {
  Bench bench = checking();
  const auto due = bench.activity().deadline();
  REQUIRE(due);
  CHECK(bench.activity().shifted(5'000).deadline() == *due + 5'000);
}

TEST_CASE("a last call is for large groups, and belongs to whoever conducts") {
  Bench small = checking(20);
  CHECK(say(small, 1, last_call) == "last_call_small");
  Bench bench = checking(21);
  CHECK(say(bench, 2, last_call) == "not_allowed");
  CHECK(say(bench, 1, last_call) == accepted);
  CHECK(bench.room()["last_call_until"] == bench.now + 60'000);
  CHECK(say(bench, 1, last_call) == "already_done");
}

TEST_CASE("after a last call the rest are without answer, which is never consent") {
  Bench bench = checking(24);
  for (std::uint32_t n = 1; n <= 20; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 1, last_call) == accepted);
  bench.wait(59'999);
  CHECK_FALSE(bench.settled());
  bench.wait(1);
  CHECK(bench.outcome() == "consent");
  CHECK(bench.room()["tally"]["consent"] == 20);
  CHECK(bench.room()["total"] == 24);
  CHECK(bench.minutes("check_without_answer")[0] == Json{{"seats", {"s21", "s22", "s23", "s24"}}});
  bench.check_replay();
}

TEST_CASE("a last call without a quorum closes nothing, says so, and may be made again") {
  Bench bench = checking(24, {{"quorum_percent", 50}});
  for (std::uint32_t n = 1; n <= 11; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 1, last_call) == accepted);
  bench.wait(60'000);
  CHECK_FALSE(bench.settled());
  CHECK_FALSE(bench.room().contains("last_call_until"));
  CHECK(bench.missing("quorum_missing") == 1);
  CHECK(say(bench, 12, consent) == accepted);
  CHECK(bench.missing("quorum_missing") == 0);
  CHECK(say(bench, 1, last_call) == accepted);
  bench.wait(60'000);
  CHECK(bench.settled());
  bench.check_replay();
}

TEST_CASE("answers during a last call close it before its time") {
  Bench bench = checking(21);
  for (std::uint32_t n = 1; n <= 20; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 1, last_call) == accepted);
  CHECK(say(bench, 21, objection) == accepted);
  CHECK(bench.outcome() == "objection");
  CHECK_FALSE(bench.activity().deadline());
}

TEST_CASE("above 64 answers all are counted, and those to be heard are listed") {
  Bench bench = checking(70);
  for (std::uint32_t n = 1; n <= 68; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 69, objection) == accepted);
  CHECK(say(bench, 70, answer("concern")) == accepted);
  CHECK(bench.room()["tally"]["consent"] == 68);
  CHECK(bench.room()["answers"] ==
        Json{{"s69", {{"choice", "objection"}}}, {"s70", {{"choice", "concern"}}}});
  CHECK(bench.own(seat(1))["choice"] == "consent");
}

TEST_CASE("ten thousand seats fit into the event that opens a check") {
  Bench bench(activities::consent_check::kind(), {{"of", "text"}}, 0);
  activities::Context by;
  for (std::uint32_t n = 1; n <= 10'000; ++n)
    by.census.set(seat(n), n % 5'000 == 0 ? Attendance::away : Attendance::counted);
  const auto events = bench.activity().begin(by);
  REQUIRE(events.size() == 1);
  CHECK(events[0].facts["seats"] == Json{1, 4'999, 5'001, 9'999});
  const auto opened = bench.activity().apply(events[0], {0});
  CHECK(opened->progress().missing[0].count == 9'998);
}

namespace {

// Mostly answers, so that checks get to their reveal; else whatever a bench stumbles into.
void go_on(Bench& bench, const Move& move, unsigned seats) {
  const std::vector<Json> ways = {consent, answer("concern"), objection};
  if (move.how % 131 == 5)
    bench.refer("text", {{"version", text_version + 1}});
  else if (move.how % 61 == 7)
    say(bench, 1 + move.who % seats, question("Et si ?"));
  else if (move.how % 7 == 3)
    bench.stumble({move.what % 4, move.who, move.how});  // marks, time, newcomers
  else if (move.how % 7 == 4)
    say(bench, 1, last_call);
  else
    bench.as(seat(1 + (move.what * 12 + move.who) % seats),
             ways[move.how % 3],
             seat(1 + move.who % 2),
             text_version);
}

std::set<std::string> ever_awaited(const Bench& bench, std::uint32_t from_the_start) {
  std::set<std::string> ever;
  for (std::uint32_t n = 1; n <= from_the_start; ++n) ever.insert(seat(n).str());
  for (const EventRecord& event : bench.log())
    if (event.type == "seat_awaited/1") ever.insert(event.facts["seat"].get<std::string>());
  return ever;
}

void nobody_is_skipped(const std::vector<Move>& moves, std::uint32_t seats, std::uint32_t quick) {
  Bench bench = checking(seats);
  for (std::uint32_t n = 1; n <= quick; ++n) say(bench, n, consent);
  for (const Move& move : moves) {
    go_on(bench, move, seats);
    const Json room = bench.room();
    RC_ASSERT(room["answered"].get<int>() <= room["total"].get<int>());
    RC_ASSERT(room.contains("tally") == (room["phase"] == "revealed"));
    RC_ASSERT(room.contains("answers") == (room["phase"] == "revealed"));
  }
  bench.check_replay();
  const Json room = bench.room();
  RC_TAG(room["phase"].get<std::string>());
  if (room["phase"] != "revealed") return;
  std::map<std::string, int> marks;
  for (const auto& [id, one] : room["answers"].items()) ++marks[id];
  for (const char* code : {"check_absent", "check_without_answer"})
    for (const Json& line : bench.minutes(code))
      for (const Json& id : line["seats"]) ++marks[id.get<std::string>()];
  for (const std::string& id : ever_awaited(bench, seats)) RC_ASSERT(marks[id] == 1);
  const Json& tally = room["tally"];
  const auto all = tally["consent"].get<std::size_t>() + tally["concern"].get<std::size_t>() +
                   tally["objection"].get<std::size_t>();
  RC_ASSERT(all == room["answers"].size());
  RC_ASSERT(all > 0);
  RC_ASSERT((bench.outcome() == "objection") == (tally["objection"] != 0));
}

}  // namespace

TEST_CASE("[I1][I2] every seat counted at any time ends with exactly one mark, one voice each") {
  CHECK(rc::check("a circle",
                  [](const std::vector<Move>& moves) { nobody_is_skipped(moves, 4, 0); }));
  CHECK(rc::check("a hall",
                  [](const std::vector<Move>& moves) { nobody_is_skipped(moves, 21, 12); }));
}

TEST_CASE("[I3][G11] what is hidden changes no byte for anybody else") {
  CHECK(rc::check("blind", [](const std::vector<Move>& moves) {
    const std::vector<Json> ways = {consent, answer("concern"), objection};
    Bench one = checking(5);
    Bench other = checking(5);
    for (const Move& move : moves) {
      const SeatId who = seat(1 + move.who % 4);  // s5 keeps the check open
      one.as(who, ways[move.how % 3], text_version);
      other.as(who, ways[move.what % 3], text_version);
      for (const Layer& layer : {room_layer(), screen_layer(), desk_layer(), own_layer(seat(5))})
        RC_ASSERT(one.view(layer) == other.view(layer));
      RC_ASSERT(one.output() == other.output());
      RC_ASSERT(one.progress() == other.progress());
      RC_ASSERT(one.minute_codes() == other.minute_codes());
    }
  }));
}
