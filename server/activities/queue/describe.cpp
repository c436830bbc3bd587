// SPDX-License-Identifier: AGPL-3.0-or-later
// What the queue shows, and what it leaves in the minutes.
#include "activities/queue/queue.hpp"

namespace palabre::activities::queue {
namespace {

Json hand_row(const Json&, const SeatId&, const Hand& hand) {
  return {{"ticket", hand.ticket}, {"kind", name_of(hand.kind)}};
}

Json signal_row(const Json&, const SeatId&, const Signal& signal) {
  return {{"kind", name_of(signal.kind)}, {"at", signal.at}};
}

void describe_room(const State& state, Sections& out) {
  out.rows("hands", state.hands, {}, &hand_row);
  out.value("waiting", state.hands.size());
  if (const std::uint64_t* first = state.line.key_at(0))
    out.value("first", state.line.find(*first)->str());
  if (state.floor) {
    out.value("floor", state.floor.str());
    out.value("floor_since", state.floor_since);
  }
  out.rows("signals", state.signals, {}, &signal_row);
  out.value("paused", static_cast<bool>(state.paused_by));
  if (!state.paused_by) return;
  out.value("paused_by", state.paused_by.str());
  out.value("paused_at", state.paused_at);
}

}  // namespace

// Hands, floor, signals and pause are for everybody to see: that is what they are for. How often
// each has spoken is shown to nobody. Alone: one's own hand and signal.
void Model::describe(const State& state, const Layer& layer, Sections& out) {
  if (layer.kind == Layer::Kind::room) describe_room(state, out);
  if (layer.kind != Layer::Kind::own) return;
  if (const Hand* hand = state.hands.find(layer.seat))
    out.value("hand", hand_row({}, layer.seat, *hand));
  if (const Signal* signal = state.signals.find(layer.seat))
    out.value("signal", std::string(name_of(signal->kind)));
}

// Who speaks, who comes next, who asked for a pause.
std::vector<SeatId> Model::named(const State& state, const Layer& layer) {
  constexpr std::size_t waiting_named = 8;
  std::vector<SeatId> seats;
  if (layer.kind != Layer::Kind::room) return seats;
  if (state.floor) seats.push_back(state.floor);
  if (state.paused_by) seats.push_back(state.paused_by);
  for (std::size_t i = 0; i < waiting_named; ++i)
    if (const std::uint64_t* rank = state.line.key_at(i)) seats.push_back(*state.line.find(*rank));
  return seats;
}

// How widely the word went round, without names: shares are for each to know alone.
std::vector<MinuteLine> Model::minutes(const State& state) {
  std::vector<MinuteLine> lines;
  if (state.turns_in_all > 0)
    lines.push_back(
        {"queue_turns", {{"count", state.turns_in_all}, {"people", state.turns.size()}}});
  if (state.pauses > 0) lines.push_back({"queue_pauses", {{"count", state.pauses}}});
  return lines;
}

}  // namespace palabre::activities::queue
