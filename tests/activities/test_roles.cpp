// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

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

namespace {

Json rotate(const std::vector<std::string>& roles = {}) {
  Json command = {{"type", "rotate"}};
  if (!roles.empty()) command["roles"] = roles;
  return command;
}

// s1 facilitates, s2 keeps the time; both roles go round.
Bench going_round(std::uint32_t seats) {
  Bench bench(activities::roles::kind(),
              {{"roles", {"facilitator", "timekeeper", "scribe"}},
               {"rotation", {"facilitator", "timekeeper"}}},
              seats);
  bench.holders.clear();
  bench.begin();
  REQUIRE(say(bench, 1, act("take")) == accepted);
  REQUIRE(say(bench, 2, act("take", "timekeeper")) == accepted);
  return bench;
}

// Whom the role is offered to: the one seat whose own layer says so; none: 0.
unsigned asked(const Bench& bench, const char* role = "facilitator") {
  unsigned found = 0;
  for (unsigned n = 1; n <= 12; ++n)
    if (bench.own(seat(n)).value("proposed", Json::object()).contains(role)) {
      REQUIRE(found == 0);
      found = n;
    }
  return found;
}

}  // namespace

TEST_CASE("roles go round: each is offered to one seat, and stays until that seat accepts") {
  Bench bench = going_round(4);
  CHECK(bench.room()["rotation"] == Json{"facilitator", "timekeeper"});
  CHECK(say(bench, 2, rotate()) == "not_allowed");
  CHECK(say(bench, 1, rotate({"scribe"})) == "not_rotating");
  CHECK(say(bench, 1, rotate()) == accepted);
  CHECK(say(bench, 1, rotate()) == "already_done");
  CHECK(bench.missing("role_pending") == 2);
  CHECK(role(bench) == Json{{"holder", "s1"}, {"rotating", true}});
  CHECK(asked(bench) == 3);
  CHECK(asked(bench, "timekeeper") == 4);
  CHECK(bench.own(seat(3))["proposed"] == Json{{"facilitator", {{"by", "s1"}}}});
  CHECK(say(bench, 4, act("accept")) == "not_proposed");
  CHECK(say(bench, 3, act("accept")) == accepted);
  CHECK(role(bench) == Json{{"holder", "s3"}});
  CHECK(bench.missing("role_pending") == 1);
  CHECK(bench.minutes("role_handed")[0]["from"] == "s1");
  CHECK(bench.room()["held"] == Json{{"s1", 1}, {"s2", 1}, {"s3", 1}});
  CHECK(say(bench, 1, rotate()) == "not_allowed");
  bench.check_replay();
}

TEST_CASE("declining a role that goes round is private: nobody else sees anything change") {
  Bench bench = going_round(4);
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  const Json before = bench.room(), desk = bench.desk();
  const auto progress = bench.progress();
  CHECK(say(bench, 3, act("decline")) == accepted);
  CHECK(asked(bench) == 4);
  CHECK(bench.room() == before);
  CHECK(bench.desk() == desk);
  CHECK(bench.progress() == progress);
  CHECK(bench.progress().missing[0].seats.empty());
  CHECK(bench.minute_codes() == std::vector<std::string>{"role_taken", "role_taken"});
  // To propose it by hand tells nothing either: it puts an end to the rotation.
  CHECK(say(bench, 1, propose(4)) == accepted);
  CHECK(role(bench) == Json{{"holder", "s1"}, {"proposed", "s4"}, {"proposed_by", "s1"}});
}

TEST_CASE("when everybody declines the role stays, and may go round again later") {
  Bench bench = going_round(4);
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  CHECK(say(bench, 3, act("decline")) == accepted);
  CHECK(say(bench, 4, act("decline")) == accepted);  // s2 keeps the time already
  CHECK(role(bench) == Json{{"holder", "s1"}});
  CHECK(bench.missing("role_pending") == 0);
  CHECK(asked(bench) == 0);
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  CHECK(asked(bench) == 3);
  bench.check_replay();
}

TEST_CASE("whoever is away is not waited for, and whoever conducts may ask the next") {
  Bench bench = going_round(5);
  CHECK(say(bench, 1, act("ask_next")) == "not_rotating");
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  CHECK(asked(bench) == 3);
  bench.mark(seat(3), Attendance::away);
  CHECK(asked(bench) == 4);
  bench.mark(seat(3), Attendance::counted);
  CHECK(asked(bench) == 4);
  CHECK(say(bench, 2, act("ask_next")) == "not_allowed");
  CHECK(say(bench, 1, act("ask_next")) == accepted);
  CHECK(asked(bench) == 5);
  CHECK(say(bench, 1, act("ask_next")) == accepted);
  CHECK(role(bench) == Json{{"holder", "s1"}});
  Bench two = going_round(2);
  CHECK(say(two, 1, rotate({"facilitator"})) == "nobody_else");
}

