// SPDX-License-Identifier: AGPL-3.0-or-later
// Each speaks in turn, and nobody is skipped. Source: Sociocracy 3.0, "Rounds"; talking circles.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/round/events.hpp"

namespace palabre::activities::round {

struct Input {
  std::optional<std::int64_t> turn_s;   ///< a turn's length in seconds; 0: no clock; 60
  std::optional<Start> start;           ///< rotate
  std::optional<bool> backward;         ///< false
  std::optional<bool> offer_back;       ///< passers are asked once more at the end; true
  std::optional<std::string> reply_by;  ///< the role that answers questions
  std::optional<bool> questions;        ///< a round of questions; false
  std::optional<std::string> of;        ///< only who gave something there is heard
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("turn_s", self.turn_s, Bounds{0, 3600});
    field("start", self.start);
    field("backward", self.backward);
    field("offer_back", self.offer_back);
    field("reply_by", self.reply_by);
    field("questions", self.questions);
    field("of", self.of);
  }
};

/// A seat's place in the order. `ticket` against `State::serving` says how long yet.
struct Place {
  std::uint32_t ticket = 0;
  Mark mark = Mark::waiting;
  bool operator==(const Place&) const = default;
};

struct Note {
  Text text;
  std::optional<SeatId> entered_by;
  bool operator==(const Note&) const = default;
};

struct Question {
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::optional<Text> text;  ///< none: asked aloud
  bool answered = false;
  SeatId answered_by;
  std::optional<Text> reply;
  bool operator==(const Question&) const = default;
};

using Tickets = PersistentMap<std::uint32_t, SeatId>;

struct State {
  // The rules, as the input gave them.
  std::int64_t turn_s = 60;
  Start start = Start::rotate;
  bool backward = false;
  bool offer_back = true;
  std::string reply_by;
  bool asks = false;
  std::string of;

  Phase phase = Phase::first;
  PersistentMap<SeatId, Place> places;
  Tickets waiting;  ///< by ticket: who is still to speak, the next one first
  Tickets passers;  ///< by ticket: who has passed
  std::uint32_t next_ticket = 1;
  std::uint32_t serving = 0;  ///< the ticket of the turn that runs, or ran last
  SeatId floor;
  Instant turn_started_at = 0;
  SeatId first_turn;
  std::size_t spoke = 0;
  std::size_t absent = 0;  ///< places whose seat was marked before it could speak

  PersistentMap<SeatId, Note> notes;
  PersistentMap<ItemId, Question> questions;
  std::uint32_t next_item = 1;
  std::size_t pending = 0;  ///< questions without an answer
  std::size_t asked_this_turn = 0;
  bool operator==(const State&) const = default;
};

/// How many questions one turn may hold: the others wait for theirs.
inline constexpr std::size_t questions_per_turn_max = 5;
/// Up to so many seats the whole order is shown; above, who is next and one's own ticket.
inline constexpr std::size_t order_shown_max = 64;

struct Model {
  static constexpr std::string_view kind = "round";
  using Input = round::Input;
  using State = round::State;
  using Command =
      std::variant<Finish, Pass, Resume, TakeOver, MoveOn, Later, WriteNote, Ask, Reply>;
  using Event = std::variant<OrderDrawn,
                             TurnGiven,
                             TurnEnded,
                             TurnPassed,
                             TurnDeferred,
                             SeatQueued,
                             SeatMarked,
                             SecondPassOpened,
                             RoundClosed,
                             NoteWritten,
                             QuestionAsked,
                             QuestionAnswered>;

  static std::vector<std::string> outcomes() { return {"closed", "all_passed"}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static std::optional<Json> practise(const State& state, const Context& by);
  static State shift(State state, Duration gap);
  static std::optional<SeatId> first_turn(const State& state);
};

Kind kind();

}  // namespace palabre::activities::round
