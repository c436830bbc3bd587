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

TEST_CASE("[G6] an epoch that was told does not go back with the log", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  const auto cut = servers.cut_off();
  servers.idea(*malik, "un");
  servers.promote(cut);
  servers.idea(*servers.join_two("Ines"), "deux");
  servers.pass(3'000);
  REQUIRE(malik->position()["epoch"] == 2);
  servers.room().head.epoch = 1;
  servers.idea(*malik, "trois");
  CHECK(servers.ideas().back() == "trois");
  CHECK(servers.room().head.epoch == 2);
  servers.room().head.epoch = 1;
  servers.pass(2'000);
  CHECK(servers.room().head.epoch == 2);
  CHECK(malik->position()["epoch"] == 2);
}

TEST_CASE("[G6] nobody is sent away while the log has lost their session", "[app]") {
  Servers servers;
  const auto cut = servers.cut_off();
  auto malik = servers.join_one("Malik");
  servers.promote(cut);  // server two knows nothing of Malik, and server one is not heard of
  SECTION("whose page was open") {}
  SECTION("who has just sat down") { malik->forget_view(); }
  malik->lose_line();
  malik->move_to(*servers.two().gateway);
  malik->hello();
  servers.settle();
  CHECK(malik->is_open());
  servers.pass(2'500);  // server one puts the session back
  CHECK(malik->is_open());
  CHECK(malik->position()["seq"] == servers.room().head.seq);
}

TEST_CASE("[G6] a session that nobody knows is told so, after a while", "[app]") {
  Servers servers;
  auto nobody = std::make_shared<Phone>(*servers.two().gateway, servers.code(), "nobody's secret");
  nobody->hello();
  servers.pass(4'000);
  CHECK(nobody->closed_with() == 4001);
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

// ---- forks: what one server had acknowledged is not what the log goes on with

TEST_CASE("[G1] [G2] [G6] a fork: orphans are decided again, once, and everybody sees one chain",
          "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  servers.idea(*malik, "before");
  const auto cut = servers.cut_off();  // two servers apart, each with the same log
  servers.idea(*malik, "on one");
  CHECK(malik->frames("ack").size() == 2);
  servers.promote(cut);  // what server one wrote is gone, and server two writes on
  servers.idea(*ines, "on two");
  servers.pass(3'000);
  CHECK(servers.ideas() == std::vector<std::string>{"before", "on two", "on one"});
  CHECK(servers.chain_holds());
  CHECK(malik->room() == ines->room());
  CHECK(malik->position() == ines->position());
  CHECK(malik->position()["epoch"] == 2);
  CHECK(servers.count("palabre_repairs_total{found=\"forked\"}") == 1);
  CHECK(servers.count("palabre_set_aside_total") == 0);
  // The same command once more is a repeat.
  malik->command_again(2, {{"type", "submit"}, {"text", "on one"}}, malik->activity("ideas"));
  servers.settle();
  CHECK(servers.ideas().size() == 3);
  // Both journals follow the chain that holds.
  servers.pass(1'000);
  CHECK(servers.journal(0).rooms.at(servers.id()).head.hash == servers.room().head.hash);
  CHECK(servers.journal(1).rooms.at(servers.id()).head.hash == servers.room().head.hash);
}

TEST_CASE("[G4] [G6] whoever has seen the new epoch is shown the old one nowhere", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.cut_off();
  servers.idea(*malik, "on one");
  servers.promote(cut);
  servers.idea(*ines, "on two");
  // Server one notices within its second; server two has not looked.
  servers.one().log.release();
  servers.records()->now += 1'000;
  servers.one().ring();
  servers.settle();
  REQUIRE(malik->position()["epoch"] == 2);
  malik->lose_line();
  malik->move_to(*servers.two().gateway);
  malik->hello();
  servers.settle();
  CHECK(malik->position()["epoch"] == 2);
}

TEST_CASE("[G6] what cannot be decided again is set aside, and said to whom it concerns", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.cut_off();
  servers.idea(*malik, "too late");
  CHECK(malik->last("ack")["cseq"] == 1);
  servers.promote(cut);
  // On the other side the group has moved on meanwhile.
  servers.move_awa_to_two();
  servers.awa().command({{"type", "step"}, {"event", "advance"}},
                        servers.awa().room()["state"]["entry"]);
  servers.settle();
  servers.pass(3'000);
  CHECK(servers.ideas().empty());
  CHECK(malik->room() == ines->room());
  const Json own = malik->layers()["own_s2"]["set_aside"]["x1"];
  CHECK(own["text"] == "too late");
  CHECK(own["command"] == "submit");
  CHECK(own["reason"]["code"] == "stale");
  const Json desk = servers.awa().layers()["desk"]["set_aside"]["x1"];
  CHECK(desk["seat"] == "s2");
  CHECK(!desk.contains("text"));
  CHECK(ines->layers().dump().find("too late") == std::string::npos);
  CHECK(servers.count("palabre_set_aside_total") == 1);
  // A repeat is answered, not judged.
  malik->command_again(1, {{"type", "submit"}, {"text", "too late"}}, "a3");
  servers.settle();
  CHECK(malik->frames("ack").size() == 2);
}

TEST_CASE("[G6] whoever sat down on the side that does not hold keeps a seat", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  const auto cut = servers.cut_off();
  auto zoe = servers.join_one("Zoé");
  servers.idea(*zoe, "of Zoé");
  servers.promote(cut);
  auto ines = servers.join_two("Ines");
  servers.idea(*ines, "of Ines");
  auto other_zoe = servers.join_two("Zoé");
  servers.pass(3'000);
  CHECK(zoe->is_open());
  CHECK(zoe->last("welcome")["seats"] == Json::array({"s5"}));
  CHECK(zoe->room()["seats"]["s5"]["name"] == "Zoé 2");
  CHECK(servers.ideas() == std::vector<std::string>{"of Ines", "of Zoé"});
  CHECK(zoe->room() == ines->room());
}

TEST_CASE("[G6] ids of orphans are not mistaken for those that others gave", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.cut_off();
  servers.idea(*malik, "draft");
  malik->command({{"type", "change"}, {"item", "i1"}, {"text", "final"}}, malik->activity("ideas"));
  servers.settle();
  servers.promote(cut);
  servers.idea(*ines, "first here");
  servers.pass(3'000);
  const Json items = ines->room()["activities"][ines->activity("ideas")]["items"];
  CHECK(items["i1"]["text"] == "first here");
  CHECK(items["i2"]["text"] == "final");
  CHECK(malik->room() == ines->room());
}

TEST_CASE("[G6] what only another server knows waits for it, then is set aside", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.snapshot();
  servers.idea(*malik, "of one");
  servers.pass(1'000);  // server two has read it too
  REQUIRE(ines->room() == malik->room());
  SECTION("which is there") {
    servers.promote(cut);
    servers.append_elsewhere();
    servers.pass(8'000);
    CHECK(servers.ideas() == std::vector<std::string>{"of one"});
    CHECK(servers.count("palabre_set_aside_total") == 0);
  }
  SECTION("which is gone") {
    malik->lose_line();
    servers.stop_one();
    servers.promote(cut);
    servers.append_elsewhere();
    servers.pass(8'000);
    CHECK(servers.ideas().empty());
    malik->move_to(*servers.two().gateway);
    malik->hello();
    servers.settle();
    CHECK(malik->layers()["own_s2"]["set_aside"]["x1"]["text"] == "of one");
    CHECK(malik->layers()["own_s2"]["set_aside"]["x1"]["reason"]["code"] == "server_gone");
  }
}

TEST_CASE("[G2] [G6] what is said after an orphan that waits comes after it", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.snapshot();
  servers.idea(*malik, "first");
  servers.pass(1'000);
  malik->lose_line();
  servers.stop_one();
  servers.promote(cut);
  servers.append_elsewhere();
  servers.pass(1'000);
  malik->move_to(*servers.two().gateway);
  malik->hello();
  servers.settle();
  servers.idea(*malik, "second");
  servers.idea(*ines, "of Ines");  // nobody else waits
  CHECK(servers.ideas() == std::vector<std::string>{"of Ines"});
  SECTION("its server comes back") {
    servers.start_one();
    servers.pass(2'000);
    servers.one().get("/api/palabres/" + servers.code());
    servers.pass(3'000);
    CHECK(servers.ideas() == std::vector<std::string>{"of Ines", "first", "second"});
  }
  SECTION("it does not") {
    servers.pass(8'000);
    CHECK(servers.ideas() == std::vector<std::string>{"of Ines", "second"});
    CHECK(malik->last("ack")["cseq"] == 2);
    CHECK(servers.count("palabre_set_aside_total") == 1);
    CHECK(servers.entries().back().find("second") != std::string::npos);
  }
}

TEST_CASE("[G6] a server that dies in the middle of a fork goes on with it", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.cut_off();
  servers.idea(*malik, "of one");
  malik->lose_line();
  servers.stop_one();
  servers.promote(cut);
  servers.idea(*ines, "of two");
  servers.start_one();
  malik->move_to(*servers.one().gateway);
  malik->hello();
  servers.pass(3'000);
  CHECK(servers.ideas() == std::vector<std::string>{"of two", "of one"});
  CHECK(malik->room() == ines->room());
}

TEST_CASE("[G6] an outcome of the side that does not hold is told, never taken", "[app]") {
  Servers servers;
  auto malik = servers.join_one("Malik");
  auto ines = servers.join_two("Ines");
  const auto cut = servers.cut_off();
  servers.one().awa->command({{"type", "close"}});
  servers.settle();
  REQUIRE(malik->room()["open"] == "closed");
  servers.promote(cut);
  // On the other side the founder's device was replaced: the command is nobody's any more.
  servers.replace_founder(*ines);
  servers.pass(3'000);
  CHECK(ines->room()["open"] == "open");
  CHECK(ines->room() == malik->room());
  CHECK(servers.awa().layers()["desk"]["orphaned_outcomes"]["o1"]["outcome"] == "closed");
  const auto [status, minutes] =
      servers.two().get("/api/palabres/" + servers.code() + "/minutes.json", servers.secret());
  REQUIRE(status == 200);
  CHECK(minutes["orphaned_outcomes"].size() == 1);
  CHECK(minutes["set_aside"].size() == 1);
}
