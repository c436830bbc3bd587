// SPDX-License-Identifier: AGPL-3.0-or-later
// The laws of the methods, over random runs: nobody skipped, one seat one voice, no adoption past
// an unanswered seat, an open objection or a changed text; nobody gains a power that no role gave.
#include <iostream>
#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "room/describe.hpp"
#include "room/permission.hpp"
#include "support/laws.hpp"
#include "support/random_room.hpp"

using namespace palabre;

namespace {

using support::view_of;

void nobody_skipped(support::NobodySkipped& looking, const room::Room& room) {
  const auto faults = looking.look(room);
  RC_ASSERT(faults == std::vector<std::string>());
}

// Drives a consent decision so that checks and adoptions come about often.
void nudge(support::RandomRoom& world) {
  const room::Room& room = world.room();
  const std::string entry = "c" + std::to_string(room.entry);
  for (const char* event : {"advance", "adopt"})
    if (world.random().below(3) == 0)
      world.put(world.wish(room.founder, entry, {{"type", "step"}, {"event", event}}));
  const auto current = room.current;
  for (const ActivityId id : current) {
    const room::Running* found = world.room().activities.find(id);
    if (found == nullptr || !found->running) continue;
    const room::Running running = *found;
    const Json view = view_of(running);
    const auto each_seat = [&](Json body, std::optional<std::int64_t> version) {
      std::vector<SeatId> seats;
      world.room().census.each([&](const SeatId& seat, const auto&) { seats.push_back(seat); });
      for (const SeatId seat : seats) {
        room::Wish wish = world.wish(seat, id.str(), body);
        wish.version = version;
        world.put(wish);
      }
    };
    if (running.activity.kind() == "round" && world.random().below(2) == 0)
      each_seat({{"type", "pass"}}, {});
    if (running.activity.kind() == "consent_check" && view.contains("version"))
      each_seat(
          {{"type", "answer"}, {"choice", world.random().below(6) == 0 ? "objection" : "consent"}},
          view["version"].get<std::int64_t>());
    if (running.activity.kind() == "collect")
      each_seat({{"type", "submit"}, {"choice", "clear"}}, {});
    if (running.activity.kind() == "edit" && world.random().below(4) == 0) {
      const SeatId proposer = room::holder_of(room, "proposer");
      room::Wish wish = world.wish(
          proposer ? proposer : room.founder,
          id.str(),
          {{"type", "write"}, {"text", "Nous essayons."}, {"review_date", "2026-12-20"}});
      wish.version = view.value("version", std::int64_t{0});
      world.put(wish);
    }
  }
}

}  // namespace

TEST_CASE("[G13] laws hold through random consent decisions") {
  const auto scenario = support::scenario_named("consent_decision");
  std::size_t adopted = 0;
  std::map<std::string, std::size_t> reached;
  REQUIRE(rc::check([&](std::uint64_t seed) {
    support::RandomRoom world(scenario, seed);
    support::NobodySkipped skipped;
    world.on_turn = [&](const room::Room& before, const room::Room& after) {
      nobody_skipped(skipped, after);
      if (!before.decision && after.decision && after.decision->outcome == "adopted") {
        RC_ASSERT(support::adoption_faults(after) == std::vector<std::string>());
        ++adopted;
      }
      RC_ASSERT(after.counted <= after.seats.size());
      RC_ASSERT(after.position.seq >= before.position.seq);
    };
    const ActivityId roles = room::find_invoked_id(world.room(), "roles");
    world.put(
        world.wish(world.room().founder, roles.str(), {{"type", "take"}, {"role", "proposer"}}));
    for (int i = 0; i < 3; ++i) world.act();
    for (int i = 0; i < 80 && world.room().access != room::Access::closed; ++i) {
      nudge(world);
      if (world.random().below(4) == 0) world.act();
    }
    for (const auto& [state, times] : world.room().entered) reached[state] += times;
  }));
  std::cout << "adoptions reached by chance: " << adopted << "; states entered:";
  for (const auto& [state, times] : reached) std::cout << " " << state << " " << times;
  std::cout << "\n";
  CHECK(adopted > 5);
}

TEST_CASE("[G13] laws hold through random palabres, with and without a conductor") {
  const auto scenario = support::scenario_named("palabre");
  REQUIRE(rc::check([&](std::uint64_t seed) {
    support::RandomRoom world(scenario, seed, seed % 2 == 0);
    support::NobodySkipped skipped;
    world.on_turn = [&](const room::Room&, const room::Room& after) {
      nobody_skipped(skipped, after);
    };
    for (int i = 0; i < 60; ++i) {
      if (world.random().below(4) == 0) nudge(world);
      world.act();
    }
  }));
}

TEST_CASE(
    "the desk's layer goes to whoever facilitates, and to everybody only without a conductor") {
  REQUIRE(rc::check([&](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed, seed % 3 != 0);
    for (int i = 0; i < 80; ++i) world.act();
    const room::Room& room = world.room();
    room.sessions.each([&](const std::string& sid, const room::Session& session) {
      const auto layers = room::audience_of(room, sid, false);
      const bool desk = layers.contains(room::Layer{room::Layer::Kind::desk, {}, {}});
      bool conducts = false;
      for (const SeatId seat : session.seats)
        conducts = conducts || !room.conducted || room::holder_of(room, "facilitator") == seat;
      RC_ASSERT(desk == (conducts && !session.closed));
      for (const auto& layer : layers)
        if (layer.kind == room::Layer::Kind::own)
          RC_ASSERT(std::find(session.seats.begin(), session.seats.end(), layer.seat) !=
                    session.seats.end());
    });
  }));
}
