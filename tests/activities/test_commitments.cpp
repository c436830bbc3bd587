// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/commitments/commitments.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Json propose(const std::string& what, unsigned who) {
  return {{"type", "propose"}, {"what", what}, {"seat", seat(who).str()}};
}
Json propose(const std::string& what, unsigned who, const std::string& by_when) {
  Json command = propose(what, who);
  command["by_when"] = by_when;
  return command;
}
Json on_item(const char* type, int n) {
  return {{"type", type}, {"item", "i" + std::to_string(n)}};
}
Json change(int n, const std::string& what) {
  Json command = on_item("change", n);
  command["what"] = what;
  return command;
}

Bench noting() {
  Bench bench(activities::commitments::kind(), Json::object(), 4);
  bench.begin();
  return bench;
}

Json row(const Bench& bench, const char* id) { return bench.room()["items"][id]; }

}  // namespace

TEST_CASE("a commitment counts when the seat that it names has accepted it") {
  Bench bench = noting();
  CHECK(bench.as(seat(3), propose("Demander la salle", 2, "2026-12-20")) == accepted);
  CHECK(row(bench, "i1") == Json{{"what", "Demander la salle"},
                                 {"seat", "s2"},
                                 {"by", "s3"},
                                 {"by_when", "2026-12-20"},
                                 {"state", "asked"}});
  CHECK(bench.missing("commitment_unanswered") == 1);
  CHECK(bench.missing_seats("commitment_unanswered") == std::vector<SeatId>{seat(2)});
  CHECK(bench.minute_codes() == std::vector<std::string>{"commitment_unanswered_by"});
  CHECK(bench.as(seat(3), on_item("accept", 1)) == "not_yours");
  CHECK(bench.as(seat(1), on_item("decline", 1)) == "not_yours");
  CHECK(bench.as(seat(2), on_item("accept", 9)) == "no_such_item");
  CHECK(bench.as(seat(2), on_item("accept", 1)) == accepted);
  CHECK(bench.as(seat(2), on_item("accept", 1)) == "already_done");
  CHECK(row(bench, "i1")["state"] == "accepted");
  CHECK(bench.missing("commitment_unanswered") == 0);
  CHECK(bench.output() == Json{{"count", 1}, {"accepted", 1}});
  CHECK(bench.minutes("commitment_by")[0] ==
        Json{{"seat", "s2"}, {"text", "Demander la salle"}, {"by_when", "2026-12-20"}});
  CHECK_FALSE(bench.settled());
  bench.check_replay();
}

TEST_CASE("whoever names oneself has accepted by that") {
  Bench bench = noting();
  CHECK(bench.as(seat(2), propose("Apporter les clés", 2)) == accepted);
  CHECK(row(bench, "i1")["state"] == "accepted");
}

TEST_CASE("a commitment may be declined, also later, and the minutes name nobody for it") {
  Bench bench = noting();
  CHECK(bench.as(seat(1), propose("Demander la salle", 2)) == accepted);
  CHECK(bench.as(seat(2), on_item("decline", 1)) == accepted);
  CHECK(row(bench, "i1")["state"] == "declined");
  CHECK(bench.missing("commitment_unanswered") == 0);
  CHECK(bench.minute_codes().empty());
  CHECK(bench.as(seat(2), on_item("decline", 1)) == "already_done");
  CHECK(bench.as(seat(2), on_item("accept", 1)) == accepted);
  CHECK(bench.as(seat(2), on_item("decline", 1)) == accepted);
  CHECK(bench.output() == Json{{"count", 1}, {"accepted", 0}});
}

TEST_CASE("other words ask again; one's own words are a yes") {
  Bench bench = noting();
  CHECK(bench.as(seat(1), propose("Demander la salle", 2, "2026-12-20")) == accepted);
  CHECK(bench.as(seat(2), on_item("accept", 1)) == accepted);
  CHECK(bench.as(seat(3), change(1, "Deux salles")) == "not_yours");
  CHECK(bench.as(seat(1), change(1, "Deux salles")) == accepted);
  CHECK(row(bench, "i1")["state"] == "asked");
  CHECK_FALSE(row(bench, "i1").contains("by_when"));
  CHECK(bench.output()["accepted"] == 0);
  CHECK(bench.as(seat(2), change(1, "Une seule salle")) == accepted);
  CHECK(row(bench, "i1")["state"] == "accepted");
  CHECK(row(bench, "i1")["what"] == "Une seule salle");
}

TEST_CASE("withdrawn by whoever proposed it, or by whoever conducts, it is gone") {
  Bench bench = noting();
  CHECK(bench.as(seat(3), propose("Demander la salle", 2)) == accepted);
  CHECK(bench.as(seat(3), propose("Faire le thé", 4)) == accepted);
  CHECK(bench.as(seat(2), on_item("withdraw", 1)) == "not_allowed");
  CHECK(bench.as(seat(1), on_item("withdraw", 1)) == accepted);
  CHECK(bench.as(seat(3), on_item("withdraw", 2)) == accepted);
  CHECK(bench.room() == Json{{"count", 0}, {"items", Json::object()}});
  CHECK(bench.missing("commitment_unanswered") == 0);
  CHECK(bench.as(seat(3), propose("Autre chose", 2)) == accepted);
  CHECK(bench.room()["items"].contains("i3"));
  bench.check_replay();
}

