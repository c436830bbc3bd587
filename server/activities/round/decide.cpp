// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may speak, who is next, when it closes.
#include <algorithm>

#include "activities/judging.hpp"
#include "activities/round/round.hpp"
#include "activities/script.hpp"

namespace palabre::activities::round {
namespace {

using Events = std::vector<Model::Event>;

// While nobody has the floor: the next in line gets it; then, once, those who passed; then the
// round closes. A round that nobody has entered yet stays open.
void pass_the_stick(Script<Model>& script, const Context& by) {
  if (script.state().floor || script.state().places.empty()) return;
  if (script.state().waiting.empty() && script.state().phase == Phase::first &&
      script.state().offer_back) {
    SecondPassOpened second;
    script.state().passers.each([&](std::uint32_t, SeatId seat) {
      if (by.is_counted(seat)) second.seats.push_back(seat);
    });
    if (!second.seats.empty()) script.add(std::move(second));
  }
  if (const std::uint32_t* next = script.state().waiting.key_at(0))
    script.add(TurnGiven{*script.state().waiting.find(*next)});
  else
    script.add(RoundClosed{});
}

Events moved(const State& state, Model::Event event, const Context& by) {
  Script<Model> script(state, by.now);
  script.add(std::move(event));
  pass_the_stick(script, by);
  return std::move(script).events();
}

// Whoever comes back before the own turn has come takes the own place; anybody else the end.
std::uint32_t ticket_for(const State& state, SeatId seat) {
  const Place* place = state.places.find(seat);
  return place != nullptr && place->ticket > state.serving ? place->ticket : state.next_ticket;
}

const Mark* mark_of(const State& state, SeatId seat) {
  const Place* place = state.places.find(seat);
  return place == nullptr ? nullptr : &place->mark;
}

// Only the speaker (or whoever enters for the speaker) ends the own turn.
Result<Events> judge(const State& state, const Finish& finish, const Context& by) {
  if (state.floor != by.seat) return refuse("not_your_turn");
  Script<Model> script(state, by.now);
  if (finish.note) script.add(NoteWritten{by.seat, entered_by_other(by), *finish.note});
  script.add(TurnEnded{by.seat, Ending::finished, by.seat, entered_by_other(by)});
  pass_the_stick(script, by);
  return std::move(script).events();
}

// Passing is free: on one's turn, or ahead of it.
Result<Events> judge(const State& state, const Pass&, const Context& by) {
  const Mark* mark = mark_of(state, by.seat);
  if (mark == nullptr) return refuse("not_your_turn");
  if (*mark != Mark::speaking && *mark != Mark::waiting) return refuse("already_done");
  return moved(state, TurnPassed{by.seat, entered_by_other(by)}, by);
}

// Who passed may speak after all, until the round closes.
Result<Events> judge(const State& state, const Resume&, const Context& by) {
  if (state.phase == Phase::closed) return refuse("stale");
  const Mark* mark = mark_of(state, by.seat);
  if (mark == nullptr || *mark != Mark::passed) return refuse("already_done");
  return moved(state, SeatQueued{by.seat, ticket_for(state, by.seat), entered_by_other(by)}, by);
}

// The next seat takes the stick from a speaker who forgot to hand it on.
Result<Events> judge(const State& state, const TakeOver&, const Context& by) {
  if (!state.floor) return refuse("not_open");
  const std::uint32_t* next = state.waiting.key_at(0);
  if (next == nullptr || *state.waiting.find(*next) != by.seat) return refuse("not_your_turn");
  return moved(
      state, TurnEnded{state.floor, Ending::taken_over, by.seat, entered_by_other(by)}, by);
}

// Whoever conducts moves the stick on: the speaker counts as heard.
Result<Events> judge(const State& state, const MoveOn&, const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  if (!state.floor) return refuse("not_open");
  return moved(state, TurnEnded{state.floor, Ending::moved_on, by.seat, entered_by_other(by)}, by);
}

// The speaker, or whoever conducts, puts the turn off to the end of the order: nobody is skipped.
Result<Events> judge(const State& state, const Later&, const Context& by) {
  if (!state.floor) return refuse("not_open");
  if (by.seat != state.floor && !by.conducts()) return refuse("not_allowed");
  if (state.waiting.empty()) return refuse("nobody_waits");
  return moved(state, TurnDeferred{state.floor, by.seat, state.next_ticket}, by);
}

// One's own words for the minutes: while one speaks, or after.
Result<Events> judge(const State& state, const WriteNote& note, const Context& by) {
  const Mark* mark = mark_of(state, by.seat);
  if (mark == nullptr || (*mark != Mark::speaking && *mark != Mark::spoke))
    return refuse("not_your_turn");
  return Events{NoteWritten{by.seat, entered_by_other(by), note.text}};
}

Result<Events> judge(const State& state, const Ask& ask, const Context& by) {
  if (!state.asks) return refuse("not_open");
  if (state.floor != by.seat) return refuse("not_your_turn");
  if (state.asked_this_turn >= questions_per_turn_max)
    return refuse("too_many", {{"max", questions_per_turn_max}});
  return Events{QuestionAsked{ItemId{state.next_item}, by.seat, entered_by_other(by), ask.text}};
}

// Whoever holds the answering role answers; whoever conducts may note that it was answered.
Result<Events> judge(const State& state, const Reply& reply, const Context& by) {
  const auto holder = by.holders.find(state.reply_by);
  const bool answers = holder != by.holders.end() && holder->second == by.seat;
  if (!answers && !by.conducts()) return refuse("not_allowed");
  const Question* question = state.questions.find(reply.item);
  if (question == nullptr) return refuse("no_such_item");
  if (question->answered) return refuse("already_done");
  return Events{QuestionAnswered{reply.item, by.seat, entered_by_other(by), reply.text}};
}

template <class C>
constexpr bool speaks_as_seat =
    !std::is_same_v<C, MoveOn> && !std::is_same_v<C, Later> && !std::is_same_v<C, Reply>;

// With `of`, only those are heard who gave something there (they present it); everybody where it is
// not known who did.
std::optional<std::vector<SeatId>> authors(const State& state, const Context& by) {
  const auto other = by.refs.find(state.of);
  if (other == by.refs.end() || !other->second.is_object()) return std::nullopt;
  const auto named = other->second.find("authors");
  if (named == other->second.end() || !named->is_array()) return std::nullopt;
  std::vector<SeatId> seats;
  for (const Json& one : *named)
    if (const auto seat =
            one.is_string() ? SeatId::parse(one.get_ref<const std::string&>()) : std::nullopt)
      seats.push_back(*seat);
  return seats;
}

bool is_among(const std::optional<std::vector<SeatId>>& some, SeatId seat) {
  return !some || std::find(some->begin(), some->end(), seat) != some->end();
}

Events heard(const State& state, const SeatCounted& change, const Context& by) {
  if (!is_among(authors(state, by), change.seat)) return {};
  const Mark* mark = mark_of(state, change.seat);
  if (mark != nullptr && *mark <= Mark::passed) return {};
  return moved(state, SeatQueued{change.seat, ticket_for(state, change.seat), {}}, by);
}

Events heard(const State& state, const SeatUncounted& change, const Context& by) {
  const Mark* mark = mark_of(state, change.seat);
  if (mark == nullptr || (*mark != Mark::waiting && *mark != Mark::speaking)) return {};
  Mark how = Mark::away;
  if (change.mark == Attendance::aside) how = Mark::aside;
  if (change.mark == Attendance::left) how = Mark::left;
  if (change.mark == Attendance::without_answer) how = Mark::without_answer;
  return moved(state, SeatMarked{change.seat, how}, by);
}

// Whoever gives something there while the round runs is heard at its end.
Events heard(const State& state, const ReferenceChanged&, const Context& by) {
  const auto named = authors(state, by);
  if (!named) return {};
  Script<Model> script(state, by.now);
  for (const SeatId seat : *named)
    if (by.is_counted(seat) && !script.state().places.contains(seat))
      script.add(SeatQueued{seat, ticket_for(script.state(), seat), {}});
  pass_the_stick(script, by);
  return std::move(script).events();
}

}  // namespace

// The circle starts one seat further than the palabre's last round did, so that over a palabre
// everybody begins equally often; "first" always starts at its (backward: far) end.
std::vector<Model::Event> Model::begin(const State& state, const Context& by) {
  std::vector<SeatId> seats = counted_seats(by);
  const auto named = authors(state, by);
  std::erase_if(seats, [&](SeatId seat) { return !is_among(named, seat); });
  if (seats.empty() && named) return {RoundClosed{}};  // nobody has anything to present
  if (seats.empty()) return {};
  SeatId start = state.backward ? seats.back() : seats.front();
  if (state.start == Start::rotate) {
    start = seats.front();
    for (const SeatId seat : seats)
      if (by.previous_start && seat > *by.previous_start) {
        start = seat;
        break;
      }
  }
  return moved(state, OrderDrawn{seat_ranges(seats), start, state.backward}, by);
}

Result<std::vector<Model::Event>> Model::decide(const State& state,
                                                const Command& command,
                                                const Context& by) {
  // One's own words may still be noted when the round is done, as long as its step lasts.
  const bool notes = std::holds_alternative<WriteNote>(command);
  if (progress(state).settled && !notes) return refuse("stale");
  return std::visit(
      [&]<class C>(const C& one) -> Result<Events> {
        if (speaks_as_seat<C> && !by.is_counted(by.seat)) return refuse("not_counted");
        return judge(state, one, by);
      },
      command);
}

// Late comers and those who are back go to the end of the order (or keep their place while it has
// not come); who is marked by a human act leaves it, and the stick moves on.
std::vector<Model::Event> Model::react(const State& state,
                                       const Change& change,
                                       const Context& by) {
  if (state.phase == Phase::closed) return {};
  if (const auto* counted = std::get_if<SeatCounted>(&change)) return heard(state, *counted, by);
  if (const auto* gone = std::get_if<SeatUncounted>(&change)) return heard(state, *gone, by);
  if (const auto* other = std::get_if<ReferenceChanged>(&change)) return heard(state, *other, by);
  return {};
}

}  // namespace palabre::activities::round
