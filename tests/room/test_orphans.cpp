// SPDX-License-Identifier: AGPL-3.0-or-later
// [V6] Commands whose entries lie on the side of a fork that does not hold.
#include <fstream>

#include <catch2/catch.hpp>

#include "room/describe.hpp"
#include "room/minutes.hpp"
#include "room/orphans.hpp"
#include "support/random_room.hpp"

using namespace palabre;

namespace {

constexpr const char* two_steps = R"({
  "id": "orphans", "version": "1.0.0", "license": "CC0-1.0",
  "seats": {"min": 1, "max": 20}, "minutes": 10, "initial": "giving",
  "invoke": [{"id": "roles", "src": "roles", "input": {"roles": ["facilitator"]}}],
  "states": {
    "giving": {"meta": {"text": "giving"}, "invoke": [{"id": "ideas", "src": "collect"}],
      "on": {"advance": "speaking"}},
    "speaking": {"meta": {"text": "speaking"},
      "invoke": [{"id": "round", "src": "round"}],
      "on": {"advance": "done"}},
    "done": {"type": "final", "meta": {"text": "done"}}
  }})";

room::Entry entry_on(const char* on, const char* type, Json facts) {
  room::Entry entry;
  entry.events.push_back(
      room::LogEvent{*ActivityId::parse(on), EventRecord{type, std::move(facts), {}}});
  return entry;
}

room::Wish wish_about(const std::string& on, Json body) {
  room::Wish wish;
  wish.on = on;
  wish.body = std::move(body);
  return wish;
}

// The orphan of what `seat` wishes in `world` now.
room::Orphan orphan_of(support::RandomRoom& world, SeatId seat, const std::string& on, Json body) {
  const room::Wish wish = world.wish(seat, on, std::move(body));
  room::Entry was;
  was.header.sid = wish.sid;
  was.header.cseq = wish.cseq;
  was.header.at = world.now();
  was.salt = "00";
  was.digest = "as it was";
  auto orphan = room::orphan_of(std::move(was));
  REQUIRE(orphan);
  orphan->asked = wish;
  return *orphan;
}

}  // namespace

TEST_CASE("[V6] ids that only the orphans gave are put in the words of the chain that holds") {
  room::Renamed renamed;
  renamed.know(entry_on("a3", "item_submitted/1", {{"item", "i1"}, {"seat", "s2"}}));
  renamed.learn(entry_on("a3", "item_submitted/1", {{"item", "i2"}, {"seat", "s2"}}), [] {
    static const auto is = entry_on("a3", "item_submitted/1", {{"item", "i5"}, {"seat", "s2"}});
    return &is;
  }());
  renamed.learn(entry_on("a3", "item_submitted/1", {{"item", "i3"}, {"seat", "s2"}}), nullptr);

  const auto same = renamed.reword(wish_about("a3", {{"type", "hide"}, {"item", "i1"}}));
  REQUIRE(same);
  CHECK(same->body["item"] == "i1");
  const auto moved =
      renamed.reword(wish_about("a3", {{"type", "submit"}, {"on", {"i1", "i2"}}, {"text", "i2"}}));
  REQUIRE(moved);
  CHECK(moved->body["on"] == Json::array({"i1", "i5"}));
  CHECK(moved->body["text"] == "i2");  // what somebody typed stays
  CHECK_FALSE(renamed.reword(wish_about("a3", {{"type", "hide"}, {"item", "i3"}})));
  // Named from another activity, where there is no item of that name.
  const auto sorted = renamed.reword(wish_about("a4", {{"type", "group"}, {"items", {"i2"}}}));
  REQUIRE(sorted);
  CHECK(sorted->body["items"] == Json::array({"i5"}));
}

TEST_CASE("[V6] an orphan keeps its number, and a repeat is compared with what was said then") {
  support::RandomRoom world(support::scenario_from(two_steps), 1);
  const SeatId seat = world.room().founder;
  const std::string ideas = room::find_invoked_id(world.room(), "ideas").str();
  const auto orphan = orphan_of(world, seat, ideas, {{"type", "submit"}, {"text", "Tuiles"}});
  const auto& sid = orphan.was.header.sid;
  // A later command of the same session came first on this side.
  room::Wish later = world.wish(seat, ideas, {{"type", "submit"}, {"text", "Chaume"}});
  later.cseq = orphan.was.header.cseq + 3;
  REQUIRE_FALSE(world.put(later).refusal);
  REQUIRE_FALSE(world.put(orphan).refusal);
  const room::Session* session = world.room().sessions.find(sid);
  CHECK(session->last_cseq == later.cseq);
  CHECK(session->answers.back()->cseq == orphan.was.header.cseq);
  CHECK(session->answers.back()->digest == "as it was");
  CHECK(world.room().set_aside.empty());
}

