// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>

#include <catch2/catch.hpp>

#include "room/minutes.hpp"
#include "support/random_room.hpp"

using namespace palabre;

namespace {

room::Catalogue catalogue() {
  room::Catalogue all;
  for (const char* language : {"fr", "en"}) {
    std::ifstream file(std::string(PALABRE_TREE "/protocol/catalogue/") + language + ".json");
    all.add(language, Json::parse(file));
  }
  return all;
}

bool says(const room::Room& room, const std::string& words) {
  return room::minutes_markdown(room, catalogue()).find(words) != std::string::npos;
}

constexpr const char* never = "La palabre s'est tenue sans personne qui anime.";
constexpr const char* from_then_on = "la palabre a continué sans personne qui anime.";

}  // namespace

TEST_CASE("the minutes say that a palabre was held without a conductor") {
  const support::RandomRoom world(support::scenario_named("palabre"), 1, false);
  CHECK(says(world.room(), never));
  CHECK_FALSE(says(world.room(), from_then_on));
}

TEST_CASE("the minutes say from when on a palabre went on without a conductor") {
  support::RandomRoom world(support::scenario_named("palabre"), 1);
  CHECK_FALSE(says(world.room(), never));
  CHECK_FALSE(says(world.room(), from_then_on));
  world.pass(60'000);
  const room::Wish wish = world.wish(world.room().founder, "", {{"type", "unconduct"}});
  REQUIRE_FALSE(world.put(wish).refusal);
  CHECK_FALSE(says(world.room(), never));
  CHECK(says(world.room(), from_then_on));
}

TEST_CASE("sentences elide « de » and « que » before a vowel, in French alone") {
  room::Catalogue all;
  const Json sentences = {{"of", "Objection de {seat}."}, {"that", "Pour que {seat} puisse."}};
  all.add("fr", sentences);
  all.add("en", sentences);
  const auto said = [&](const char* language, const char* path, const char* name) {
    return all.say(language, "tu", path, {{"seat", name}});
  };
  CHECK(said("fr", "of", "Awa") == "Objection d'Awa.");
  CHECK(said("fr", "that", "Élodie") == "Pour qu'Élodie puisse.");
  CHECK(said("fr", "of", "René") == "Objection de René.");
  CHECK(said("en", "of", "Awa") == "Objection de Awa.");
}
