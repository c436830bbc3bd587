// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/practise.hpp"

#include <algorithm>
#include <vector>

#include "chart/exits.hpp"
#include "room/guards.hpp"
#include "room/work.hpp"

namespace palabre::room {
namespace {

// What leads on when several ways are open.
constexpr std::array<std::string_view, 2> onward{"advance", "adopt"};

bool is_onward(const std::string& event) {
  return std::find(onward.begin(), onward.end(), event) != onward.end();
}

// A way that leads round again is taken twice, not for ever.
bool tired_of(const Room& room, const chart::Exit& exit) {
  constexpr std::uint32_t rounds_enough = 2;
  return std::any_of(exit.targets.begin(), exit.targets.end(), [&](const std::string& key) {
    const auto times = room.entered.find(key);
    return times != room.entered.end() && times->second >= rounds_enough;
  });
}

Actor acting(SeatId seat) {
  Actor actor;
  actor.seat = seat;
  actor.entered_by = seat;
  return actor;
}

}  // namespace

std::optional<Practised> practise(const Room& room, SeatId seat, Instant now, Random& random) {
  // Inner activities first: the step's own before those that run beside it.
  for (auto at = room.current.rbegin(); at != room.current.rend(); ++at) {
    const Running& running = *room.activities.find(*at);
    auto command = running.activity.practise(
        context_of(room, running, acting(seat), std::nullopt, now, &random));
    if (!command) continue;
    Practised one{at->str(), running.invoke, std::nullopt, std::move(*command)};
    if (const auto version = one.body.find("$version"); version != one.body.end()) {
      one.version = version->get<std::int64_t>();
      one.body.erase(version);
    }
    return one;
  }
  return std::nullopt;
}

std::optional<Practised> practise_step(const Room& room, SeatId seat, Random& random) {
  if (room.called) return std::nullopt;
  const Actor actor = acting(seat);
  const chart::Chart& chart = room.scenario->chart;
  const auto exits = chart::exits(chart, room.configuration, judge_of(room));
  if (exits.empty()) return std::nullopt;
  // Only ways of the innermost state: those around it lead out of the matter altogether.
  const chart::StateIndex innermost = chart.transitions[exits.front().transition].source;
  std::vector<const chart::Exit*> open;
  for (const chart::Exit& exit : exits)
    if (exit.taken && exit.passes && chart.transitions[exit.transition].source == innermost &&
        may_step(room, actor, exit.event))
      open.push_back(&exit);
  if (open.empty()) return std::nullopt;
  // What was not taken often yet first, and of that what leads on.
  const auto tired = std::stable_partition(
      open.begin(), open.end(), [&](const chart::Exit* exit) { return !tired_of(room, *exit); });
  if (tired != open.begin()) open.erase(tired, open.end());
  const auto on = std::find_if(
      open.begin(), open.end(), [](const chart::Exit* exit) { return is_onward(exit->event); });
  std::string event = on != open.end() ? (*on)->event : open[random.below(open.size())]->event;
  return Practised{"c" + std::to_string(room.entry),
                   {},
                   std::nullopt,
                   {{"type", "step"}, {"event", std::move(event)}}};
}

}  // namespace palabre::room
