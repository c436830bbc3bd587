// SPDX-License-Identifier: AGPL-3.0-or-later
// The cost of a turn is that of its change, never of the room: from 10 to 10 000 ideas.
#include <iostream>

#include <catch2/catch.hpp>

#include "activities/registry.hpp"
#include "base/work_counter.hpp"
#include "room/describe.hpp"
#include "support/random_room.hpp"

using namespace palabre;

namespace {

std::shared_ptr<const room::Scenario> idea_wall() { return support::scenario_named("palabre"); }

// Nodes that describing and differencing visit for one more idea, beside `ideas` others.
std::uint64_t nodes_for_one_more(std::size_t ideas) {
  support::RandomRoom world(idea_wall(), 1);
  const activities::Kind* kind = activities::find_kind("collect");
  auto wall = kind->make({{"visibility", "live"}, {"per_seat", 64}});
  REQUIRE(wall);
  room::Room room = world.room();
  const ActivityId id{77};
  room::Running running;
  running.invoke = "wall";
  running.activity = *wall;
  activities::Census census;
  const std::size_t seats = ideas / 50 + 2;
  for (std::uint32_t seat = 1; seat <= seats; ++seat)
    census.set(SeatId{seat}, activities::Attendance::counted);
  Random random(3);
  const auto submit = [&](std::uint32_t seat) {
    activities::Context by;
    by.seat = by.entered_by = SeatId{seat};
    by.census = census;
    by.counted = seats;
    by.random = &random;
    const auto events =
        running.activity.decide({{"type", "submit"}, {"text", "une idée parmi d'autres"}}, by);
    REQUIRE(events);
    for (const EventRecord& event : *events) running.activity = *running.activity.apply(event, {});
  };
  activities::Context begins;
  begins.census = census;
  begins.counted = seats;
  begins.random = &random;
  for (const EventRecord& event : running.activity.begin(begins))
    running.activity = *running.activity.apply(event, {});
  for (std::size_t i = 0; i < ideas; ++i) submit(static_cast<std::uint32_t>(1 + i % (seats - 1)));
  const auto with_wall = [&] {
    room::Room after = room;
    after.activities.set(id, running);
    after.current.push_back(id);
    return after;
  };
  const room::Room before = with_wall();
  submit(static_cast<std::uint32_t>(seats));
  const room::Room after = with_wall();
  const std::uint64_t start = visited_nodes();
  const Sections was = room::describe(before, room::Layer{}),
                 is = room::describe(after, room::Layer{});
  const Json patch = is.difference(&was);
  CHECK(patch["activities"]["a77"]["items"].size() == 1);
  return visited_nodes() - start;
}

}  // namespace

TEST_CASE("one new idea costs at most four times as many nodes among 10 000 as among 10") {
  const auto few = nodes_for_one_more(10), many = nodes_for_one_more(10'000);
  std::cout << "nodes visited for one new idea: " << few << " beside 10, " << many
            << " beside 10 000\n";
  CHECK(many <= 4 * few);
}
