// SPDX-License-Identifier: AGPL-3.0-or-later
// What minutes say of another activity's ideas: their words, as they stood when they were meant.
#include <fstream>

#include <catch2/catch.hpp>

#include "room/describe.hpp"
#include "room/minutes.hpp"
#include "support/random_room.hpp"

using namespace palabre;

namespace {

constexpr const char* ideas_sorted_and_carried = R"({
  "id": "workshop", "version": "1.0.0", "license": "CC0-1.0",
  "seats": {"min": 1, "max": 20}, "minutes": 10, "initial": "giving",
  "invoke": [{"id": "roles", "src": "roles", "input": {"roles": ["facilitator"]}}],
  "states": {
    "giving": {"meta": {"text": "giving"},
      "invoke": [{"id": "ideas", "src": "collect", "input": {"builds": true, "tags": ["dream"]}}],
      "on": {"advance": "sorting"}},
    "sorting": {"meta": {"text": "sorting"},
      "invoke": [{"id": "groups", "src": "sort", "input": {"of": "ideas"}}],
      "on": {"advance": "thinking"}},
    "thinking": {"meta": {"text": "thinking"}, "on": {"advance": "carrying", "again": "giving"}},
    "carrying": {"meta": {"text": "carrying"},
      "invoke": [{"id": "promises", "src": "commitments", "input": {"of": "groups"}}],
      "on": {"advance": "done"}},
    "done": {"type": "final", "meta": {"text": "done"}}
  }})";

class Workshop {
 public:
  Workshop() : world_(support::scenario_from(ideas_sorted_and_carried), 1) {}

  void act(const std::string& invoke, const Json& body) {
    const ActivityId on = room::find_invoked_id(world_.room(), invoke);
    const room::Reply reply = world_.put(world_.wish(world_.room().founder, on.str(), body));
    INFO(body.dump() << (reply.refusal ? reply.refusal->code : ""));
    REQUIRE_FALSE(reply.refusal);
  }
  void step(const std::string& event) {
    const std::string entry = "c" + std::to_string(world_.room().entry);
    const Json body = {{"type", "step"}, {"event", event}};
    const room::Reply reply = world_.put(world_.wish(world_.room().founder, entry, body));
    REQUIRE_FALSE(reply.refusal);
  }
  void give(const std::string& text) {
    act("ideas", {{"type", "submit"}, {"text", text}, {"tag", "dream"}});
  }
  const room::Room& room() const { return world_.room(); }
  bool says(const std::string& words) const {
    room::Catalogue catalogue;
    std::ifstream file(PALABRE_TREE "/protocol/catalogue/fr.json");
    catalogue.add("fr", Json::parse(file));
    const std::string minutes = room::minutes_markdown(room(), catalogue);
    INFO(minutes);
    CHECK(minutes.find(words) != std::string::npos);
    return minutes.find(words) != std::string::npos;
  }

 private:
  support::RandomRoom world_;
};

// One idea builds on the other; both lie in one group, which has a name.
Workshop sorted() {
  Workshop workshop;
  workshop.give("Un marché le soir");
  workshop.act(
      "ideas",
      {{"type", "submit"}, {"text", "Avec de la musique"}, {"tag", "dream"}, {"on", {"i1"}}});
  workshop.give("Un four à pain");
  workshop.step("advance");
  workshop.act("groups", {{"type", "group"}, {"items", {"i1", "i3"}}});
  workshop.act("groups", {{"type", "name"}, {"group", "g1"}, {"text", "Manger ensemble"}});
  return workshop;
}

}  // namespace

TEST_CASE("minutes quote what an idea builds on, what a group holds and what somebody carries") {
  Workshop workshop = sorted();
  workshop.step("advance");
  workshop.step("advance");
  workshop.act("promises",
               {{"type", "propose"}, {"what", "Écrire au maire"}, {"seat", "s1"}, {"item", "g1"}});
  CHECK(
      workshop.says("dream · Fondatrice : Avec de la musique (à partir de « Un marché le soir »)"));
  CHECK(workshop.says("Manger ensemble : « Un marché le soir » et « Un four à pain »"));
  CHECK(workshop.says("Fondatrice : Écrire au maire (sur « Manger ensemble »)"));
}

TEST_CASE("a line quotes the ideas of its own time, also after a later step began anew") {
  Workshop workshop = sorted();
  workshop.step("advance");
  workshop.step("again");
  workshop.give("Tout autre chose");
  CHECK(workshop.says("Manger ensemble : « Un marché le soir » et « Un four à pain »"));
}

TEST_CASE("words that were hidden or withdrawn are not quoted") {
  Workshop workshop;
  workshop.give("Un mot de trop");
  workshop.act("ideas",
               {{"type", "submit"}, {"text", "Et la suite"}, {"tag", "dream"}, {"on", {"i1"}}});
  workshop.act("ideas", {{"type", "hide"}, {"item", "i1"}});
  CHECK(workshop.says("Et la suite (à partir de [retiré])"));
}

TEST_CASE(
    "long words are cut short where they are quoted, and stand in full where they were given") {
  Workshop workshop;
  std::string words;
  for (int i = 0; i < 30; ++i) words += "été ";
  workshop.give(words + "fin");
  workshop.act("ideas",
               {{"type", "submit"}, {"text", "Oui, et"}, {"tag", "dream"}, {"on", {"i1"}}});
  CHECK(workshop.says("été fin"));
  CHECK(workshop.says("(à partir de « " + words.substr(0, 150) + "… »)"));
}
