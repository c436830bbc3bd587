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

namespace {

// A room of so many seats in which a round goes round; seat 2 has the floor, then whoever follows.
room::Room room_in_a_round(std::uint32_t seats, bool second_turn) {
  room::Room room = support::RandomRoom(idea_wall(), 1).room();
  activities::Census census;
  for (std::uint32_t seat = 1; seat <= seats; ++seat) {
    room::Seat person;
    person.name.value = "Personne " + std::to_string(seat);
    room.seats.set(SeatId{seat}, person);
    census.set(SeatId{seat}, activities::Attendance::counted);
  }
  Random random(5);
  activities::Context by;
  by.census = census;
  by.counted = seats;
  by.random = &random;
  room::Running running;
  running.activity = *activities::find_kind("round")->make({{"start", "first"}});
  const auto record = [&](const std::vector<EventRecord>& events) {
    for (const EventRecord& event : events) running.activity = *running.activity.apply(event, {});
  };
  record(running.activity.begin(by));
  if (second_turn) {
    by.seat = by.entered_by = running.activity.named(room::Layer{}).front();
    record(running.activity.decide({{"type", "finish"}}, by).value());
  }
  room.activities.set(ActivityId{77}, running);
  room.current.push_back(ActivityId{77});
  return room;
}

std::uint64_t nodes_for_the_next_turn(std::uint32_t seats) {
  const room::Room before = room_in_a_round(seats, false), after = room_in_a_round(seats, true);
  const std::uint64_t start = visited_nodes();
  const Sections was = room::describe(before, room::Layer{}),
                 is = room::describe(after, room::Layer{});
  const Json patch = is.difference(&was);
  CHECK(patch["activities"]["a77"].contains("floor"));
  return visited_nodes() - start;
}

}  // namespace

TEST_CASE("among 1 000 people a phone sees by name whose turn it is, and who comes next") {
  const room::Room room = room_in_a_round(1'000, false);
  const Json view = room::describe(room, room::Layer{}).difference(nullptr);
  const Json& round = view["activities"]["a77"];
  const auto name = [&](const Json& seat) {
    return view["seats"].value(seat.get<std::string>(), Json::object()).value("name", "");
  };
  CHECK(name(round["floor"]).starts_with("Personne "));
  REQUIRE(round["next"].size() == 3);
  for (const Json& seat : round["next"]) CHECK(name(seat).starts_with("Personne "));
  CHECK(view["seats"].size() < 20);
  CHECK(view["seat_count"] == 1'000);

  const room::Layer own{room::Layer::Kind::own, SeatId{900}, {}};
  CHECK(room::describe(room, own).difference(nullptr)["seats"]["s900"]["name"] == "Personne 900");
  const room::Layer screen{room::Layer::Kind::screen, {}, {}};
  CHECK(room::describe(room, screen).difference(nullptr)["seats"].size() == 1'000);
}

TEST_CASE("up to 64 people everybody is named; the 65th changes the list, not what it says") {
  const room::Room few = room_in_a_round(64, false), many = room_in_a_round(65, false);
  const Sections was = room::describe(few, room::Layer{}), is = room::describe(many, room::Layer{});
  Json view = was.difference(nullptr);
  CHECK(view["seats"].size() == 64);
  view.merge_patch(is.difference(&was));
  CHECK(view == is.difference(nullptr));
  CHECK(view["seats"].size() < 20);
}

TEST_CASE("the turn goes on among 10 000 at no more than twice the cost among 100") {
  const auto few = nodes_for_the_next_turn(100), many = nodes_for_the_next_turn(10'000);
  std::cout << "nodes visited for the next turn: " << few << " among 100, " << many
            << " among 10 000\n";
  CHECK(many <= 2 * few);
}
