// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/consent_check/consent_check.hpp"

#include <algorithm>

#include "activities/wrap.hpp"

namespace palabre::activities::consent_check {

static_assert(ActivityModel<Model>);

State Model::initial(const Input& input) {
  State state;
  state.of = input.of;
  state.concerns = input.concerns.value_or(true) && input.test != Test::sofa;
  state.signal = input.signal.value_or(Signal::together);
  state.quorum_percent = input.quorum_percent.value_or(50);
  state.counts = input.counts.value_or(true);
  return state;
}

namespace {

std::size_t& counter(Tally& tally, Choice choice) {
  switch (choice) {
    case Choice::concern: return tally.concern;
    case Choice::objection: return tally.objection;
    case Choice::consent: break;
  }
  return tally.consent;
}

void back_from_released(State& state, SeatId seat) {
  const Attendance* mark = state.released.find(seat);
  if (mark == nullptr) return;
  if (*mark == Attendance::without_answer) --state.without_answer;
  state.released.erase(seat);
}

void release(State& state, SeatId seat, Attendance mark) {
  if (!state.awaited.contains(seat)) return;
  state.awaited.erase(seat);
  state.released.set(seat, mark);
  if (mark == Attendance::without_answer) ++state.without_answer;
}

void await(State& state, SeatId seat) {
  if (state.answers.contains(seat)) return;
  back_from_released(state, seat);
  state.awaited.set(seat, Awaited{});
}

void keep_answer(State& state, const AnswerGiven& event) {
  if (const Answer* before = state.answers.find(event.seat); before != nullptr)
    --counter(state.tally, before->choice);
  ++counter(state.tally, event.choice);
  back_from_released(state, event.seat);
  state.awaited.erase(event.seat);
  state.answers.set(event.seat, Answer{event.choice, event.text, event.entered_by});
}

void end(State& state, Phase phase) {
  state.phase = phase;
  state.name_at.reset();
  state.last_call_until.reset();
}

// Without counts a concern's words stand alone, under a number of their own.
void keep_words(State& state, SeatId seat, const std::optional<Text>& words) {
  if (state.counts || !words) return;
  const ItemId* known = state.word_of.find(seat);
  const ItemId item =
      known != nullptr ? *known : ItemId{static_cast<std::uint32_t>(state.word_of.size()) + 1};
  state.word_of.set(seat, item);
  state.words.set(item, *words);
}

void reveal(State& state) {
  end(state, Phase::revealed);
  state.objectors.clear();
  state.concerned.clear();
  state.answers.each([&](SeatId seat, const Answer& answer) {
    if (answer.choice == Choice::objection) state.objectors.push_back(seat);
    if (answer.choice == Choice::concern) state.concerned.push_back(seat);
    keep_words(state, seat, answer.text);
  });
}

void record(State& state, const CheckOpened& event, const Stamp& stamp) {
  state.version = event.version;
  for (const SeatId seat : seats_of_ranges(event.seats)) await(state, seat);
  state.name_at = stamp.at + named_after_ms;
}
void record(State& state, const SeatAwaited& event, const Stamp&) { await(state, event.seat); }
void record(State& state, const SeatReleased& event, const Stamp&) {
  release(state, event.seat, event.mark);
}
void record(State& state, const AnswerGiven& event, const Stamp&) { keep_answer(state, event); }
void record(State& state, const QuestionAsked& event, const Stamp&) {
  end(state, Phase::asked);
  state.asked_by = event.seat;
  state.question = event.text;
}
void record(State& state, const AwaitedNamed&, const Stamp&) {
  state.named = true;
  state.name_at.reset();
}
void record(State& state, const LastCallMade& event, const Stamp&) {
  state.last_call_until = event.until;
  state.quorum_missed = false;
}
void record(State& state, const QuorumMissed&, const Stamp&) {
  state.last_call_until.reset();
  state.quorum_missed = true;
}
void record(State& state, const LastCallEnded& event, const Stamp&) {
  state.last_call_until.reset();
  for (const SeatId seat : seats_of_ranges(event.unanswered))
    release(state, seat, Attendance::without_answer);
}
void record(State& state, const CheckRevealed&, const Stamp&) { reveal(state); }
void record(State& state, const CheckVoided& event, const Stamp&) {
  end(state, Phase::voided);
  state.changed_to = event.version;
}
void record(State& state, const ConcernWorded& event, const Stamp&) {
  const Answer* answer = state.answers.find(event.seat);
  if (answer == nullptr) return;
  state.answers.set(event.seat, Answer{answer->choice, event.text, event.entered_by});
  keep_words(state, event.seat, event.text);
}
void record(State& state, const SayingOpened& event, const Stamp&) {
  for (const SeatId seat : seats_of_ranges(event.seats))
    if (state.answers.contains(seat)) state.to_say.set(seat, Awaited{});
}
void record(State& state, const AnswerSaid& event, const Stamp&) {
  if (!state.to_say.contains(event.seat)) return;
  state.to_say.erase(event.seat);
  ++state.said;
}

std::size_t quorum_of(const State& state) {
  return (state.total() * static_cast<std::size_t>(state.quorum_percent) + 99) / 100;
}

}  // namespace

State Model::apply(State state, const Event& event, const Stamp& stamp) {
  std::visit([&](const auto& one) { record(state, one, stamp); }, event);
  return state;
}

Progress Model::progress(const State& state) {
  switch (state.phase) {
    case Phase::revealed:
      if (!state.to_say.empty())
        return {false, {}, {{"not_said", state.to_say.size(), first_seats(state.to_say)}}};
      return {true, state.objectors.empty() ? "consent" : "objection", {}};
    case Phase::voided: return {true, "void", {}};
    case Phase::asked: return {true, "question", {}};
    case Phase::open: break;
  }
  Progress progress;
  // Without counts: that somebody has not answered, not how many or who.
  if (!state.counts) {
    if (!state.awaited.empty()) progress.missing.push_back({"somebody_not_answered", 1});
    if (state.quorum_missed) progress.missing.push_back({"too_few_answers", 1});
    return progress;
  }
  if (!state.awaited.empty()) {
    Missing missing{"not_answered", state.awaited.size()};
    if (state.named) missing.seats = first_seats(state.awaited);
    progress.missing.push_back(std::move(missing));
  }
  if (state.quorum_missed && state.answers.size() < quorum_of(state))
    progress.missing.push_back({"quorum_missing", quorum_of(state) - state.answers.size()});
  return progress;
}

// Both lists are made at the reveal: before it, guards and other activities learn no more than
// people do.
Json Model::output(const State& state) {
  Json out = {{"version", state.version},
              {"objectors", seat_names(state.objectors)},
              {"concerns", seat_names(state.concerned)}};
  if (const Progress now = progress(state); now.settled) out["outcome"] = now.outcome;
  return out;
}

std::optional<Instant> Model::deadline(const State& state) {
  if (state.phase != Phase::open) return std::nullopt;
  if (state.name_at && state.last_call_until)
    return std::min(*state.name_at, *state.last_call_until);
  return state.name_at ? state.name_at : state.last_call_until;
}

State Model::shift(State state, Duration gap) {
  if (state.name_at) *state.name_at += gap;
  if (state.last_call_until) *state.last_call_until += gap;
  return state;
}

Kind kind() {
  Kind kind = kind_of<Model>();
  kind.make = [make = kind.make](const Json& json) -> Result<AnyActivity> {
    const auto input = from_json_whole<Input>(json);
    if (input && input->counts == false && input->signal == Signal::round)
      return refuse("bad_field", {{"field", "signal"}, {"reason", "without_counts"}});
    return make(json);
  };
  return kind;
}

}  // namespace palabre::activities::consent_check
