// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may raise a hand, speak, signal, pause.
#include <algorithm>

#include "activities/judging.hpp"
#include "activities/queue/queue.hpp"

namespace palabre::activities::queue {
namespace {

using Events = std::vector<Model::Event>;

// With `fewest_turns` those who have had the floor less come sooner, within a bound; a hand lowered
// and raised again stands where it then would, never better.
std::uint32_t place_of(const State& state, SeatId seat, std::uint32_t ticket) {
  if (state.policy == Policy::fifo) return ticket;
  const std::uint32_t* turns = state.turns.find(seat);
  if (turns == nullptr) return ticket;
  return ticket + std::min(overtaken_max, std::min(*turns, overtaken_max) * places_a_turn);
}

// Answers and points of order come before ordinary hands: once a seat between two ordinary turns.
Result<Events> judge(const State& state, const Raise& raise, const Context& by) {
  const HandKind kind = raise.kind.value_or(HandKind::speak);
  const Hand* hand = state.hands.find(by.seat);
  if (hand != nullptr && hand->kind == kind) return refuse("already_done");
  if (kind != HandKind::speak && state.interrupted.contains(by.seat))
    return refuse("already_replied");
  const std::uint32_t ticket = hand == nullptr ? state.next_ticket : hand->ticket;
  const std::uint32_t place = hand == nullptr ? place_of(state, by.seat, ticket) : hand->place;
  return Events{HandRaised{by.seat, entered_by_other(by), kind, ticket, place}};
}

Result<Events> judge(const State& state, const Lower&, const Context& by) {
  if (!state.hands.contains(by.seat)) return refuse("already_done");
  return Events{HandLowered{{by.seat}}};
}

// One floor: whoever had it has had it.
Events given(const State& state, SeatId seat) {
  Events events;
  if (state.floor) events.push_back(FloorEnded{{state.floor}});
  events.push_back(FloorGiven{{seat}});
  return events;
}

Result<Events> judge(const State& state, const GiveFloor& give, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  if (!by.is_counted(give.seat)) return refuse("no_such_seat");
  if (state.floor == give.seat) return refuse("already_done");
  return given(state, give.seat);
}

Result<Events> judge(const State& state, const CallNext&, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  const std::uint64_t* first = state.line.key_at(0);
  if (first == nullptr) return refuse("no_hand");
  return given(state, *state.line.find(*first));
}

Result<Events> judge(const State& state, const Finish&, const Context& by) {
  if (!state.floor) return refuse("not_open");
  if (state.floor != by.seat && !by.conducts()) return refuse("not_your_turn");
  return Events{FloorEnded{{state.floor}}};
}

Result<Events> judge(const State& state, const GiveSignal& signal, const Context& by) {
  const Signal* was = state.signals.find(by.seat);
  if (was != nullptr && was->kind == signal.kind) return refuse("already_done");
  return Events{SignalGiven{by.seat, entered_by_other(by), signal.kind}};
}

Result<Events> judge(const State& state, const ClearSignal&, const Context& by) {
  if (!state.signals.contains(by.seat)) return refuse("already_done");
  return Events{SignalCleared{{by.seat}}};
}

Result<Events> judge(const State& state, const ClearSignals&, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  if (state.signals.empty()) return refuse("already_done");
  return Events{SignalsCleared{{by.seat}}};
}

// Anybody may ask for a pause, and gives no reason.
Result<Events> judge(const State& state, const Pause&, const Context& by) {
  if (state.paused_by) return refuse("already_done");
  return Events{PauseCalled{by.seat, entered_by_other(by)}};
}

Result<Events> judge(const State& state, const Unpause&, const Context& by) {
  if (!state.paused_by) return refuse("already_done");
  if (state.paused_by != by.seat && !by.conducts()) return refuse("not_allowed");
  return Events{PauseEnded{{by.seat}}};
}

template <class C>
constexpr bool speaks = std::is_same_v<C, Raise>;

}  // namespace

// Speaking is for the counted; a signal and a pause are for everybody who has not left.
Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command& command,
                                                const Context& by) {
  return std::visit(
      [&]<class C>(const C& one) -> Result<Events> {
        const Attendance* mark = by.census.find(by.seat);
        if (mark == nullptr || *mark == Attendance::left) return refuse("not_counted");
        if (speaks<C> && *mark != Attendance::counted) return refuse("not_counted");
        return judge(state, one, by);
      },
      command);
}

// Who is no longer counted neither waits nor has the floor; who has left signals nothing.
std::vector<Model::Event> Model::react(const State& state, const Change& change, const Context&) {
  const auto* gone = std::get_if<SeatUncounted>(&change);
  if (gone == nullptr) return {};
  Events events;
  if (state.hands.contains(gone->seat)) events.push_back(HandLowered{{gone->seat}});
  if (state.floor == gone->seat && gone->seat) events.push_back(FloorEnded{{gone->seat}});
  if (gone->mark == Attendance::left && state.signals.contains(gone->seat))
    events.push_back(SignalCleared{{gone->seat}});
  return events;
}

}  // namespace palabre::activities::queue
