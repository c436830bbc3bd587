// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/queue/queue.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json raise_hand = {{"type", "raise"}};
const Json lower = {{"type", "lower"}};
const Json call_next = {{"type", "call_next"}};
const Json finish = {{"type", "finish"}};
const Json pause_all = {{"type", "pause"}};
const Json unpause = {{"type", "unpause"}};
Json raise_for(const std::string& kind) { return {{"type", "raise"}, {"kind", kind}}; }
Json signal_of(const std::string& kind) { return {{"type", "signal"}, {"kind", kind}}; }
Json give_floor(SeatId to) { return {{"type", "give_floor"}, {"seat", to.str()}}; }

Bench queue_of(std::uint32_t seats, const std::string& policy = "fifo") {
  Bench bench(activities::queue::kind(), {{"policy", policy}}, seats);
  bench.begin();
  return bench;
}
std::string floor_of(const Bench& bench) { return bench.room().value("floor", "nobody"); }
std::string first_of(const Bench& bench) { return bench.room().value("first", "nobody"); }

}  // namespace

TEST_CASE("hands are called in the order in which they went up") {
  Bench bench = queue_of(4);
  CHECK(bench.as(seat(1), call_next) == "no_hand");
  CHECK(bench.as(seat(3), raise_hand) == accepted);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_hand) == "already_done");
  CHECK(bench.room()["hands"] == Json{{"s2", {{"ticket", 2}, {"kind", "speak"}}},
                                      {"s3", {{"ticket", 1}, {"kind", "speak"}}}});
  CHECK(bench.room()["waiting"] == 2);
  CHECK(first_of(bench) == "s3");
  CHECK(bench.own(seat(2)) == Json{{"hand", {{"ticket", 2}, {"kind", "speak"}}}});
  CHECK(bench.as(seat(2), call_next) == "not_allowed");
  CHECK(bench.as(seat(1), call_next) == accepted);
  CHECK(floor_of(bench) == "s3");
  CHECK(bench.room()["floor_since"] == bench.now);
  CHECK(bench.room()["hands"].size() == 1);
}

TEST_CASE("[I5] one seat has the floor, and gives it back itself or through whoever conducts") {
  Bench bench = queue_of(3);
  CHECK(bench.as(seat(2), finish) == "not_open");
  CHECK(bench.as(seat(1), give_floor(seat(2))) == accepted);
  CHECK(bench.as(seat(1), give_floor(seat(2))) == "already_done");
  CHECK(bench.as(seat(1), give_floor(seat(3))) == accepted);
  CHECK(floor_of(bench) == "s3");
  CHECK(bench.as(seat(2), finish) == "not_your_turn");
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(floor_of(bench) == "nobody");
  CHECK(bench.as(seat(1), give_floor(seat(9))) == "no_such_seat");
  CHECK(bench.as(seat(1), give_floor(seat(2))) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.minutes("queue_turns")[0] == Json{{"count", 3}, {"people", 2}});
}

TEST_CASE("[Q-2] lowering a hand and raising it again does not improve its place") {
  Bench bench = queue_of(3);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_hand) == accepted);
  CHECK(bench.as(seat(2), lower) == accepted);
  CHECK(bench.as(seat(2), lower) == "already_done");
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(first_of(bench) == "s3");
}

TEST_CASE("[Q-3] a point of order comes first, then an answer, once between two ordinary turns") {
  Bench bench = queue_of(4);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_for("reply")) == accepted);
  CHECK(first_of(bench) == "s3");
  CHECK(bench.as(seat(4), raise_for("order")) == accepted);
  CHECK(first_of(bench) == "s4");
  CHECK(bench.as(seat(1), call_next) == accepted);
  CHECK(bench.as(seat(4), raise_for("order")) == "already_replied");
  CHECK(bench.as(seat(1), call_next) == accepted);
  CHECK(bench.as(seat(1), call_next) == accepted);
  CHECK(floor_of(bench) == "s2");
  CHECK(bench.as(seat(4), raise_for("order")) == accepted);
}

TEST_CASE("changing what a hand is for keeps its ticket") {
  Bench bench = queue_of(3);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_for("reply")) == accepted);
  CHECK(first_of(bench) == "s3");
  CHECK(bench.as(seat(3), raise_for("speak")) == accepted);
  CHECK(first_of(bench) == "s2");
  CHECK(bench.room()["hands"]["s3"]["ticket"] == 2);
}

TEST_CASE("with fewest_turns those who have spoken less come sooner") {
  Bench bench = queue_of(4, "fewest_turns");
  CHECK(bench.as(seat(1), give_floor(seat(2))) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(3), raise_hand) == accepted);
  CHECK(first_of(bench) == "s3");
}

