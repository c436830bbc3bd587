// SPDX-License-Identifier: AGPL-3.0-or-later
// Blindness: two palabres that differ only in what is hidden, alike in length and time, look the
// same to everybody else, byte for byte, until the reveal. What is hidden each activity says itself
// (`hides`).
#include <iostream>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "activities/registry.hpp"
#include "room/describe.hpp"
#include "room/permission.hpp"
#include "support/random_room.hpp"

using namespace palabre;
using room::Layer;

namespace {

// The same wish saying something else of the same length: another choice, other letters, another
// number.
std::optional<room::Wish> otherwise(const room::Wish& wish,
                                    const StructSpec& spec,
                                    SeatId other_seat) {
  room::Wish changed = wish;
  bool differs = false;
  for (const FieldSpec& field : spec.fields) {
    if (!changed.body.contains(field.name)) continue;
    Json& value = changed.body[field.name];
    const Json before = value;
    if (field.type == FieldSpec::Type::text) {
      std::string text = value.get<std::string>();
      for (char& c : text)
        if (c >= 'a' && c < 'z') ++c;
      value = text;
    } else if (field.type == FieldSpec::Type::choice) {
      for (const std::string& choice : field.choices)
        if (choice != before.get<std::string>()) value = choice;
    } else if (field.type == FieldSpec::Type::token && (before == "yes" || before == "no")) {
      value = before == "yes" ? "no" : "yes";
    } else if (field.type == FieldSpec::Type::integer) {
      value = before.get<std::int64_t>() == field.bounds.min ? before.get<std::int64_t>() + 1
                                                             : before.get<std::int64_t>() - 1;
    } else if (field.type == FieldSpec::Type::id && field.letter == 's') {
      value = other_seat.str();
    }
    differs = differs || value != before;
  }
  return differs ? std::optional(changed) : std::nullopt;
}

const StructSpec* spec_of_wish(const room::Room& room, const room::Wish& wish) {
  const auto id = ActivityId::parse(wish.on);
  const room::Running* running = id ? room.activities.find(*id) : nullptr;
  if (running == nullptr || !running->activity.hides(wish.body)) return nullptr;
  for (const StructSpec& spec : activities::find_kind(running->activity.kind())->commands)
    if (spec.name == wish.body.value("type", "")) return &spec;
  return nullptr;
}

// What everybody but `author` is sent.
std::string seen_by_others(const room::Room& room, SeatId author) {
  std::string bytes;
  std::vector<Layer> layers = {
      Layer{}, Layer{Layer::Kind::screen, {}, {}}, Layer{Layer::Kind::desk, {}, {}}};
  room.seats.each([&](const SeatId& seat, const room::Seat&) {
    if (seat != author) layers.push_back(Layer{Layer::Kind::own, seat, {}});
  });
  for (const char* role : {"scribe", "facilitator", "timekeeper", "proposer"})
    layers.push_back(Layer{Layer::Kind::role, {}, role});
  for (const Layer& layer : layers)
    bytes += room::describe(room, layer).difference(nullptr).dump() + "\n";
  return bytes;
}

std::map<std::string, std::size_t> compared;  // by kind, over all runs of this test

// Puts the wish and its twin on two copies of one room: others must see the same.
void compare(const support::RandomRoom& world, const room::Wish& wish) {
  const StructSpec* spec = spec_of_wish(world.room(), wish);
  if (spec == nullptr) return;
  const auto actor = room::actor_of(world.room(), wish);
  if (!actor) return;
  const SeatId author = actor->seat;
  const auto twin = otherwise(wish, *spec, world.room().founder);
  if (!twin) return;
  const auto after = [&](const room::Wish& said) {
    Random chance(7);
    const room::TurnContext context{world.now(), &chance, world.scenario(), nullptr};
    return room::take_turn(world.room(), {said}, context);
  };
  const room::Turn one = after(wish), two = after(*twin);
  if (one.replies.front().refusal || two.replies.front().refusal) return;
  const ActivityId id = *ActivityId::parse(wish.on);
  const auto revealed = [&](const room::Turn& turn) {
    const room::Running* running = turn.room.activities.find(id);
    return running == nullptr || running->activity.irrevocable();
  };
  if (revealed(one) || revealed(two)) return;
  ++compared[std::string(world.room().activities.find(id)->activity.kind())];
  RC_ASSERT(seen_by_others(one.room, author) == seen_by_others(two.room, author));
}

}  // namespace

TEST_CASE("[G11] what others are sent does not depend on what is hidden") {
  compared.clear();
  REQUIRE(rc::check([](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed);
    for (int i = 0; i < 120; ++i) {
      world.act();
      // Tried on a copy: how many wishes there are must not depend on what becomes of them.
      support::RandomRoom trial = world;
      const auto current = world.room().current;
      for (const ActivityId id : current)
        for (int wishes = 0; wishes < 6; ++wishes) compare(world, trial.wish_in(id));
    }
  }));
  std::size_t all = 0;
  for (const auto& [kind, count] : compared) {
    std::cout << "hidden contributions compared in " << kind << ": " << count << "\n";
    all += count;
  }
  CHECK(compared["consent_check"] > 20);
  CHECK(compared["collect"] > 20);
  CHECK(compared["score"] > 20);
  CHECK(all > 100);
}
