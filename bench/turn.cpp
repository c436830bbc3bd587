// SPDX-License-Identifier: AGPL-3.0-or-later
// The cost of a turn: one more idea on a wall of n, from the wish to the patch's bytes. It must not
// grow with n (design: O(changes + connections)). `./dev bench` prints it at 10, 1 000 and 10 000.
#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "chart/parse_chart.hpp"
#include "room/describe.hpp"
#include "room/guards.hpp"
#include "room/take_turn.hpp"
#include "wire/entry_codec.hpp"

using namespace palabre;

namespace {

constexpr std::string_view wall_scenario = R"({
  "id": "wall", "version": "1.0.0", "license": "CC0-1.0", "seats": {"min": 1, "max": 12000}, "minutes": 10,
  "invoke": [{"id": "roles", "src": "roles", "input": {"roles": ["facilitator"]}}],
  "initial": "wall",
  "states": {
    "wall": {"meta": {"text": "wall"},
      "invoke": {"id": "wall", "src": "collect", "input": {"visibility": "live", "per_seat": 64}},
      "on": {"advance": "done"}},
    "done": {"type": "final", "meta": {"text": "done"}}}})";

class Wall {
 public:
  explicit Wall(std::size_t ideas) {
    auto chart = chart::parse_chart_text(wall_scenario, room::vocabulary());
    if (!chart) std::abort();
    scenario_ = std::make_shared<const room::Scenario>(room::Scenario{*chart, "wall", {}});
    room::Found found;
    found.title = *clean_text("Un mur d'idées", 1, 120);
    found.why = found.title;
    found.language = "fr";
    found.address = "tu";
    found.time_zone = "Europe/Paris";
    found.founder_hash = found.screen_hash = "none";
    room_ = put(room::ServerCommand(found)).room;
    const std::size_t authors = ideas / 50 + 1;
    for (std::size_t n = 1; n <= authors + 1; ++n) {
      room::OpenSession open;
      open.sid = "sid" + std::to_string(n);
      open.name_given = *clean_text("Personne " + std::to_string(n), 1, 40);
      room_ = put(room::ServerCommand(open)).room;
    }
    for (std::size_t n = 0; n < ideas; ++n) room_ = put(idea(1 + n % authors)).room;
    writer_ = authors + 1;
  }

  /// One more idea: judged, encoded for the log, described before and after, and the patch's bytes.
  std::size_t one_more() {
    room::Turn turn = put(idea(writer_));
    std::size_t bytes = wire::encode_entry(turn.entries.front()).facts.size();
    const Sections before = room::describe(room_, room::Layer{});
    const Sections after = room::describe(turn.room, room::Layer{});
    bytes += after.difference(&before).dump().size();
    return bytes;
  }

 private:
  room::Turn put(room::Input input) {
    const room::TurnContext context{now_, &random_, scenario_, nullptr};
    room::Turn turn = room::take_turn(room_, {std::move(input)}, context);
    if (turn.replies.front().refusal) std::abort();
    return turn;
  }
  room::Wish idea(std::size_t seat) {
    room::Wish wish;
    wish.sid = "sid" + std::to_string(seat);
    wish.cseq = ++cseq_;
    wish.on = room::find_invoked_id(room_, "wall").str();
    wish.body = {{"type", "submit"}, {"text", "une idée parmi d'autres, assez longue"}};
    return wish;
  }

  std::shared_ptr<const room::Scenario> scenario_;
  room::Room room_;
  Random random_{1};
  Instant now_ = 1'767'258'000'000;
  std::uint64_t cseq_ = 0;
  std::size_t writer_ = 1;
};

void one_more_idea(benchmark::State& state) {
  Wall wall(static_cast<std::size_t>(state.range(0)));
  std::size_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) bytes = wall.one_more();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(one_more_idea)->Arg(10)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
