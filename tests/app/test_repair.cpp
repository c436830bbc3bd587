// SPDX-License-Identifier: AGPL-3.0-or-later
// [G6] The log that servers share loses what it had acknowledged: they put it back.
#include <catch2/catch.hpp>

#include "app/torn_log.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("[G6] a log that lost its end gets it back, and phones see nothing of it", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  servers.idea(*malik, "un");
  servers.idea(*malik, "deux");
  const auto before = servers.entries();
  const Json position = ines->position();
  ines->forget();
  servers.lose_tail(2);
  servers.pass(2'000);
  CHECK(servers.entries() == before);
  CHECK(ines->position() == position);
  CHECK(ines->frames("view").empty());
  CHECK(ines->frames("patch").empty());
  CHECK(servers.count("palabre_repairs_total{found=\"behind\"}") >= 1);
  CHECK(servers.count("palabre_entries_restored_total") == 2);
  servers.idea(*ines, "trois");
  CHECK(malik->room() == ines->room());
  CHECK(servers.ideas() == std::vector<std::string>{"un", "deux", "trois"});
}

TEST_CASE("[G6] what is said while the log has lost its end comes after what was lost", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  servers.idea(*malik, "un");
  servers.lose_tail(1);
  servers.idea(*ines, "deux");
  CHECK(ines->frames("ack").size() == 1);
  CHECK(servers.ideas() == std::vector<std::string>{"un", "deux"});
  CHECK(malik->room() == ines->room());
}

TEST_CASE("[G6] a log that was emptied gets everything back: entries, scenario, code", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  servers.idea(*malik, "un");
  const auto before = servers.entries();
  servers.empty();
  SECTION("while somebody is there") {
    servers.pass(2'000);
    CHECK(servers.entries() == before);
    // A server that never knew the palabre finds it.
    Hall third(servers.records(), std::make_shared<store::JournalRecords>());
    third.code = servers.code();
    auto zoe = third.join("Zoé");
    CHECK(zoe->room()["seat_count"] == 3);
  }
  SECTION("while nobody was") {
    malik->lose_line();
    servers.restart();
    servers.empty();
    malik->move_to(*servers.two().gateway);
    auto zoe = servers.join_one("Zoé");
    CHECK(zoe->room()["seat_count"] == 3);
    CHECK(servers.ideas() == std::vector<std::string>{"un"});
  }
  CHECK(servers.records()->codes.size() == 1);
  CHECK(servers.records()->blobs.size() == 1);
}

TEST_CASE("[G6] a log restored from an older file", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  servers.idea(*malik, "un");
  const store::MemoryRecords older = *servers.records();
  servers.idea(*malik, "deux");
  auto ines = servers.join_two("Ines");
  servers.idea(*ines, "trois");
  const auto before = servers.entries();
  servers.records()->rooms = older.rooms;
  servers.pass(2'000);
  CHECK(servers.entries() == before);
}

TEST_CASE("[G6] an erased palabre never comes back by repair", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  servers.idea(*malik, "un");
  const store::MemoryRecords older = *servers.records();
  servers.one().awa->command({{"type", "erase"}});
  servers.pass(2'000);
  REQUIRE(servers.room().erased);
  SECTION("from a journal") { servers.empty(); }
  SECTION("from an older file of the log") { servers.records()->rooms = older.rooms; }
  servers.records()->codes = older.codes;
  servers.restart();
  for (Hall* hall : {&servers.one(), &servers.two()}) {
    const auto [status, answer] = hall->get("/api/palabres/" + servers.code());
    CHECK(status >= 400);
  }
  const auto at = servers.records()->rooms.find(servers.id());
  CHECK((at == servers.records()->rooms.end() || at->second.entries.empty()));
}

TEST_CASE("a closed palabre is read from the archive once the log has let it go", "[app]") {
  Servers servers;
  const std::string secret = servers.one().open_session({{"face", "phone"}, {"name", "Malik"}});
  servers.one().awa->command({{"type", "close"}});
  servers.pass(2'000);
  servers.restart();
  servers.empty();
  const auto [status, minutes] =
      servers.one().get("/api/palabres/" + servers.code() + "/minutes.json", secret);
  CHECK(status == 200);
  servers.pass(5'000);
  CHECK(servers.records()->rooms.empty());
}
