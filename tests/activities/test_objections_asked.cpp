// SPDX-License-Identifier: AGPL-3.0-or-later
// `consent_including_author`: an objection holds as long as one says that it does.
#include <catch2/catch.hpp>

#include "activities/objections/objections.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Json on_item(const char* type, int n) {
  return {{"type", type}, {"item", "i" + std::to_string(n)}};
}
const Json deny = on_item("no_objection", 1);
const Json still = on_item("still", 1);
const Json lift = on_item("lift", 1);
const Json concern = on_item("concern", 1);
const Json argument = {{"type", "argue"}, {"item", "i1"}, {"text", "Personne pour fermer"}};

// s2 objects to version 1 (and s4, where two do); s1 facilitates.
Bench objecting(Json objectors = {"s2"}, const char* qualify_by = "consent_including_author") {
  Bench bench(activities::objections::kind(),
              {{"from", "check"}, {"text", "text"}, {"qualify_by", qualify_by}},
              4);
  bench.refs["check"] = {{"version", 1}, {"objectors", std::move(objectors)}};
  bench.refs["text"] = {{"version", 1}};
  bench.begin();
  CHECK(bench.as(seat(2), argument) == accepted);
  return bench;
}

Json row(const Bench& bench, const char* id = "i1") { return bench.room()["items"][id]; }

}  // namespace

TEST_CASE(
    "its author alone does not end it: everybody is asked, and all say that it no longer holds") {
  Bench bench = objecting();
  CHECK(bench.room()["qualify_by"] == "consent_including_author");
  CHECK(bench.as(seat(2), {{"type", "concern"}, {"item", "i1"}, {"text", "Le bruit"}}) == accepted);
  CHECK(row(bench)["state"] == "argued");
  CHECK(bench.room()["asked"] == "i1");
  CHECK(bench.room()["unsaid"] == 3);
  CHECK(bench.missing_seats("objection_unsaid") == std::vector<SeatId>{seat(1), seat(3), seat(4)});
  CHECK(bench.own(seat(3))["asked"] == "i1");
  CHECK(bench.own(seat(2)) == Json::object());
  CHECK(bench.as(seat(2), deny, 1) == "already_done");
  CHECK(bench.as(seat(3), deny, 1) == accepted);
  CHECK(bench.as(seat(1), deny, 1) == accepted);
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(4), deny, 1) == accepted);
  CHECK(bench.settled());
  CHECK(row(bench)["state"] == "concern");
  CHECK(row(bench)["concern"] == "Le bruit");
  bench.check_replay();
}

TEST_CASE("one who says that it still holds is enough, however many say that it does not") {
  Bench bench = objecting();
  CHECK(bench.as(seat(2), lift, 1) == accepted);
  CHECK(bench.as(seat(1), deny, 1) == accepted);
  CHECK(bench.as(seat(3), deny, 1) == accepted);
  CHECK(bench.as(seat(4), still, 1) == accepted);
  CHECK_FALSE(bench.settled());
  CHECK(row(bench)["state"] == "held");
  CHECK(row(bench)["upheld_by"] == "s4");
  CHECK_FALSE(bench.room().contains("asked"));
  CHECK(bench.minutes("objection_upheld")[0] == Json{{"seat", "s2"}, {"by", "s4"}});
  bench.check_replay();
}

TEST_CASE(
    "anybody may ask whether it holds, once it was heard; its author is always among those asked") {
  Bench bench = objecting();
  CHECK(bench.as(seat(3), still, 1) == "not_open");
  CHECK(bench.as(seat(3), deny) == "stale");
  CHECK(bench.as(seat(3), deny, 1) == accepted);
  CHECK(bench.as(seat(1), deny, 1) == accepted);
  CHECK(bench.as(seat(4), deny, 1) == accepted);
  bench.mark(seat(2), Attendance::away);
  CHECK(bench.missing_seats("objection_unsaid") == std::vector<SeatId>{seat(2)});
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(2), deny, seat(3), 1) == accepted);
  CHECK(row(bench)["state"] == "concern");
}

TEST_CASE("its author upholds it although everybody else would let it go") {
  Bench bench = objecting();
  for (const std::uint32_t n : {1U, 3U, 4U}) CHECK(bench.as(seat(n), deny, 1) == accepted);
  CHECK(bench.as(seat(2), still, 1) == accepted);
  CHECK(row(bench)["state"] == "held");
  CHECK_FALSE(row(bench).contains("upheld_by"));
  CHECK_FALSE(bench.settled());
}

