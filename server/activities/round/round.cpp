// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/round/round.hpp"

#include <algorithm>

#include "activities/judging.hpp"
#include "activities/wrap.hpp"

namespace palabre::activities::round {
namespace {

bool is_absent(Mark mark) { return mark > Mark::passed; }

// Every change of a place goes through here, so that line, floor and counts follow from the marks.
void put(State& state, SeatId seat, Place place) {
  if (const Place* was = state.places.find(seat)) {
    if (was->mark == Mark::waiting) state.waiting.erase(was->ticket);
    if (was->mark == Mark::passed) state.passers.erase(was->ticket);
    if (was->mark == Mark::spoke) --state.spoke;
    if (is_absent(was->mark)) --state.absent;
  }
  if (state.floor == seat && place.mark != Mark::speaking) state.floor = SeatId{};
  if (place.mark == Mark::waiting) state.waiting.set(place.ticket, seat);
  if (place.mark == Mark::passed) state.passers.set(place.ticket, seat);
  if (place.mark == Mark::spoke) ++state.spoke;
  if (is_absent(place.mark)) ++state.absent;
  state.places.set(seat, place);
}

void mark(State& state, SeatId seat, Mark how) {
  const Place* was = state.places.find(seat);
  put(state, seat, {was == nullptr ? 0 : was->ticket, how});
}

void queue(State& state, SeatId seat, std::uint32_t ticket) {
  put(state, seat, {ticket, Mark::waiting});
  state.next_ticket = std::max(state.next_ticket, ticket + 1);
}

// Round the circle once from `start`, upwards or downwards.
std::vector<SeatId> order_of(const OrderDrawn& drawn) {
  std::vector<SeatId> seats = seats_of_ranges(drawn.ranges);
  if (drawn.backward) std::reverse(seats.begin(), seats.end());
  const auto start = std::find(seats.begin(), seats.end(), drawn.start);
  if (start != seats.end()) std::rotate(seats.begin(), start, seats.end());
  return seats;
}

void give_turn(State& state, SeatId seat, Instant at) {
  const SeatId before = state.floor;
  if (before && before != seat) mark(state, before, Mark::spoke);  // one floor, whatever is read
  mark(state, seat, Mark::speaking);
  state.floor = seat;
  state.serving = state.places.find(seat)->ticket;
  state.turn_started_at = at;
  state.asked_this_turn = 0;
  if (!state.first_turn) state.first_turn = seat;
}

void ask(State& state, const QuestionAsked& e) {
  if (!state.questions.contains(e.item)) ++state.pending;
  state.questions.set(e.item, {e.seat, e.entered_by, e.text, false, {}, {}});
  state.next_item = std::max(state.next_item, e.item.n + 1);
  ++state.asked_this_turn;
}

void answer(State& state, const QuestionAnswered& e) {
  const Question* was = state.questions.find(e.item);
  if (was == nullptr || was->answered) return;
  Question question = *was;
  question.answered = true;
  question.answered_by = e.seat;
  question.reply = e.text;
  state.questions.set(e.item, std::move(question));
  --state.pending;
}

}  // namespace

State Model::initial(const Input& input) {
  State state;
  state.turn_s = input.turn_s.value_or(state.turn_s);
  state.start = input.start.value_or(state.start);
  state.backward = input.backward.value_or(state.backward);
  state.offer_back = input.offer_back.value_or(state.offer_back);
  state.reply_by = input.reply_by.value_or("");
  state.asks = input.questions.value_or(false);
  state.of = input.of.value_or("");
  return state;
}

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit(Overloaded{
                 [&](const OrderDrawn& e) {
                   for (const SeatId seat : order_of(e)) queue(state, seat, state.next_ticket);
                 },
                 [&](const TurnGiven& e) { give_turn(state, e.seat, stamp.at); },
                 [&](const TurnEnded& e) { mark(state, e.seat, Mark::spoke); },
                 [&](const TurnPassed& e) { mark(state, e.seat, Mark::passed); },
                 [&](const TurnDeferred& e) { queue(state, e.seat, e.ticket); },
                 [&](const SeatQueued& e) { queue(state, e.seat, e.ticket); },
                 [&](const SeatMarked& e) { mark(state, e.seat, e.mark); },
                 [&](const SecondPassOpened& e) {
                   state.phase = Phase::second;
                   for (const SeatId seat : e.seats) queue(state, seat, state.next_ticket);
                 },
                 [&](const RoundClosed&) { state.phase = Phase::closed; },
                 [&](const NoteWritten& e) {
                   state.notes.set(e.seat, {e.text, e.entered_by});
                 },
                 [&](const QuestionAsked& e) { ask(state, e); },
                 [&](const QuestionAnswered& e) { answer(state, e); },
             },
             event);
  return state;
}

// Settled when everybody was heard and no question waits for its answer.
Progress Model::progress(const State& state) {
  if (state.phase == Phase::closed && state.pending == 0)
    return {true, state.spoke == 0 ? "all_passed" : "closed", {}};
  Progress progress;
  if (state.phase != Phase::closed && (state.floor || !state.waiting.empty())) {
    Missing not_heard{"not_heard", state.waiting.size() + (state.floor ? 1 : 0)};
    if (state.floor) not_heard.seats.push_back(state.floor);
    for (std::size_t i = 0; not_heard.seats.size() < missing_seats_max; ++i) {
      const std::uint32_t* ticket = state.waiting.key_at(i);
      if (ticket == nullptr) break;
      not_heard.seats.push_back(*state.waiting.find(*ticket));
    }
    progress.missing.push_back(std::move(not_heard));
  }
  if (state.pending > 0) progress.missing.push_back({"question_pending", state.pending});
  return progress;
}

Json Model::output(const State& state) {
  return {
      {"closed", state.phase == Phase::closed}, {"spoke", state.spoke}, {"pending", state.pending}};
}

State Model::shift(State state, Duration gap) {
  if (state.floor) state.turn_started_at += gap;
  return state;
}

std::optional<SeatId> Model::first_turn(const State& state) {
  if (state.start != Start::rotate || !state.first_turn) return std::nullopt;
  return state.first_turn;
}

static_assert(ActivityModel<Model>);
Kind kind() { return kind_of<Model>(); }

}  // namespace palabre::activities::round