TEST_CASE("signals are always there, also for who stands aside, and show to everybody") {
  Bench bench = queue_of(3);
  bench.mark(seat(2), Attendance::aside);
  CHECK(bench.as(seat(2), raise_hand) == "not_counted");
  CHECK(bench.as(seat(2), signal_of("cannot_hear")) == accepted);
  CHECK(bench.as(seat(2), signal_of("cannot_hear")) == "already_done");
  CHECK(bench.room()["signals"]["s2"] == Json{{"kind", "cannot_hear"}, {"at", bench.now}});
  CHECK(bench.as(seat(2), signal_of("frame")) == accepted);
  CHECK(bench.as(seat(3), signal_of("frame")) == accepted);
  CHECK(bench.output()["signals"]["frame"] == 2);
  CHECK(bench.own(seat(3))["signal"] == "frame");
  CHECK(bench.as(seat(3), {{"type", "clear_signal"}}) == accepted);
  CHECK(bench.as(seat(3), {{"type", "clear_signal"}}) == "already_done");
  CHECK(bench.as(seat(3), {{"type", "clear_signals"}}) == "not_allowed");
  CHECK(bench.as(seat(1), {{"type", "clear_signals"}}) == accepted);
  CHECK(bench.room()["signals"].empty());
  CHECK(bench.output()["signals"]["frame"] == 0);
  CHECK(bench.as(seat(1), {{"type", "clear_signals"}}) == "already_done");
}

TEST_CASE("anybody pauses the room without a reason; who paused or conducts ends it") {
  Bench bench = queue_of(3);
  CHECK_FALSE(bench.activity().pauses());
  CHECK(bench.as(seat(3), pause_all) == accepted);
  CHECK(bench.activity().pauses());
  CHECK(bench.as(seat(2), pause_all) == "already_done");
  CHECK(bench.room()["paused_by"] == "s3");
  CHECK(bench.as(seat(2), unpause) == "not_allowed");
  CHECK(bench.as(seat(3), unpause) == accepted);
  CHECK_FALSE(bench.room().contains("paused_by"));
  CHECK(bench.as(seat(3), unpause) == "already_done");
  CHECK(bench.as(seat(2), pause_all) == accepted);
  bench.mark(seat(2), Attendance::left);
  CHECK(bench.as(seat(1), unpause) == accepted);
  CHECK(bench.minutes("queue_pauses")[0] == Json{{"count", 2}});
}

TEST_CASE("who is no longer counted neither waits nor has the floor; who left signals nothing") {
  Bench bench = queue_of(3);
  CHECK(bench.as(seat(2), raise_hand) == accepted);
  CHECK(bench.as(seat(2), signal_of("slower")) == accepted);
  CHECK(bench.as(seat(1), give_floor(seat(3))) == accepted);
  bench.mark(seat(3), Attendance::away);
  CHECK(floor_of(bench) == "nobody");
  bench.mark(seat(2), Attendance::aside);
  CHECK(first_of(bench) == "nobody");
  CHECK(bench.room()["signals"].contains("s2"));
  bench.mark(seat(2), Attendance::left);
  CHECK(bench.room()["signals"].empty());
  CHECK(bench.as(seat(2), pause_all) == "not_counted");
}

TEST_CASE("it never settles, and its clock stands still with the room") {
  Bench bench = queue_of(2);
  CHECK(bench.as(seat(1), give_floor(seat(2))) == accepted);
  CHECK_FALSE(bench.settled());
  Sections sections;
  bench.activity().shifted(900).describe(room_layer(), sections);
  CHECK(sections.difference(nullptr)["floor_since"] == bench.now + 900);
}

TEST_CASE("[Q-1] nobody who waits is overtaken by more than the bound") {
  CHECK(rc::check([](const std::vector<std::pair<std::uint8_t, bool>>& acts) {
    Bench bench = queue_of(9, "fewest_turns");
    std::map<std::string, std::uint32_t> overtaken;
    std::map<std::string, int> raised_at;
    int clock = 0;
    for (const auto& [number, calls] : acts) {
      const SeatId who = seat(1 + number % 9U);
      if (!calls) {
        if (bench.as(who, raise_hand) == accepted) raised_at[who.str()] = ++clock;
        continue;
      }
      if (bench.as(seat(1), call_next) != accepted) continue;
      const std::string called = floor_of(bench);
      for (const auto& [other, at] : raised_at)
        if (other != called && at < raised_at[called])
          RC_ASSERT(++overtaken[other] <= activities::queue::overtaken_max);
      raised_at.erase(called);
      overtaken.erase(called);
    }
  }));
}

TEST_CASE("[I5] whatever happens, the queue's line and its hands say the same") {
  CHECK(rc::check([](const std::vector<Move>& moves, bool fair) {
    Bench bench(activities::queue::kind(), {{"policy", fair ? "fewest_turns" : "fifo"}}, 5);
    bench.watch = [&](const AnyActivity&, const AnyActivity& after) {
      const Json room = bench.room();
      RC_ASSERT(room["waiting"] == room["hands"].size());
      RC_ASSERT(room.contains("first") == !room["hands"].empty());
      if (room.contains("first")) RC_ASSERT(room["hands"].contains(room["first"]));
      RC_ASSERT(room["paused"] == after.pauses());
      std::map<std::string, std::size_t> counts;
      for (const Json& signal : room["signals"]) ++counts[signal["kind"].get<std::string>()];
      const Json signals = bench.output()["signals"];
      for (const auto& [kind, count] : signals.items()) RC_ASSERT(counts[kind] == count);
    };
    bench.begin();
    for (const Move& move : moves) bench.stumble(move);
    bench.check_replay();
  }));
}
