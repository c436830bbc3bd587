// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/celebrate/celebrate.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json join_in = {{"type", "join_in"}};
Json thank(unsigned who, const char* text = nullptr) {
  Json command = {{"type", "thank"}, {"seat", seat(who).str()}};
  if (text != nullptr) command["text"] = text;
  return command;
}
Json withdraw(unsigned item) {
  return {{"type", "withdraw"}, {"item", palabre::test::item(item).str()}};
}

Bench celebration(std::uint32_t seats) {
  Bench bench(activities::celebrate::kind(), {{"of", "text"}}, seats);
  bench.begin();
  return bench;
}

}  // namespace

TEST_CASE("each joins in once; who has not is listed nowhere") {
  Bench bench = celebration(3);
  CHECK(bench.room() ==
        Json{{"of", "text"}, {"joined", 0}, {"seats", Json::object()}, {"thanks", Json::object()}});
  CHECK(bench.as(seat(2), join_in) == accepted);
  CHECK(bench.as(seat(2), join_in) == "already_done");
  CHECK(bench.room()["joined"] == 1);
  CHECK(bench.room()["seats"] == Json{{"s2", Json::object()}});
  CHECK(bench.own(seat(2)) == Json{{"joined", true}});
  CHECK(bench.own(seat(1)).empty());
  CHECK(bench.progress().missing.empty());
  CHECK_FALSE(bench.settled());
  bench.mark(seat(3), Attendance::aside);
  CHECK(bench.as(seat(3), join_in) == "not_counted");
  CHECK(bench.output() == Json{{"joined", 1}});
  bench.check_replay();
}

TEST_CASE("in a hall it is a number, no list") {
  Bench bench = celebration(65);
  for (unsigned n = 1; n <= 64; ++n) CHECK(bench.as(seat(n), join_in) == accepted);
  CHECK(bench.room()["seats"].size() == 64);
  CHECK(bench.as(seat(65), join_in) == accepted);
  CHECK(bench.room()["joined"] == 65);
  CHECK_FALSE(bench.room().contains("seats"));
}

TEST_CASE("one thanks somebody else, with words or without, and may take it back") {
  Bench bench = celebration(3);
  CHECK(bench.as(seat(1), thank(1)) == "thank_others");
  CHECK(bench.as(seat(1), thank(9)) == "no_such_seat");
  CHECK(bench.as(seat(1), thank(2, "Merci d'avoir attendu.")) == accepted);
  CHECK(bench.as(seat(3), thank(2), seat(1)) == accepted);
  CHECK(bench.room()["thanks"] ==
        Json{{"i1", {{"by", "s1"}, {"to", "s2"}, {"text", "Merci d'avoir attendu."}}},
             {"i2", {{"by", "s3"}, {"to", "s2"}, {"entered_by", "s1"}}}});
  CHECK(bench.minutes("thanks_worded")[0] ==
        Json{{"seat", "s1"}, {"to", "s2"}, {"text", "Merci d'avoir attendu."}});
  CHECK(bench.minutes("thanks").size() == 1);
  CHECK(bench.activity().word("i1")->value == "Merci d'avoir attendu.");
  CHECK(bench.activity().word("i2") == nullptr);
  CHECK(bench.activity().named(room_layer()) == std::vector{seat(3), seat(2), seat(1), seat(2)});
  CHECK(bench.as(seat(2), withdraw(2)) == "not_yours");
  CHECK(bench.as(seat(3), withdraw(7)) == "no_such_item");
  CHECK(bench.as(seat(3), withdraw(2)) == accepted);
  CHECK(bench.minutes("thanks").empty());
  CHECK(bench.as(seat(3), thank(1)) == accepted);
  CHECK(bench.room()["thanks"].contains("i3"));
  bench.check_replay();
}

TEST_CASE("so many thanks a seat, and those taken back do not count") {
  Bench bench = celebration(2);
  for (std::size_t n = 0; n < activities::celebrate::thanks_per_seat_max; ++n)
    CHECK(bench.as(seat(1), thank(2)) == accepted);
  CHECK(bench.as(seat(1), thank(2)) == "too_many");
  CHECK(bench.as(seat(2), thank(1)) == accepted);
  CHECK(bench.as(seat(1), withdraw(1)) == accepted);
  CHECK(bench.as(seat(1), thank(2)) == accepted);
}
