// SPDX-License-Identifier: AGPL-3.0-or-later
// The forms of a consent check: the sense of the meeting, said round the circle, without concerns.
#include <catch2/catch.hpp>

#include "activities/checking.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json said = {{"type", "said"}};
const Json sense = {{"counts", false}};
const Json round_the_circle = {{"signal", "round"}};

// Numbers that are no count of answers: the version of the text, and what is missing is missing
// once.
std::vector<Json> views_of_others(const Bench& bench, SeatId but) {
  std::vector<Json> views = {bench.room(), bench.view(screen_layer()), bench.desk()};
  for (std::uint32_t n = 1; n <= 4; ++n)
    if (seat(n) != but) views.push_back(bench.own(seat(n)));
  for (const auto& missing : bench.progress().missing) {
    CHECK(missing.count == 1);
    CHECK(missing.seats.empty());
  }
  return views;
}

void no_count_and_no_seat(const Bench& bench) {
  for (const char* value : {"answered", "total", "tally", "answers"})
    CHECK_FALSE(bench.room().contains(value));
  for (const Json& view : {bench.room(), bench.view(screen_layer()), bench.desk()})
    for (std::uint32_t n = 1; n <= 24; ++n)
      CHECK(view.dump().find('"' + seat(n).str() + '"') == std::string::npos);
  for (const MinuteLine& line : bench.activity().minutes())
    for (const auto& [name, value] : line.params.items())
      CHECK((name == "version" || name == "text"));
}

}  // namespace

