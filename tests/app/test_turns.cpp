// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "app/room_host.hpp"
#include "wire/entry_codec.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json idea = {{"type", "submit"}, {"text", "des tuiles"}};

}  // namespace

TEST_CASE("nothing leaves before it is in the log", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  malik->forget();
  hall.awa->forget();
  const auto before = hall.log.records().rooms.begin()->second.entries.size();
  hall.log.hold();
  malik->command(idea, malik->activity("ideas"));
  hall.settle();
  REQUIRE(hall.log.waiting() == 1);
  CHECK(malik->frames("ack").empty());
  CHECK(malik->frames("patch").empty());
  CHECK(hall.awa->frames("patch").empty());
  hall.log.release();
  hall.settle();
  CHECK(malik->frames("ack").size() == 1);
  CHECK(hall.awa->frames("patch").size() == 1);
  CHECK(hall.log.records().rooms.begin()->second.entries.size() == before + 1);
}

TEST_CASE("what comes while an append is under way is the next turn, in one append", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.log.hold();
  malik->command(idea, malik->activity("ideas"));
  hall.settle();
  for (int i = 0; i < 3; ++i) malik->command({{"type", "set_place"}, {"place", "remote"}});
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  CHECK(hall.log.waiting() == 1);
  hall.log.release();
  hall.log.hold();
  hall.settle();
  CHECK(hall.log.waiting() == 1);
  hall.log.release();
  hall.settle();
  CHECK(malik->frames("ack").size() == 4);
  CHECK(hall.awa->frames("ack").size() == 1);
}

