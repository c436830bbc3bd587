// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may answer, ask and call for the last time; when the check reveals, and when it does not.
#include "activities/consent_check/consent_check.hpp"
#include "activities/script.hpp"

namespace palabre::activities::consent_check {
namespace {

using Decided = Result<std::vector<Event>>;

// It reveals when nobody is awaited any more and somebody has answered: silence alone decides
// nothing.
bool all_in_without(const State& state, SeatId seat, bool answers_now) {
  const std::size_t others = state.awaited.size() - (state.awaited.contains(seat) ? 1 : 0);
  return others == 0 && (answers_now || !state.answers.empty());
}

// Said round the circle, answers are said by those who are here; in a hall where not every answer
// is listed, by those with a concern or an objection.
void reveal(const State& state, const Context& by, std::vector<Event>& events) {
  Script<Model> script(state, by.now);
  for (Event& event : events) script.add(std::move(event));
  script.add(CheckRevealed{state.version});
  const State& revealed = script.state();
  if (revealed.signal == Signal::round) {
    const bool all = revealed.answers.size() <= listed_max;
    std::vector<SeatId> seats;
    revealed.answers.each([&](SeatId seat, const Answer& answer) {
      if (by.is_counted(seat) && (all || answer.choice != Choice::consent)) seats.push_back(seat);
    });
    if (!seats.empty()) script.add(SayingOpened{seat_ranges(seats)});
  }
  events = std::move(script).events();
}

Result<void> still_open(const State& state) {
  if (state.phase == Phase::open) return {};
  return refuse("stale");
}

Decided judge(const State& state, const GiveAnswer& command, const Context& by) {
  if (auto ok = still_open(state); !ok) return tl::unexpected(ok.error());
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  if (command.choice == Choice::concern && !state.concerns) return refuse("concerns_not_used");
  // An objection's argument is heard after the reveal, never collected before (methods, C-6).
  if (command.text && command.choice == Choice::objection) return refuse("argument_later");
  if (command.text && command.choice == Choice::consent)
    return refuse("bad_field", {{"field", "text"}, {"reason", "concern_only"}});
  std::vector<Event> events = {
      AnswerGiven{by.seat, entered_by_other(by), command.choice, command.text}};
  if (all_in_without(state, by.seat, true)) reveal(state, by, events);
  return events;
}

Decided judge(const State& state, const AskQuestion& command, const Context& by) {
  if (auto ok = still_open(state); !ok) return tl::unexpected(ok.error());
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  return {{QuestionAsked{by.seat, entered_by_other(by), command.text}}};
}

Decided judge(const State& state, const MakeLastCall&, const Context& by) {
  if (auto ok = still_open(state); !ok) return tl::unexpected(ok.error());
  if (auto ok = conducting(by); !ok) return tl::unexpected(ok.error());
  if (state.total() <= last_call_above)
    return refuse("last_call_small", {{"above", last_call_above}});
  if (state.last_call_until || state.awaited.empty()) return refuse("already_done");
  return {{LastCallMade{by.seat, entered_by_other(by), by.now + last_call_ms}}};
}

Decided judge(const State& state, const WordConcern& command, const Context& by) {
  if (state.phase == Phase::open) return refuse("blind_still");
  if (state.phase != Phase::revealed) return refuse("stale");
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  const Answer* answer = state.answers.find(by.seat);
  if (answer == nullptr || answer->choice != Choice::concern) return refuse("not_yours");
  return {{ConcernWorded{by.seat, entered_by_other(by), command.text}}};
}

// Whoever's turn it is says the answer and hands on; whoever conducts may go on too, as in a round.
Decided judge(const State& state, const SayAnswer&, const Context& by) {
  if (state.phase == Phase::open) return refuse("blind_still");
  const SeatId* floor = state.to_say.key_at(0);
  if (floor == nullptr) return refuse("stale");
  if (by.seat == *floor) return {{AnswerSaid{*floor, entered_by_other(by)}}};
  if (auto ok = conducting(by); !ok) return refuse("not_your_turn");
  return {{AnswerSaid{*floor, by.seat}}};
}

// At the end of a last call the seats that have not answered are without answer, in bulk; unless
// fewer have answered than the quorum asks: then it does not close.
void end_last_call(const State& state, const Context& by, std::vector<Event>& events) {
  const std::size_t answered = state.answers.size();
  const std::size_t total = state.total();
  const auto quorum = static_cast<std::size_t>(state.quorum_percent);
  if (answered == 0 || answered * 100 < quorum * total) {
    events.push_back(
        QuorumMissed{static_cast<std::int64_t>(answered), static_cast<std::int64_t>(total)});
    return;
  }
  std::vector<SeatId> unanswered;
  state.awaited.each([&](SeatId seat, const Awaited&) { unanswered.push_back(seat); });
  events.push_back(LastCallEnded{seat_ranges(unanswered)});
  reveal(state, by, events);
}

std::vector<Event> hear(const State& state, const SeatCounted& change, const Context&) {
  if (state.awaited.contains(change.seat) || state.answers.contains(change.seat)) return {};
  return {SeatAwaited{change.seat}};
}

std::vector<Event> hear(const State& state, const SeatUncounted& change, const Context& by) {
  if (!state.awaited.contains(change.seat)) return {};
  std::vector<Event> events = {SeatReleased{change.seat, change.mark}};
  if (all_in_without(state, change.seat, false)) reveal(state, by, events);
  return events;
}

// "I consent" to one text never counts for another: the check is void, and taken again.
std::vector<Event> hear(const State& state, const ReferenceChanged& change, const Context& by) {
  if (change.id != state.of || version_of(by, state.of) == state.version) return {};
  return {CheckVoided{version_of(by, state.of)}};
}

std::vector<Event> hear(const State& state, const Elapsed&, const Context& by) {
  std::vector<Event> events;
  if (state.name_at && *state.name_at <= by.now) events.push_back(AwaitedNamed{});
  if (state.last_call_until && *state.last_call_until <= by.now) end_last_call(state, by, events);
  return events;
}

}  // namespace

std::vector<Event> Model::begin(const State& state, const Context& by) {
  return {CheckOpened{version_of(by, state.of), seat_ranges(counted_seats(by))}};
}

Decided Model::decide(const State& state, const Command& command, const Context& by) {
  if (auto ok = about_version(by, state.version); !ok) return tl::unexpected(ok.error());
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

std::vector<Event> Model::react(const State& state, const Change& change, const Context& by) {
  if (state.phase == Phase::revealed) {
    const auto* gone = std::get_if<SeatUncounted>(&change);
    if (gone == nullptr || !state.to_say.contains(gone->seat)) return {};
    return {AnswerSaid{gone->seat, {}}};
  }
  if (state.phase != Phase::open) return {};
  return std::visit([&](const auto& one) { return hear(state, one, by); }, change);
}

}  // namespace palabre::activities::consent_check
