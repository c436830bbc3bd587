// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds of every score, whatever is scored in which order.
#include <map>

#include <catch2/catch.hpp>

#include "activities/scoring.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

// Mostly scores; else finishing, thinking again, options that change, whatever a bench stumbles
// into.
void go_on(Bench& bench, const Move& move, std::uint32_t seats) {
  const std::uint32_t who = 1 + move.who % seats;
  const std::string option = "i" + std::to_string(1 + move.what % 3);
  if (move.how % 41 == 3)
    bench.refer("ideas", ideas(three, {{option, 1 + move.who % 2}}));
  else if (move.how % 41 == 5)
    bench.refer("ideas", ideas({"i1", "i2", "i3", "i4"}));
  else if (move.how % 7 == 2)
    bench.stumble(move);
  else if (move.how % 3 == 1)
    bench.as(seat(who), finish);
  else
    rate(bench, who, option, move.how % 11);
}

}  // namespace

TEST_CASE(
    "[S-2][S-4] whatever happens, totals are the sums of whole ballots, one score an option") {
  CHECK(rc::check("sums", [](const std::vector<Move>& moves) {
    Bench bench = scoring(4, {{"reveal", "desk"}, {"passive", moves.size() % 2 == 0}});
    for (const Move& move : moves) {
      if (bench.settled()) break;
      go_on(bench, move, 4);
    }
    if (!bench.settled()) {  // s1 gives what it has not given, and has finished
      bench.mark(seat(1), Attendance::counted);
      const Json asked = bench.room()["options"], given = bench.own(seat(1))["scores"];
      for (const Json& option : asked)
        if (!given.contains(option.get<std::string>())) rate(bench, 1, option, 5);
      bench.as(seat(1), finish);
    }
    std::map<std::string, std::int64_t> sums;
    std::size_t whole = 0;
    const Json shown = bench.room();
    for (std::uint32_t n = 1; n <= 12; ++n) {
      const Json own = bench.own(seat(n));
      if (!own.contains("scores") || own["scores"].size() != shown["options"].size()) continue;
      ++whole;
      for (const auto& [option, score] : own["scores"].items())
        sums[option] += score["value"].get<std::int64_t>();
    }
    if (!bench.settled()) {
      for (std::uint32_t n = 2; n <= 12; ++n) bench.mark(seat(n), Attendance::away);
      RC_ASSERT(bench.as(seat(1), reveal) == accepted);
    }
    if (bench.settled() && bench.outcome().starts_with("too")) return;
    RC_TAG(bench.settled());
    const Json room = bench.room();
    RC_ASSERT(room.contains("results") == bench.settled());
    bench.check_replay();
    if (!bench.settled()) return;
    RC_ASSERT(room["scored"] == whole);
    std::int64_t before = -1;
    for (const Json& id : room["ranking"]) {
      const Json& result = room["results"][id.get<std::string>()];
      RC_ASSERT(result["total"] == sums[id.get<std::string>()]);
      RC_ASSERT(result["total"].get<std::int64_t>() >= before);
      before = result["total"].get<std::int64_t>();
    }
  }));
}

TEST_CASE("[I3][G11] what is scored changes no byte for anybody else until the reveal") {
  CHECK(rc::check("blind", [](const std::vector<Move>& moves) {
    const bool dots = moves.size() % 2 == 0;
    const Json input = dots ? Json{{"dots", 10}} : Json::object();
    Bench one = scoring(5, input), other = scoring(5, input);
    for (const Move& move : moves) {
      const std::uint32_t who = 1 + move.who % 4;  // s5 keeps it open
      if (move.how % 31 == 4) {
        const Json changed = ideas(three, {{"i2", 1 + move.who % 3}});
        one.refer("ideas", changed);
        other.refer("ideas", changed);
      } else if (move.how % 5 == 0) {
        one.as(seat(who), finish);
        other.as(seat(who), finish);
      } else {
        const std::string option = "i" + std::to_string(1 + move.what % 3);
        rate(one, who, option, move.how % 4);
        rate(other, who, option, move.what % 4);
      }
      for (const Layer& layer : {room_layer(), screen_layer(), desk_layer(), own_layer(seat(5))})
        RC_ASSERT(one.view(layer) == other.view(layer));
      RC_ASSERT(one.output() == other.output());
      RC_ASSERT(one.progress() == other.progress());
      RC_ASSERT(one.minute_codes() == other.minute_codes());
    }
  }));
}