TEST_CASE("a full disk: nothing is acked, people are told, and it goes on by itself", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.log.refuse_next(3, "disk_full");
  malik->command(idea, malik->activity("ideas"));
  hall.settle();
  CHECK(malik->frames("ack").empty());
  CHECK(malik->frames("refused").empty());
  CHECK(malik->last("notice")["code"] == "cannot_save");
  CHECK(hall.awa->last("notice")["code"] == "cannot_save");
  hall.pass(10'000);
  CHECK(malik->frames("ack").size() == 1);
  CHECK(malik->last("notice")["code"] == "saved");
  CHECK(malik->room()["activities"][malik->activity("ideas")]["count"] == 1);
}

TEST_CASE("a log that was away for long is asked again within a second of its return", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.log.refuse_next(1'000);
  malik->command(idea, malik->activity("ideas"));
  hall.pass(4'000);
  CHECK(malik->last("notice")["code"] == "saving");
  hall.pass(16'000);
  CHECK(malik->last("notice")["code"] == "cannot_save");
  CHECK(malik->frames("ack").empty());
  hall.log.refuse_next(0);
  hall.pass(1'000);
  CHECK(malik->frames("ack").size() == 1);
}

TEST_CASE("an append whose answer is lost counts once", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.log.lose_next_answer();
  malik->command(idea, malik->activity("ideas"));
  hall.settle();
  hall.pass(2'000);
  REQUIRE(malik->frames("ack").size() == 1);
  CHECK(malik->last("ack")["seq"] == malik->position()["seq"]);
  CHECK(malik->room()["activities"][malik->activity("ideas")]["count"] == 1);

  hall.log.lose_next_answer();
  const auto before = hall.log.records().rooms.begin()->second.entries.size();
  malik->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  hall.pass(2'000);
  CHECK(hall.log.records().rooms.begin()->second.entries.size() == before + 1);
}

TEST_CASE("saving is told after a second, and saved when it is", "[app]") {
  Hall hall;
  hall.found();
  hall.log.hold();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  hall.pass(500);
  CHECK(hall.awa->frames("notice").empty());
  hall.pass(1'000);
  CHECK(hall.awa->last("notice")["code"] == "saving");
  hall.log.release();
  hall.settle();
  CHECK(hall.awa->last("notice")["code"] == "saved");
}

TEST_CASE("a server that starts again serves what the log holds", "[app]") {
  Hall hall;
  hall.found();
  auto malik = hall.join("Malik");
  malik->command(idea, malik->activity("ideas"));
  hall.settle();
  const Json room = malik->room();
  const Json position = malik->position();
  const auto secret = hall.open_session({{"face", "phone"}, {"name", "Zoé"}});
  malik.reset();
  hall.restart();
  const auto zoe = hall.phone(secret);
  zoe->hello();
  hall.settle();
  CHECK(zoe->room()["title"] == room["title"]);
  const std::string ideas = zoe->activity("ideas");
  CHECK(zoe->room()["activities"][ideas]["items"] == room["activities"][ideas]["items"]);
  CHECK(zoe->position()["seq"] == position["seq"].get<int>() + 1);
}

TEST_CASE("a room whose chain is broken is refused in words", "[app]") {
  const auto records = std::make_shared<store::MemoryRecords>();
  Hall hall(records);
  hall.found();
  hall.join("Malik");
  hall.restart();
  auto& entry = records->rooms.begin()->second.entries[1].entry;
  entry.facts.replace(entry.facts.find("seat_added"), 4, "sofa");
  const auto [status, answer] = hall.get("/api/palabres/" + hall.code);
  CHECK(status == 409);
  CHECK(answer["code"] == "damaged");
}

TEST_CASE("[G9] a deadline is settled at its own instant, without anybody's act", "[app]") {
  Hall hall;
  hall.found();
  REQUIRE(hall.awa->room()["state"]["key"] == "gather");
  const Instant deadline = hall.awa->room()["timer"]["deadline"].get<Instant>();
  while (hall.log.now() < deadline) {
    hall.awa->say({{"t", "ping"}});
    hall.pass(20'000);
  }
  CHECK(hall.awa->room()["state"]["key"] == "guess");
  CHECK(hall.awa->room()["state"]["since"] == deadline);
}

TEST_CASE("after a slept night deadlines are moved by it", "[app]") {
  Hall hall;
  hall.found();
  const Instant deadline = hall.awa->room()["timer"]["deadline"].get<Instant>();
  const Duration night = 8LL * 60 * 60 * 1000;
  hall.sleep(night);
  CHECK(hall.awa->room()["state"]["key"] == "gather");
  const Instant moved = hall.awa->room()["timer"]["deadline"].get<Instant>();
  CHECK(moved >= deadline + night - 1'000);
  CHECK(moved <= deadline + night);
}

TEST_CASE("[H5] erase empties the log and ends every line", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.awa->command({{"type", "erase"}});
  hall.settle();
  CHECK(hall.awa->frames("ack").size() == 1);
  CHECK(hall.awa->closed_with() == 4004);
  CHECK(malik->closed_with() == 4004);
  CHECK(hall.log.records().rooms.begin()->second.erased);
  hall.pass(2'000);
  const auto [status, answer] = hall.get("/api/palabres/" + hall.code);
  CHECK(status == 404);
}

TEST_CASE(
    "[H5] an erase that a dying server left undone is done when the palabre is next asked for",
    "[app]") {
  Hall hall;
  hall.found();
  hall.awa->command({{"type", "erase"}});
  while (hall.awa->frames("ack").empty()) REQUIRE(hall.loop.poll_one() == 1);
  hall.log.refuse_next(1'000);
  hall.settle();
  const auto& stored = hall.log.records().rooms.begin()->second;
  REQUIRE_FALSE(stored.erased);
  CHECK(hall.get("/api/palabres/" + hall.code).second["open"] == "closed");

  hall.restart();
  hall.log.refuse_next(1);  // its code is not even looked up: the palabre is there still
  CHECK(hall.get("/api/palabres/" + hall.code).first == 503);
  CHECK_FALSE(stored.erased);
  CHECK(hall.get("/api/palabres/" + hall.code).first == 410);
  CHECK(stored.erased);
  CHECK(stored.entries.empty());
  CHECK(hall.get("/api/palabres/" + hall.code).first == 404);
}

TEST_CASE("[C1] the ninth unanswered command waits on the phone", "[app]") {
  Hall hall;
  hall.found();
  const auto malik = hall.join("Malik");
  hall.log.hold();
  for (int i = 0; i < 9; ++i) malik->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  REQUIRE(malik->frames("refused").size() == 1);
  CHECK(malik->last("refused")["cseq"] == 9);
  CHECK(malik->last("refused")["code"] == "too_fast");
  hall.log.release();
  hall.settle();
  CHECK(malik->frames("ack").size() == 8);
}

TEST_CASE("[C3] a full inbox refuses for now, and what is in it is kept", "[app]") {
  Hall hall;
  hall.found();
  std::vector<std::shared_ptr<Phone>> phones;
  constexpr std::size_t each = 8;
  while (phones.size() * each < app::inbox_max + 10 * each) {
    phones.push_back(hall.join("p" + std::to_string(phones.size())));
    phones.back()->be_slow(true);
  }
  hall.log.hold();
  hall.awa->command({{"type", "set_place"}, {"place", "remote"}});
  hall.settle();
  for (std::size_t i = 0; i < each; ++i)
    for (const auto& phone : phones) phone->command({{"type", "set_place"}, {"place", "x"}});
  hall.log.release();
  hall.settle();
  std::size_t acks = 0;
  std::size_t refused = 0;
  for (const auto& phone : phones) {
    phone->be_slow(false);
    acks += phone->frames("ack").size();
    for (const Json& frame : phone->frames("refused")) {
      ++refused;
      CHECK(frame["code"] == "inbox_full");
      CHECK(frame["final"] == false);
    }
  }
  CHECK(acks == app::inbox_max);
  CHECK(refused == 10 * each);
}
