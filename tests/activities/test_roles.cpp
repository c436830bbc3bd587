// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/roles/roles.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Json act(const char* type, const char* role = "facilitator") {
  return {{"type", type}, {"role", role}};
}
Json propose(unsigned to, const char* role = "facilitator") {
  return {{"type", "propose"}, {"role", role}, {"seat", seat(to).str()}};
}

/// Does what the room does: the roles held are those that the activity says.
std::string say(Bench& bench, unsigned n, const Json& command) {
  const std::string answer = bench.as(seat(n), command);
  bench.holders = *bench.activity().holders();
  return answer;
}

Bench vacant() {
  Bench bench(activities::roles::kind(),
              {{"roles", {"facilitator", "scribe"}}, {"required", {"facilitator"}}},
              4);
  bench.holders.clear();
  bench.begin();
  return bench;
}

// s1 facilitates, and has taken the role as founder.
Bench facilitated() {
  Bench bench = vacant();
  REQUIRE(say(bench, 1, act("take")) == accepted);
  return bench;
}

Json role(const Bench& bench, const char* name = "facilitator") {
  return bench.room()["roles"][name];
}

}  // namespace

TEST_CASE("a vacant role is taken by any counted seat; a required one is missing until then") {
  Bench bench = vacant();
  CHECK(bench.missing("role_vacant") == 1);
  CHECK(role(bench) == Json::object());
  CHECK(say(bench, 1, act("take", "cook")) == "no_such_role");
  bench.mark(seat(1), Attendance::aside);
  CHECK(say(bench, 1, act("take")) == "not_counted");
  CHECK(say(bench, 2, act("take")) == accepted);
  CHECK(bench.missing("role_vacant") == 0);
  CHECK(role(bench) == Json{{"holder", "s2"}});
  CHECK(*bench.activity().holders() == std::map<std::string, SeatId>{{"facilitator", seat(2)}});
  CHECK(bench.minutes("role_taken")[0] ==
        Json{{"role", "facilitator"}, {"seat", "s2"}, {"changed_at", bench.now}});
}

TEST_CASE("[R-4] a role that somebody carries is taken by nobody") {
  Bench bench = facilitated();
  CHECK(say(bench, 2, act("take")) == "role_held");
  CHECK(bench.refusal().params == Json{{"role", "facilitator"}, {"seat", "s1"}});
  CHECK(say(bench, 1, act("take")) == "already_done");
}

TEST_CASE("a role is handed on by proposing it, and stays until it is accepted") {
  Bench bench = facilitated();
  CHECK(say(bench, 1, propose(2)) == accepted);
  CHECK(role(bench) == Json{{"holder", "s1"}, {"proposed", "s2"}, {"proposed_by", "s1"}});
  CHECK(bench.own(seat(2)) == Json{{"proposed", {{"facilitator", {{"by", "s1"}}}}}});
  CHECK(bench.own(seat(3)).empty());
  CHECK(say(bench, 3, act("accept")) == "not_proposed");
  CHECK(say(bench, 2, act("accept")) == accepted);
  CHECK(role(bench) == Json{{"holder", "s2"}});
  CHECK(bench.own(seat(2)).empty());
  CHECK(bench.minutes("role_handed")[0]["from"] == "s1");
  CHECK(say(bench, 1, act("give_back")) == "not_yours");
  bench.check_replay();
}

TEST_CASE("declining needs no reason and leaves no trace but that the proposal is gone") {
  Bench bench = facilitated();
  const Json before = bench.room();
  const auto minutes = bench.minute_codes();
  CHECK(say(bench, 1, propose(2)) == accepted);
  CHECK(say(bench, 2, act("decline")) == accepted);
  CHECK(bench.room() == before);
  CHECK(bench.minute_codes() == minutes);
  CHECK(bench.log().back().facts == Json{{"role", "facilitator"}});
  CHECK(say(bench, 2, act("decline")) == "not_proposed");
}

TEST_CASE("who may propose: the holder, whoever conducts, or anyone while the role is vacant") {
  Bench bench = facilitated();
  CHECK(say(bench, 2, propose(3)) == "not_allowed");
  CHECK(say(bench, 2, propose(3, "scribe")) == accepted);
  CHECK(say(bench, 3, act("accept", "scribe")) == accepted);
  CHECK(say(bench, 1, propose(2, "scribe")) == accepted);
  CHECK(say(bench, 3, propose(4, "scribe")) == accepted);
  CHECK(role(bench, "scribe")["proposed"] == "s4");
  CHECK(bench.own(seat(2)).empty());
  CHECK(say(bench, 1, propose(1, "scribe")) == "not_allowed");
  CHECK(say(bench, 1, propose(1)) == "already_done");
  bench.mark(seat(2), Attendance::away);
  CHECK(say(bench, 1, propose(2)) == "not_counted");
}