TEST_CASE("[M-1] the sense of the meeting: no count and no seat, before or after, on any layer") {
  Bench bench = checking(4, sense);
  no_count_and_no_seat(bench);
  CHECK(bench.room()["all_answered"] == false);
  for (std::uint32_t n = 1; n <= 3; ++n) {
    const auto before = views_of_others(bench, seat(n));
    CHECK(say(bench, n, n == 2 ? answer("concern", "Le bruit") : consent) == accepted);
    CHECK(views_of_others(bench, seat(n)) == before);
    no_count_and_no_seat(bench);
  }
  bench.wait(60'000);  // nor are names given to the desk
  CHECK(bench.missing_seats("somebody_not_answered").empty());
  CHECK(bench.own(seat(2))["choice"] == "concern");
  CHECK(say(bench, 4, answer("concern")) == accepted);
  CHECK(bench.outcome() == "consent");
  no_count_and_no_seat(bench);
  CHECK(bench.room()["all_answered"] == true);
  CHECK(bench.room()["words"] == Json{{"i1", {{"text", "Le bruit"}}}});
  CHECK(say(bench, 4, word_concern("Le prix")) == accepted);
  CHECK(say(bench, 4, word_concern("Le prix du bois")) == accepted);
  CHECK(bench.room()["words"]["i2"] == Json{{"text", "Le prix du bois"}});
  CHECK(bench.room()["words"].size() == 2);
  CHECK(bench.minute_codes() ==
        std::vector<std::string>{"check_sense_consent", "check_sense_words", "check_sense_words"});
  no_count_and_no_seat(bench);
  bench.check_replay();
}

TEST_CASE("[M-1] an objection shows in the sense of the meeting as an objection, not as one of n") {
  Bench one = checking(4, sense), two = checking(4, sense);
  for (std::uint32_t n = 1; n <= 4; ++n) {
    CHECK(say(one, n, n == 1 ? objection : consent) == accepted);
    CHECK(say(two, n, n >= 3 ? objection : consent) == accepted);
  }
  CHECK(one.outcome() == "objection");
  CHECK(one.room() == two.room());
  CHECK(one.minute_codes() == std::vector<std::string>{"check_sense_objection"});
  CHECK(one.own(seat(1))["choice"] == "objection");
}

TEST_CASE("a last call without counts says that it was not enough, not by how many") {
  Bench bench = checking(24, sense);
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(say(bench, 1, last_call) == accepted);
  bench.wait(60'000);
  CHECK(bench.missing("too_few_answers") == 1);
  CHECK(bench.missing("somebody_not_answered") == 1);
  for (std::uint32_t n = 2; n <= 20; ++n) CHECK(say(bench, n, consent) == accepted);
  CHECK(say(bench, 1, last_call) == accepted);
  bench.wait(60'000);
  CHECK(bench.outcome() == "consent");
  CHECK(bench.minute_codes() ==
        std::vector<std::string>{"check_sense_consent", "check_sense_without_answer"});
  no_count_and_no_seat(bench);
}

TEST_CASE("a sense of the meeting is not said round the circle: that would count it") {
  CHECK_FALSE(activities::consent_check::kind().make(
      {{"of", "text"}, {"counts", false}, {"signal", "round"}}));
}

TEST_CASE("said round the circle: revealed at once, then each says its own, and then it is over") {
  Bench bench = checking(4, round_the_circle);
  CHECK(say(bench, 1, said) == "blind_still");
  CHECK_FALSE(bench.room().contains("floor"));
  for (std::uint32_t n = 1; n <= 4; ++n) {
    CHECK_FALSE(bench.room().contains("answers"));
    CHECK(say(bench, n, n == 3 ? objection : consent) == accepted);
  }
  CHECK(bench.room()["phase"] == "revealed");
  CHECK(bench.room()["tally"]["objection"] == 1);
  CHECK_FALSE(bench.settled());
  CHECK_FALSE(bench.output().contains("outcome"));
  CHECK(bench.activity().irrevocable());
  CHECK(bench.room()["floor"] == "s1");
  CHECK(bench.room()["next"] == Json{"s2", "s3", "s4"});
  CHECK(bench.missing("not_said") == 4);
  CHECK(say(bench, 2, said) == "not_your_turn");
  CHECK(say(bench, 1, said) == accepted);
  CHECK(bench.room()["said"] == 1);
  CHECK(bench.room()["floor"] == "s2");
  CHECK(say(bench, 1, said) == accepted);  // whoever conducts goes on
  CHECK(bench.as(seat(3), said, seat(2), text_version) == accepted);
  CHECK(say(bench, 1, consent) == "stale");
  CHECK(say(bench, 4, said) == accepted);
  CHECK(bench.outcome() == "objection");
  CHECK_FALSE(bench.room().contains("floor"));
  CHECK(say(bench, 4, said) == "stale");
  bench.check_replay();
}

TEST_CASE("who goes away says nothing more; its answer stays, and the circle goes on") {
  Bench bench = checking(3, round_the_circle);
  CHECK(say(bench, 2, objection) == accepted);
  bench.mark(seat(2), Attendance::away);
  CHECK(say(bench, 1, consent) == accepted);
  CHECK(say(bench, 3, consent) == accepted);
  CHECK(bench.room()["floor"] == "s1");
  CHECK(bench.room()["next"] == Json{"s3"});
  bench.mark(seat(1), Attendance::aside);
  CHECK(bench.room()["floor"] == "s3");
  bench.mark(seat(3), Attendance::away);
  CHECK(bench.outcome() == "objection");
  bench.check_replay();
}

TEST_CASE("in a hall only those with a concern or an objection say it aloud") {
  Bench bench = checking(70, round_the_circle);
  for (std::uint32_t n = 1; n <= 70; ++n)
    CHECK(say(bench, n, n == 40 ? objection : n == 50 ? answer("concern") : consent) == accepted);
  CHECK(bench.room()["floor"] == "s40");
  CHECK(bench.room()["next"] == Json{"s50"});
  Bench agreed = checking(70, round_the_circle);
  for (std::uint32_t n = 1; n <= 70; ++n) CHECK(say(agreed, n, consent) == accepted);
  CHECK(agreed.outcome() == "consent");
}

TEST_CASE("[sofa] a rule set without concerns has none, whatever else is said") {
  Bench bench = checking(2, {{"test", "sofa"}, {"concerns", true}});
  CHECK(bench.room()["concerns_allowed"] == false);
  CHECK(say(bench, 1, answer("concern")) == "concerns_not_used");
  CHECK(say(bench, 1, objection) == accepted);
  CHECK(checking(2, {{"test", "s3"}}).room()["concerns_allowed"] == true);
  CHECK(checking(2, {{"test", "s3"}, {"concerns", false}}).room()["concerns_allowed"] == false);
}
