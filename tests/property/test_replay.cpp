// SPDX-License-Identifier: AGPL-3.0-or-later
// The log is the room: whatever random people did, reading it back gives an equal one.
#include <iostream>
#include <map>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "activities/registry.hpp"
#include "room/permission.hpp"
#include "support/random_room.hpp"
#include "wire/entry_codec.hpp"

using namespace palabre;

namespace {

constexpr int acts = 120;

// How many commands each kind of activity has accepted.
using Accepted = std::map<std::string, std::size_t>;

void count(const support::RandomRoom& world, const support::Act& act, Accepted& accepted) {
  const auto* wish = std::get_if<room::Wish>(&act.input);
  const auto id = wish == nullptr || act.refused ? std::nullopt : ActivityId::parse(wish->on);
  const room::Running* running = id ? world.room().activities.find(*id) : nullptr;
  if (running != nullptr) ++accepted[std::string(running->activity.kind())];
}

// Each entry through its stored bytes, as a restarted server reads it.
room::Room read_back(const support::RandomRoom& world) {
  std::vector<room::Entry> stored;
  for (const room::Entry& entry : world.log()) {
    auto decoded = wire::decode_entry(wire::encode_entry(entry));
    RC_ASSERT(decoded);
    stored.push_back(*decoded);
  }
  return support::replayed(stored, world.scenario());
}

}  // namespace

TEST_CASE("a room read back from its log is equal, over every activity of the registry") {
  std::size_t tried = 0, refused = 0, entries = 0;
  Accepted accepted;
  REQUIRE(rc::check([&](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed, seed % 4 != 0);
    for (int i = 0; i < 2 * acts; ++i) count(world, world.act(), accepted);
    tried += world.tried();
    refused += world.refused();
    entries += world.log().size();
    RC_ASSERT(room::equal(read_back(world), world.room()));
  }));
  std::cout << "random acts: " << tried << ", refused " << 100 * refused / tried << " %, "
            << entries << " entries, " << activities::registry().size() << " kinds\n";
  CHECK(refused * 100 < tried * 60);
  for (const activities::Kind& kind : activities::registry()) {
    std::cout << "accepted in " << kind.kind << ": " << accepted[kind.kind] << "\n";
    // Chance seldom bears an objection before the step that resolves it; test_laws does so often.
    CHECK(accepted[kind.kind] > (kind.kind == "objections" ? 3 : 20));
  }
}

TEST_CASE("the scenarios of the project are read back equal, too") {
  for (const char* name : {"consent_decision", "palabre"}) {
    const auto scenario = support::scenario_named(name);
    REQUIRE(rc::check(name, [&](std::uint64_t seed) {
      support::RandomRoom world(scenario, seed, seed % 3 != 0);
      for (int i = 0; i < acts; ++i) world.act();
      RC_ASSERT(room::equal(read_back(world), world.room()));
    }));
  }
}

TEST_CASE("words that were erased leave a room that can still be read back") {
  REQUIRE(rc::check([&](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed);
    for (int i = 0; i < acts / 2; ++i) world.act();
    std::vector<room::Entry> stored;
    for (const room::Entry& entry : world.log()) {
      auto encoded = wire::encode_entry(entry);
      encoded.words.clear();
      auto decoded = wire::decode_entry(encoded);
      RC_ASSERT(decoded);
      stored.push_back(*decoded);
    }
    const room::Room erased = support::replayed(stored, world.scenario());
    RC_ASSERT(erased.position == world.room().position);
    RC_ASSERT(erased.configuration == world.room().configuration);
    RC_ASSERT(erased.census == world.room().census);
  }));
}

TEST_CASE("[C2] the same command again gets the same answer and leaves no trace") {
  REQUIRE(rc::check([&](std::uint64_t seed) {
    Random random(seed);
    support::RandomRoom world(support::scenario_of_everything(random), seed);
    for (int i = 0; i < acts / 4; ++i) {
      const support::Act act = world.act();
      if (act.refused || !std::holds_alternative<room::Wish>(act.input)) continue;
      const std::size_t length = world.log().size();
      const std::uint64_t seq = world.room().position.seq;
      const room::Reply again = world.put(act.input);
      RC_ASSERT(!again.refusal);
      RC_ASSERT(again.repeated);
      RC_ASSERT(again.seq <= seq);
      RC_ASSERT(world.log().size() == length);
      room::Wish other = std::get<room::Wish>(act.input);
      other.body["other"] = true;
      const room::Reply reused = world.put(other);
      RC_ASSERT(reused.refusal && reused.refusal->code == "cseq_reused");
    }
  }));
}

TEST_CASE(
    "[C4] a command about what is over, or about another version, is stale and leaves no trace") {
  REQUIRE(rc::check([&](std::uint64_t seed) {
    support::RandomRoom world(support::scenario_named("consent_decision"), seed);
    for (int i = 0; i < acts; ++i) world.act();
    const room::Room before = world.room();
    if (!room::actor_of(before, world.wish(before.founder, "", {})))
      return;  // its seat was claimed
    for (const char* on : {"a99999", "c0", "c99999", "nonsense"}) {
      const room::Reply reply = world.put(world.wish(before.founder, on, {{"type", "step"}}));
      RC_ASSERT(reply.refusal && reply.refusal->code == "stale");
    }
    before.activities.each([&](const ActivityId& id, const room::Running& running) {
      if (running.running) return;
      const room::Reply reply =
          world.put(world.wish(before.founder, id.str(), {{"type", "finish"}}));
      RC_ASSERT(reply.refusal && reply.refusal->code == "stale");
    });
  }));
}
