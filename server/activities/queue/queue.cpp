// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/queue/queue.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::queue {
namespace {

// Points of order are called first, then answers, then whoever wants to speak; within a kind by
// place, then by ticket.
std::uint64_t rank_of(const Hand& hand) {
  constexpr std::uint64_t mask = (1U << 30U) - 1;
  const std::uint64_t group = 2 - static_cast<std::uint64_t>(hand.kind);
  return group << 60U | (hand.place & mask) << 30U | (hand.ticket & mask);
}

void lower(State& state, SeatId seat) {
  const Hand* hand = state.hands.find(seat);
  if (hand == nullptr) return;
  state.line.erase(rank_of(*hand));
  state.hands.erase(seat);
}

void raise(State& state, const HandRaised& e) {
  lower(state, e.seat);
  const Hand hand{e.ticket, e.place, e.kind};
  state.line.set(rank_of(hand), e.seat);
  state.hands.set(e.seat, hand);
  state.next_ticket = std::max(state.next_ticket, e.ticket + 1);
}

void give_floor(State& state, SeatId seat, Instant at) {
  const Hand* hand = state.hands.find(seat);
  if (hand != nullptr && hand->kind != HandKind::speak)
    state.interrupted.set(seat, true);
  else
    state.interrupted = {};
  lower(state, seat);
  state.floor = seat;
  state.floor_since = at;
  const std::uint32_t* turns = state.turns.find(seat);
  state.turns.set(seat, turns == nullptr ? 1 : *turns + 1);
  ++state.turns_in_all;
}

void clear_signal(State& state, SeatId seat) {
  const Signal* was = state.signals.find(seat);
  if (was == nullptr) return;
  --state.signals_of[static_cast<std::size_t>(was->kind)];
  state.signals.erase(seat);
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.policy = input.policy.value_or(state.policy);
  return state;
}

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(Overloaded{
                 [&](const HandRaised& e) { raise(state, e); },
                 [&](const HandLowered& e) { lower(state, e.seat); },
                 [&](const FloorGiven& e) { give_floor(state, e.seat, stamp.at); },
                 [&](const FloorEnded& e) {
                   if (state.floor == e.seat) state.floor = SeatId{};
                 },
                 [&](const SignalGiven& e) {
                   clear_signal(state, e.seat);
                   state.signals.set(e.seat, {e.kind, stamp.at});
                   ++state.signals_of[static_cast<std::size_t>(e.kind)];
                 },
                 [&](const SignalCleared& e) { clear_signal(state, e.seat); },
                 [&](const SignalsCleared&) {
                   state.signals = {};
                   state.signals_of = {};
                 },
                 [&](const PauseCalled& e) {
                   state.paused_by = e.seat;
                   state.paused_at = stamp.at;
                   ++state.pauses;
                 },
                 [&](const PauseEnded&) { state.paused_by = SeatId{}; },
             },
             event);
  return state;
}

Json Model::output(const State& state) {
  Json signals = Json::object();
  for (const SignalKind one :
       {SignalKind::cannot_hear, SignalKind::slower, SignalKind::not_understood, SignalKind::frame})
    signals[std::string(name_of(one))] = state.signals_of[static_cast<std::size_t>(one)];
  return {{"waiting", state.hands.size()}, {"signals", signals}, {"paused", pauses(state)}};
}

State Model::shift(State state, Duration gap) {
  if (state.floor) state.floor_since += gap;
  return state;
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::queue
