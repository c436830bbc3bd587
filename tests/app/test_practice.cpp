// SPDX-License-Identifier: AGPL-3.0-or-later
// Practices: bots sit among people, and in every seat they bring each scenario to an end.
#include <filesystem>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>

#include "activities/edit/edit.hpp"
#include "app/hall.hpp"
#include "app/practice_words.hpp"

namespace palabre::test {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[fs::relative(entry.path(), folder).string()] =
        std::string(std::istreambuf_iterator<char>(file), {});
  }
  return files;
}

std::set<std::string> authors_of(const Json& items) {
  std::set<std::string> authors;
  for (const auto& [id, item] : items.items()) authors.insert(item["by"].get<std::string>());
  return authors;
}

}  // namespace

TEST_CASE("a person facilitates a practice, and the bots answer through the same rules") {
  Hall hall;
  hall.found({{"practice", {{"seats", 5}, {"speed", 10}}}});
  hall.pass(20'000);
  const Json& room = hall.awa->room();
  CHECK(room["practice"] == true);
  CHECK(room["seat_count"] == 6);
  const Json& roles = room["activities"][hall.awa->activity("roles")]["roles"];
  CHECK(roles["facilitator"]["holder"] == "s1");
  const Json& ideas = room["activities"][hall.awa->activity("ideas")];
  const auto authors = authors_of(ideas["items"]);
  CHECK(authors.size() == 5);
  CHECK_FALSE(authors.contains("s1"));
  for (const auto& [id, item] : ideas["items"].items())
    CHECK(item["text"].get<std::string>().size() > 1);
}

TEST_CASE("a practice asked for wrongly is refused by its field") {
  Hall hall;
  hall.found();
  for (const Json& practice : {Json{{"seats", 0}},
                               Json{{"seats", 25}},
                               Json{{"speed", 0}},
                               Json{{"speed", "x"}},
                               Json{{"facilitates", "yes"}},
                               Json{{"bots", 3}}}) {
    const auto [status, answer] = hall.post("/api/palabres",
                                            {{"scenario", "tiny"},
                                             {"title", "T"},
                                             {"why", ""},
                                             {"language", "fr"},
                                             {"address", "tu"},
                                             {"time_zone", "Europe/Paris"},
                                             {"practice", practice}});
    CHECK(status == 400);
    CHECK(answer["code"] == "bad_field");
  }
}

TEST_CASE("a bot whose name somebody has takes the next one") {
  Hall hall;
  hall.found({{"practice", {{"seats", 3}, {"speed", 20}}}});
  const auto somebody = hall.join("Bot 2");  // as the second bot would be called
  hall.pass(5'000);
  CHECK(hall.awa->room()["seat_count"] == 5);
}

TEST_CASE("a quicker practice shrinks the durations that nobody chose, within their bounds") {
  chart::Chart chart;
  const auto integer = [&](const char* name, std::int64_t min, std::int64_t standard) {
    chart::Param param;
    param.name = name;
    param.kind = chart::Param::Kind::integer;
    param.min = min;
    param.max = 1'000;
    param.standard = standard;
    chart.params.push_back(param);
  };
  integer("turn_s", 15, 60);
  integer("box_min", 1, 20);
  integer("word_s", 0, 0);
  integer("rounds", 1, 20);
  integer("chosen_s", 10, 300);
  const Json params = app::quickened(chart, {{"chosen_s", 200}}, 10);
  CHECK(params == Json{{"turn_s", 15}, {"box_min", 2}, {"chosen_s", 200}});
}

TEST_CASE("a practice that nobody looks at ends, and its bots let the palabre go") {
  Hall hall;
  hall.found({{"practice", {{"seats", 2}, {"speed", 1}}}});
  hall.awa->lose_line();
  hall.pass(app::practice_alone_max_ms + 60'000);
  const auto before = hall.get("/api/palabres/" + hall.code).second;
  auto back = hall.phone(hall.open_session(
      {{"face", "phone"}, {"name", "Awa"}, {"secret", hall.founded["founder_secret"]}}));
  const Json position = back->position();
  hall.pass(60'000);
  CHECK(before["seats"] == 3);
  CHECK(back->position() == position);
}

TEST_CASE("bots in every seat bring each scenario to its end, and nobody is left out") {
  const auto files = files_of(PALABRE_SCENARIOS);
  app::GatewayOptions options;
  for (const auto& [path, bytes] : files) options.scenarios.emplace(path, bytes);
  std::uint64_t seed = 0;
  options.entropy = [&seed] {
    Random random(++seed);
    Random::Seed drawn{};
    for (unsigned char& byte : drawn) byte = static_cast<unsigned char>(random.below(256));
    return drawn;
  };
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with("/scenario.json")) continue;
    Hall hall;
    hall.gateway = std::make_unique<app::Gateway>(hall.loop, hall.log, options);
    const std::string id = Json::parse(bytes)["id"];
    INFO(id);
    const auto [status, founded] =
        hall.post("/api/palabres",
                  {{"scenario", id},
                   {"title", "Essai"},
                   {"why", "Pour voir"},
                   {"language", "fr"},
                   {"address", "tu"},
                   {"time_zone", "Europe/Paris"},
                   {"practice", {{"seats", 6}, {"speed", 20}, {"facilitates", true}}}});
    REQUIRE(status == 201);
    const std::string where = "/api/palabres/" + founded["code"].get<std::string>();
    constexpr int minutes_max = 90;
    int minutes = 0;
    while (hall.get(where).second["open"] != "closed" && minutes < minutes_max) {
      hall.pass(60'000);
      ++minutes;
    }
    CHECK(hall.get(where).second["open"] == "closed");
    CHECK(hall.get(where).second["seats"] == 6);
  }
}

TEST_CASE("words of a scenario's own come before the common ones, and there is always one") {
  const app::PracticeWords words(
      {{"practice.fr.json", R"({"names": ["Awa"], "idea": ["a"], "word": ["w"], "kept": ["k"]})"},
       {"tiny/practice.fr.json", R"({"ideas": ["b"]})"},
       {"other/practice.fr.json", "no json"}});
  Random random(1);
  CHECK(words.sentence("tiny", "fr", "ideas", "idea", random) == "b");
  CHECK(words.sentence("tiny", "fr", "more", "idea", random) == "a");
  CHECK(words.sentence("other", "fr", "more", "concern", random) == "w");
  CHECK_FALSE(words.sentence("other", "en", "more", "idea", random).empty());
  CHECK(words.sentence("tiny", "fr", "kept", "idea", random) == "k");
  CHECK(words.name("fr", 0) == "Awa");
  CHECK(words.name("fr", 1) == "Awa 2");
}

TEST_CASE("nobody repeats what another has said while there is something else to say") {
  const std::map<std::string, std::string_view> files{
      {"practice.fr.json", R"({"idea": ["a", "b", "c"]})"}};
  const app::PracticeWords words(files);
  for (std::uint64_t seed = 0; seed < 9; ++seed) {
    Random random(seed);
    CHECK(words.sentence("tiny", "fr", "ideas", "idea", random, {"a", "c"}) == "b");
    CHECK_FALSE(words.sentence("tiny", "fr", "ideas", "idea", random, {"a", "b", "c"}).empty());
  }
}

TEST_CASE("a bot leaves a new text in peace, and suggests nothing beside an open suggestion") {
  using namespace activities;
  edit::State state;
  state.version = 1;
  state.current.emplace().at = 1'000;
  Random random(1);
  Context by;
  by.seat = SeatId{2};
  by.holders["proposer"] = SeatId{1};
  by.random = &random;
  const auto suggests = [&](Instant now) {
    by.now = now;
    for (int moments = 0; moments < 500; ++moments)
      if (edit::Model::practise(state, by)) return true;
    return false;
  };
  CHECK_FALSE(suggests(20'000));
  CHECK(suggests(22'000));
  state.suggestions.set(ItemId{1}, edit::Suggestion{});
  CHECK_FALSE(suggests(22'000));
}

}  // namespace palabre::test