TEST_CASE("whoever facilitates has one voice in this like anybody") {
  Bench bench = objecting();
  CHECK(bench.as(seat(1), deny, 1) == accepted);
  CHECK(bench.as(seat(1), deny, 1) == "already_done");
  CHECK_FALSE(bench.settled());
  CHECK(bench.room()["unsaid"] == 3);
}

TEST_CASE("what was not heard cannot be tested by others; its author may let it go to them") {
  Bench bench = objecting({"s2", "s4"});
  CHECK(bench.as(seat(3), {{"type", "take_up"}, {"item", "i2"}}) == "not_allowed");
  CHECK(bench.as(seat(1), {{"type", "take_up"}, {"item", "i2"}}) == accepted);
  CHECK(bench.as(seat(3), on_item("no_objection", 2), 1) == "argue_first");
  CHECK(bench.as(seat(3), deny, 1) == "not_your_turn");
  CHECK(bench.as(seat(4), on_item("concern", 2)) == accepted);
  CHECK(bench.as(seat(3), on_item("still", 2), 1) == accepted);
  CHECK(row(bench, "i2")["state"] == "pending");
  CHECK(row(bench, "i2")["upheld_by"] == "s3");
}

TEST_CASE("on a changed text it is asked anew, and what it lifts is integrated") {
  Bench bench = objecting();
  CHECK(bench.as(seat(3), deny, 1) == accepted);
  bench.refer("text", {{"version", 2}});
  CHECK_FALSE(bench.room().contains("asked"));
  CHECK(bench.as(seat(4), deny, 1) == "stale");
  CHECK(bench.as(seat(2), lift, 2) == accepted);
  for (const std::uint32_t n : {1U, 3U, 4U}) CHECK(bench.as(seat(n), deny, 2) == accepted);
  CHECK(row(bench)["state"] == "integrated");
  CHECK(bench.output()["integrated"] == 1);
}

TEST_CASE(
    "a seat that goes need not say; one that comes must; another objection drops the question") {
  Bench bench = objecting({"s2", "s4"});
  CHECK(bench.as(seat(2), lift, 1) == accepted);
  bench.mark(seat(3), Attendance::aside);
  CHECK(bench.room()["unsaid"] == 2);
  const SeatId late = bench.join();
  CHECK(bench.room()["unsaid"] == 3);
  CHECK(bench.as(seat(1), deny, 1) == accepted);
  CHECK(bench.as(late, deny, 1) == accepted);
  bench.mark(seat(4), Attendance::away);
  CHECK(row(bench)["state"] == "lifted");
  CHECK(bench.room()["current"] == "i2");
  Bench other = objecting({"s2", "s4"});
  CHECK(other.as(seat(2), lift, 1) == accepted);
  CHECK(other.as(seat(1), {{"type", "take_up"}, {"item", "i2"}}) == accepted);
  CHECK_FALSE(other.room().contains("asked"));
  CHECK(row(other)["state"] == "argued");
}

TEST_CASE("by the author's own rule nobody else is asked") {
  Bench bench = objecting({"s2"}, "author");
  CHECK(bench.as(seat(3), deny, 1) == "not_yours");
  CHECK(bench.as(seat(3), still, 1) == "not_yours");
  CHECK(bench.as(seat(2), deny, 1) == "not_open");
  CHECK(bench.as(seat(2), concern) == accepted);
  CHECK(bench.settled());
}

namespace {

void stumble_on(Bench& bench, const Move& move) {
  const SeatId who = seat(1 + move.who % 4);
  const std::vector<Json> ways = {deny, deny, deny, still, lift, concern};
  const auto version = bench.room()["text_version"].get<std::int64_t>();
  if (move.how % 23 == 4)
    bench.refer("text", {{"version", 1 + move.what % 3}});
  else if (move.how % 5 == 1)
    bench.stumble(move);
  else
    bench.as(who, ways[move.what % ways.size()], version);
}

}  // namespace

TEST_CASE("whatever happens, it ends only when its author and everybody here let it go") {
  CHECK(rc::check("asked", [](const std::vector<Move>& moves) {
    Bench bench = objecting();
    for (const Move& move : moves) {
      const bool open = bench.room()["items"]["i1"]["state"] == "argued" ||
                        bench.room()["items"]["i1"]["state"] == "held";
      const Json before = bench.room();
      stumble_on(bench, move);
      const std::string after = bench.room()["items"]["i1"]["state"].get<std::string>();
      if (!open || after == "argued" || after == "held") continue;
      // The last to say, or to go: nobody else was still to say it, or is here.
      RC_ASSERT((before.contains("asked") ? before["unsaid"] == 1 : bench.counted() <= 1));
    }
    bench.check_replay();
  }));
}