TEST_CASE("[R-3] a role is given back at any time, and is vacant then") {
  Bench bench = facilitated();
  bench.mark(seat(1), Attendance::aside);
  CHECK(role(bench)["holder"] == "s1");
  CHECK(say(bench, 1, act("give_back")) == accepted);
  CHECK(bench.missing("role_vacant") == 1);
  CHECK(bench.activity().holders()->empty());
  CHECK(bench.minute_codes() == std::vector<std::string>{"role_taken", "role_given_back"});
}

TEST_CASE("[I10] in relay anyone may take the role, and its holder may go on meanwhile") {
  Bench bench = facilitated();
  CHECK(say(bench, 2, act("open_relay")) == "not_allowed");
  CHECK(bench.as(SeatId{}, act("open_relay")) == accepted);
  CHECK(bench.as(SeatId{}, act("open_relay")) == "already_done");
  CHECK(role(bench) == Json{{"holder", "s1"}, {"relay", true}});
  CHECK(say(bench, 1, propose(3)) == accepted);
  CHECK(say(bench, 2, act("close_relay")) == "not_allowed");
  CHECK(say(bench, 2, act("take")) == accepted);
  CHECK(role(bench) == Json{{"holder", "s2"}});
  CHECK(say(bench, 3, act("accept")) == "not_proposed");
  CHECK(bench.minutes("role_relayed")[0]["from"] == "s1");
  bench.check_replay();
}

TEST_CASE("when the holder is back, the relay is over and nothing has changed") {
  Bench bench = facilitated();
  const Json before = bench.room();
  CHECK(bench.as(SeatId{}, act("open_relay")) == accepted);
  CHECK(bench.as(SeatId{}, act("close_relay")) == accepted);
  CHECK(bench.as(SeatId{}, act("close_relay")) == "already_done");
  CHECK(bench.room() == before);
  CHECK(say(bench, 2, act("take")) == "role_held");
  CHECK(bench.as(SeatId{}, act("open_relay", "scribe")) == "already_done");
}

TEST_CASE("whoever leaves gives back every role, and what was proposed to them is void") {
  Bench bench = facilitated();
  CHECK(say(bench, 1, act("take", "scribe")) == accepted);
  CHECK(say(bench, 1, propose(2)) == accepted);
  bench.mark(seat(1), Attendance::away);
  CHECK(role(bench)["holder"] == "s1");
  bench.mark(seat(1), Attendance::left);
  CHECK(bench.activity().holders()->empty());
  CHECK(role(bench)["proposed"] == "s2");
  bench.mark(seat(2), Attendance::left);
  CHECK(role(bench) == Json::object());
  CHECK(bench.minutes("role_left").size() == 2);
  bench.check_replay();
}

TEST_CASE("a role comes to a seat only by that seat's own act") {
  CHECK(rc::check("roles", [](const std::vector<Move>& moves) {
    Bench bench = facilitated();
    bench.tokens = {"facilitator", "scribe"};
    for (const Move& move : moves) {
      const auto before = *bench.activity().holders();
      const std::size_t known = bench.log().size();
      if (move.how % 11 == 3)
        bench.as(SeatId{}, act("open_relay"));
      else if (const Json now = role(bench); move.how % 11 < 3 && now.contains("proposed"))
        bench.as(*SeatId::parse(now["proposed"].get<std::string>()),
                 act(move.how % 2 == 0 ? "accept" : "decline"));
      else
        bench.stumble(move);
      const auto& after = *bench.activity().holders();
      bench.holders = after;
      for (const auto& [name, holder] : after) {
        const auto was = before.find(name);
        if (was != before.end() && was->second == holder) continue;
        const EventRecord& last = bench.log().back();
        RC_ASSERT(bench.log().size() == known + 1);
        RC_ASSERT(last.type == "role_taken/1" || last.type == "role_accepted/1");
        RC_ASSERT(last.facts["seat"] == holder.str());
      }
      const Json room = bench.room();
      for (const auto& [name, row] : room["roles"].items()) {
        const auto holder = after.find(name);
        RC_ASSERT(row.contains("holder") == (holder != after.end()));
        if (row.contains("proposed"))
          RC_ASSERT(
              bench.own(*SeatId::parse(row["proposed"].get<std::string>()))["proposed"].contains(
                  name));
      }
      RC_ASSERT(bench.missing("role_vacant") == (after.contains("facilitator") ? 0U : 1U));
    }
    bench.check_replay();
  }));
}