TEST_CASE("a neighbour's yes is shown as entered by the neighbour") {
  Bench bench = noting();
  CHECK(bench.as(seat(1), propose("Demander la salle", 2)) == accepted);
  CHECK(bench.as(seat(2), on_item("accept", 1), seat(4)) == accepted);
  CHECK(row(bench, "i1")["entered_by"] == "s4");
  CHECK(bench.minutes("commitment")[0]["entered_by"] == "s4");
}

TEST_CASE("the day is a day of the calendar, and the seat one that is here") {
  Bench bench = noting();
  CHECK(bench.as(seat(1), propose("Demander la salle", 2, "2026-02-30")) == "bad_field");
  CHECK(bench.as(seat(1), propose("Demander la salle", 9)) == "not_counted");
  CHECK(bench.refusal().params == Json{{"seat", "s9"}});
}

TEST_CASE("a seat that has gone is not waited for, and is again when it comes back") {
  Bench bench = noting();
  CHECK(bench.as(seat(1), propose("Demander la salle", 2)) == accepted);
  bench.mark(seat(2), Attendance::away);
  CHECK(bench.missing("commitment_unanswered") == 0);
  CHECK(row(bench, "i1")["state"] == "asked");
  CHECK(bench.as(seat(1), change(1, "Deux salles")) == accepted);
  CHECK(bench.missing("commitment_unanswered") == 0);
  bench.mark(seat(2), Attendance::counted);
  CHECK(bench.missing("commitment_unanswered") == 1);
  bench.check_replay();
}

TEST_CASE("a commitment may say which idea it carries, and the minutes quote it") {
  Bench bench(activities::commitments::kind(), {{"of", "ideas"}}, 3);
  bench.refs["ideas"] = {{"items", {"g1", "g2"}}};
  bench.begin();
  Json carry = propose("Écrire au maire", 2);
  carry["item"] = "g2";
  CHECK(bench.as(seat(2), carry) == accepted);
  CHECK(row(bench, "i1")["item"] == "g2");
  CHECK(bench.room()["of"] == "ideas");
  CHECK(bench.minutes("commitment")[0]["about"] == Json{{{"of", "ideas"}, {"id", "g2"}}});
  carry["item"] = "g3";
  CHECK(bench.as(seat(2), carry) == "no_such_item");
  bench.check_replay();
  Bench plain = noting();
  CHECK(plain.as(seat(2), carry) == "bad_field");
}

TEST_CASE("one seat proposes fifty commitments at most") {
  Bench bench = noting();
  for (int i = 0; i < 50; ++i) CHECK(bench.as(seat(1), propose("Encore", 2)) == accepted);
  CHECK(bench.as(seat(1), propose("Encore", 2)) == "too_many");
  CHECK(bench.as(seat(3), propose("Encore", 2)) == accepted);
}

TEST_CASE("nobody is committed but by their own act, and who is missing is who was asked") {
  CHECK(rc::check("commitments", [](const std::vector<Move>& moves) {
    Bench bench = noting();
    bench.tokens = {"2026-12-20", "hier"};
    for (const Move& move : moves) {
      const Json before = bench.room();
      const std::size_t known = bench.log().size();
      bench.stumble(move);
      std::size_t taken = 0;
      std::set<std::string> asked;
      const Json after = bench.room();
      for (const auto& [id, one] : after["items"].items()) {
        taken += one["state"] == "accepted" ? 1 : 0;
        if (one["state"] == "asked") asked.insert(one["seat"].get<std::string>());
        const bool was = before["items"].contains(id) && before["items"][id]["state"] == "accepted";
        if (one["state"] != "accepted" || was) continue;
        RC_ASSERT(bench.log().size() > known);
        RC_ASSERT(bench.log().back().type == "commitment_accepted/1");
        RC_ASSERT(bench.log().back().facts["seat"] == one["seat"]);
      }
      RC_ASSERT(bench.output()["accepted"] == taken);
      RC_ASSERT(after["count"] == after["items"].size());
      RC_ASSERT(bench.missing("commitment_unanswered") <= asked.size());
      for (const SeatId who : bench.missing_seats("commitment_unanswered"))
        RC_ASSERT(asked.contains(who.str()));
    }
    for (std::uint32_t n = 1; n <= 12; ++n) bench.mark(seat(n), Attendance::counted);
    std::set<std::string> asked;
    const Json room = bench.room();
    for (const auto& [id, one] : room["items"].items())
      if (one["state"] == "asked") asked.insert(one["seat"].get<std::string>());
    RC_ASSERT(bench.missing("commitment_unanswered") == asked.size());
    bench.check_replay();
  }));
}
