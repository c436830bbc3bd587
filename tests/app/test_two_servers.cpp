// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers of one palabre, on one log.
#include <catch2/catch.hpp>

#include "app/two_servers.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("after a conflict the turn is decided again on what others wrote", "[app]") {
  TwoServers servers;
  auto& [records, one, two] = servers;
  const auto malik = one.join("Malik");
  const auto zoe = two.join("Zoé");
  one.settle();
  // Both decide at the same position; one of them comes second.
  malik->command(idea, malik->activity("ideas"));
  zoe->command({{"type", "submit"}, {"text", "des bâches"}}, zoe->activity("ideas"));
  servers.settle(10);
  CHECK(malik->frames("ack").size() == 1);
  CHECK(zoe->frames("ack").size() == 1);
  CHECK(malik->position() == zoe->position());
  CHECK(malik->room() == zoe->room());
  CHECK(malik->room()["activities"][malik->activity("ideas")]["count"] == 2);
}

TEST_CASE("what another server parked is decided here, though it never comes back", "[app]") {
  TwoServers servers;
  auto& [records, one, two] = servers;
  const auto malik = one.join("Malik");
  const auto zoe = two.join("Zoé");
  one.settle();
  two.log.hold();
  zoe->command({{"type", "submit"}, {"text", "des bâches"}}, zoe->activity("ideas"));
  two.settle();
  malik->command(idea, malik->activity("ideas"));
  one.settle();
  // Two comes second, parks, and gets no further.
  two.log.release();
  two.log.hold();
  two.settle();
  REQUIRE(records->rooms.begin()->second.parked.size() == 1);
  malik->command({{"type", "set_place"}, {"place", "remote"}});
  one.settle();
  CHECK(records->rooms.begin()->second.parked.empty());
  CHECK(malik->room()["activities"][malik->activity("ideas")]["count"] == 2);
}

TEST_CASE("what comes while others write first is decided together with what came second",
          "[app]") {
  TwoPeople at;
  const auto lea = at.two.join("Léa");
  at.settle(1);
  lea->forget();
  at.two.log.hold();
  at.zoe->command({{"type", "submit"}, {"text", "des bâches"}}, at.zoe->activity("ideas"));
  at.two.settle();
  at.malik->command(moves);
  at.one.settle();
  lea->command({{"type", "submit"}, {"text", "une scène"}}, lea->activity("ideas"));
  at.two.settle();
  for (int i = 0; i < 10 && at.zoe->frames("ack").empty(); ++i) at.let_through();
  CHECK(at.zoe->frames("ack").size() == 1);
  CHECK(lea->frames("ack").size() == 1);
  CHECK(at.ideas_of(*at.zoe) == 2);
}

TEST_CASE("from afar, what others wrote first comes together with the refusal", "[app]") {
  TwoPeople at;
  at.go_far();
  at.zoe->command({{"type", "submit"}, {"text", "des bâches"}}, at.zoe->activity("ideas"));
  at.two.settle();
  CHECK(at.two.log.waiting() == 2);
  at.malik->command(idea, at.malik->activity("ideas"));
  at.one.settle();
  at.two.log.release();
  at.settle(10);
  CHECK(at.zoe->frames("ack").size() == 1);
  CHECK(at.zoe->room() == at.malik->room());
  CHECK(at.ideas_of(*at.zoe) == 2);
}

TEST_CASE("[C3] a refusal is kept where another server may hold a copy", "[app]") {
  TwoPeople at;
  const Json wrong = {{"type", "finish"}};
  const std::size_t before = at.room().entries.size();
  const std::uint64_t cseq = at.zoe->command(wrong, "a99");
  at.two.settle();
  REQUIRE(at.zoe->frames("refused").size() == 1);
  const Json code = at.zoe->last("refused")["code"];
  // An earlier line may have sent it elsewhere.
  REQUIRE(at.room().entries.size() == before + 1);
  at.zoe->forget();
  at.zoe->command_again(cseq, wrong, "a99");
  at.two.settle();
  CHECK(at.zoe->last("refused")["code"] == code);
  at.zoe->lose_line();
  at.zoe->move_to(*at.one.gateway);
  at.zoe->forget();
  at.zoe->hello();
  at.one.settle();
  at.zoe->command_again(cseq, wrong, "a99");
  at.one.settle();
  CHECK(at.zoe->last("refused")["code"] == code);
  CHECK(at.room().entries.size() == before + 1);

  at.one.pass(15'000);
  at.zoe->forget();
  at.zoe->command(wrong, "a99");
  at.one.settle();
  CHECK(at.zoe->last("refused")["code"] == code);
  CHECK(at.room().entries.size() == before + 1);
}

TEST_CASE("[C3] one server alone keeps no refusals", "[app]") {
  Hall hall;
  hall.found();
  const auto zoe = hall.join("Zoé");
  const auto& entries = hall.log.records().rooms.begin()->second.entries;
  const std::size_t before = entries.size();
  zoe->command({{"type", "finish"}}, "a99");
  hall.settle();
  CHECK(zoe->frames("refused").size() == 1);
  CHECK(entries.size() == before);
}

TEST_CASE("[G5] a session that another server has opened just now is known here as well", "[app]") {
  TwoServers servers;
  auto& [records, one, two] = servers;
  REQUIRE(two.get("/api/palabres/" + two.code).first == 200);
  const auto secret = one.open_session({{"face", "phone"}, {"name", "Malik"}});
  const auto malik = two.phone(secret);
  malik->hello();
  two.settle();
  CHECK(malik->is_open());
  CHECK(malik->frames("view").size() == 1);
}

TEST_CASE("[G4] a server that is behind what a phone shows reads on before it shows anything",
          "[app]") {
  TwoServers servers;
  auto& [records, one, two] = servers;
  const auto malik = one.join("Malik");
  REQUIRE(two.get("/api/palabres/" + two.code).first == 200);
  malik->command({{"type", "set_place"}, {"place", "remote"}});
  one.settle();
  const Json position = malik->position();
  malik->lose_line();
  malik->forget();
  malik->move_to(*two.gateway);
  malik->hello();
  two.settle();
  CHECK(malik->frames("view").empty());
  CHECK(malik->position() == position);
}