TEST_CASE("[R-1] nobody is offered a second role that matters while there are enough seats") {
  Bench bench = going_round(4);
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  CHECK(say(bench, 3, act("accept")) == accepted);
  // s2 keeps the time and was never asked to facilitate: s4 is.
  CHECK(say(bench, 3, rotate({"facilitator"})) == accepted);
  CHECK(asked(bench) == 4);
  CHECK(say(bench, 4, act("accept")) == accepted);
  // Both together: who hands on one may be given the other.
  bench.mark(seat(1), Attendance::away);
  bench.mark(seat(3), Attendance::away);
  CHECK(say(bench, 4, rotate({"facilitator"})) == "nobody_else");
  CHECK(say(bench, 4, rotate()) == accepted);
  CHECK(asked(bench) == 2);
  CHECK(asked(bench, "timekeeper") == 4);

  Bench one = going_round(3);
  one.mark(seat(3), Attendance::left);
  one.mark(seat(2), Attendance::away);
  one.mark(seat(4), Attendance::counted);
  CHECK(say(one, 1, rotate({"timekeeper"})) == accepted);
  CHECK(asked(one, "timekeeper") == 4);
  CHECK(say(one, 4, act("decline", "timekeeper")) == accepted);
  CHECK(asked(one, "timekeeper") == 0);
  one.mark(seat(4), Attendance::away);
  CHECK(say(one, 1, rotate({"timekeeper"})) == accepted);  // alone: fewer seats than roles
  CHECK(asked(one, "timekeeper") == 1);
}

TEST_CASE(
    "[R-2] nobody leads twice before everybody willing led once; the unwilling are asked again") {
  Bench bench = going_round(5);
  const auto conductor = [&] { return bench.activity().holders()->at("facilitator").n; };
  std::map<unsigned, int> led = {{1, 1}};
  for (int turn = 0; turn < 11; ++turn) {
    CHECK(say(bench, conductor(), rotate()) == accepted);
    for (const char* which : {"timekeeper", "facilitator"}) {
      if (asked(bench, which) == 4) CHECK(say(bench, 4, act("decline", which)) == accepted);
      if (const unsigned who = asked(bench, which))
        CHECK(say(bench, who, act("accept", which)) == accepted);
    }
    ++led[conductor()];
    const auto [least, most] = std::minmax_element(
        led.begin(), led.end(), [](auto& a, auto& b) { return a.second < b.second; });
    if (led.size() == 4) CHECK(most->second - least->second <= 1);
    CHECK((led.size() == 4 || most->second == 1));
    const auto now = *bench.activity().holders();
    CHECK(now.at("facilitator") != now.at("timekeeper"));
  }
  CHECK(led == std::map<unsigned, int>{{1, 3}, {2, 3}, {3, 3}, {5, 3}});
  CHECK_FALSE(bench.room()["held"].contains("s4"));
  bench.check_replay();
}

TEST_CASE(
    "[R-3] [R-4] who leads in turn keeps a voice like any other, and nothing is taken silently") {
  Bench bench = going_round(4);
  CHECK(say(bench, 1, rotate({"facilitator"})) == accepted);
  CHECK(say(bench, 1, act("give_back")) == accepted);  // handing it back does not wait
  CHECK(role(bench) == Json{{"rotating", true}});
  CHECK(asked(bench) == 3);
  CHECK(say(bench, 4, act("take")) == accepted);  // vacant: whoever takes it ends the rotation
  CHECK(role(bench) == Json{{"holder", "s4"}});
  CHECK(asked(bench) == 0);
  CHECK(bench.missing("role_pending") == 0);
}

TEST_CASE("a role comes to a seat only by that seat's own act") {
  CHECK(rc::check("roles", [](const std::vector<Move>& moves) {
    Bench bench(activities::roles::kind(),
                {{"roles", {"facilitator", "scribe"}},
                 {"required", {"facilitator"}},
                 {"rotation", {"facilitator", "scribe"}}},
                4);
    bench.holders.clear();
    bench.begin();
    bench.tokens = {"facilitator", "scribe"};
    std::size_t turns = 0;
    for (const Move& move : moves) {
      const auto before = *bench.activity().holders();
      const std::size_t known = bench.log().size();
      if (move.how % 11 == 3)
        bench.as(SeatId{}, act("open_relay"));
      else if (move.how % 11 == 4 && before.contains("facilitator"))
        bench.as(before.at("facilitator"), rotate());
      else if (const unsigned who = asked(bench); move.how % 11 == 5 && who != 0)
        bench.as(seat(who), act(move.who % 2 == 0 ? "accept" : "decline"));
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
        ++turns;
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
      std::size_t pending = 0, held = 0;
      for (const auto& [name, row] : room["roles"].items()) pending += row.contains("rotating");
      for (const auto& [who, times] : room["held"].items()) held += times.get<std::size_t>();
      RC_ASSERT(bench.missing("role_pending") == pending);
      RC_ASSERT(held == turns);
    }
    bench.check_replay();
  }));
}