TEST_CASE("[G2] [V6] an orphan that was decided, or set aside, is neither once more") {
  support::RandomRoom world(support::scenario_from(two_steps), 1);
  const SeatId seat = world.room().founder;
  const std::string ideas = room::find_invoked_id(world.room(), "ideas").str();
  const auto decided = orphan_of(world, seat, ideas, {{"type", "submit"}, {"text", "Tuiles"}});
  REQUIRE_FALSE(world.put(decided).refusal);
  auto aside = orphan_of(world, seat, "a99", {{"type", "submit"}, {"text", "Chaume"}});
  REQUIRE_FALSE(world.put(aside).refusal);
  CHECK(world.room().set_aside.size() == 1);
  const std::uint64_t stands_at = world.room().position.seq;
  auto unknown = decided;
  unknown.asked = std::monostate();
  for (const room::Orphan& again : {decided, unknown, aside})
    REQUIRE_FALSE(world.put(again).refusal);
  CHECK(world.room().position.seq == stands_at);
  CHECK(world.room().set_aside.size() == 1);
}

TEST_CASE("[V6] an orphan draws again what it drew") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Random::Seed chance{};
    chance[0] = static_cast<unsigned char>(seed);
    const auto drawn = [&](std::uint64_t world_seed) {
      support::RandomRoom world(support::scenario_from(two_steps), world_seed);
      for (int i = 0; i < 12; ++i) {
        room::OpenSession opens;
        opens.sid = "person" + std::to_string(i);
        opens.name_given = Text{"Person " + std::to_string(i), 8};
        const room::Reply reply = world.put(room::ServerCommand(opens));
        INFO((reply.refusal ? reply.refusal->code : ""));
        REQUIRE_FALSE(reply.refusal);
      }
      auto orphan = orphan_of(world,
                              world.room().founder,
                              "c" + std::to_string(world.room().entry),
                              {{"type", "step"}, {"event", "advance"}});
      orphan.chance = chance;
      REQUIRE_FALSE(world.put(orphan).refusal);
      const room::Running* round = room::find_invoked(world.room(), "round");
      REQUIRE(round != nullptr);
      return round->activity.first_turn();
    };
    CHECK(drawn(100 + seed) == drawn(200 + seed));
  }
}

TEST_CASE(
    "[V6] what is refused is set aside: its author's words to its author, the fact to others") {
  support::RandomRoom world(support::scenario_from(two_steps), 1);
  const SeatId seat = world.room().founder;
  auto orphan = orphan_of(world, seat, "a99", {{"type", "submit"}, {"text", "Tuiles"}});
  orphan.was.events = entry_on("a99", "item_submitted/1", {{"item", "i1"}}).events;
  orphan.was.events.front().record.words["text"] = "Tuiles";
  REQUIRE_FALSE(world.put(orphan).refusal);
  REQUIRE(world.room().set_aside.size() == 1);
  CHECK(world.room().sessions.find(orphan.was.header.sid)->answers.back()->cseq ==
        orphan.was.header.cseq);
  const auto shown = [&](room::Layer layer) {
    return room::describe(world.room(), layer).difference(nullptr).value("set_aside", Json());
  };
  const Json own = shown({room::Layer::Kind::own, seat, {}});
  CHECK(own["x1"]["text"] == "Tuiles");
  CHECK(own["x1"]["reason"]["code"] == "stale");
  const Json desk = shown({room::Layer::Kind::desk, {}, {}});
  CHECK(desk["x1"]["seat"] == seat.str());
  CHECK_FALSE(desk["x1"].contains("text"));
  CHECK(shown({room::Layer::Kind::room, {}, {}}).is_null());
  CHECK(shown({room::Layer::Kind::own, SeatId{77}, {}}).empty());

  room::CompareOutcome closed{"closed", world.now()};
  for (int time = 0; time < 2; ++time)
    REQUIRE_FALSE(world.put(room::ServerCommand(closed)).refusal);
  CHECK(world.room().orphaned_outcomes.size() == 1);

  room::Catalogue catalogue;
  std::ifstream file(PALABRE_TREE "/protocol/catalogue/fr.json");
  catalogue.add("fr", Json::parse(file));
  const std::string minutes = room::minutes_markdown(world.room(), catalogue);
  INFO(minutes);
  CHECK(minutes.find("un apport de Fondatrice était noté ; il n'a pas pu être repris") !=
        std::string::npos);
  CHECK(minutes.find("la palabre était close sur un serveur coupé des autres") !=
        std::string::npos);
  CHECK(minutes.find("Tuiles") == std::string::npos);
}
