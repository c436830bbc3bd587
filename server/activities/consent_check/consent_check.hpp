// SPDX-License-Identifier: AGPL-3.0-or-later
// A consent check: everyone answers before anyone's answer shows; it reveals by itself when every
// counted seat has answered.
// Source: Sociocracy 3.0, "Consent Decision-Making"; « J'ai encore une question » from the practice
// of clarifying again instead of answering.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::consent_check {

/// How the group shows its answers: all phones at once; or these, and then each says its own aloud,
/// round the circle, before the check is over. Blindness before the reveal is the same.
enum class Signal { together, round };
constexpr std::array<std::string_view, 2> names_of(Signal) { return {"together", "round"}; }

/// The rule set by which the group tests objections. `sofa` has no concerns: what troubles somebody
/// is said as an objection.
enum class Test { s3, sofa, udn, holacracy };
constexpr std::array<std::string_view, 4> names_of(Test) {
  return {"s3", "sofa", "udn", "holacracy"};
}

enum class Choice { consent, concern, objection };
constexpr std::array<std::string_view, 3> names_of(Choice) {
  return {"consent", "concern", "objection"};
}

enum class Phase { open, revealed, voided, asked };
constexpr std::array<std::string_view, 4> names_of(Phase) {
  return {"open", "revealed", "void", "asked"};
}

inline constexpr Duration named_after_ms = 30'000;  // names still awaited are no pressure by then
inline constexpr Duration last_call_ms = 60'000;    // time to find one's phone
inline constexpr std::size_t last_call_above = 20;  // up to here, everybody can be asked in person
inline constexpr std::int64_t concern_length_max = 500;
inline constexpr std::size_t listed_max = 64;  // above, only concerns and objections are listed

struct Input {
  std::string of;                              ///< invoke id of the text
  std::optional<bool> concerns;                ///< default true; false: the rule set has none
  std::optional<Signal> signal;                ///< default together
  std::optional<std::int64_t> quorum_percent;  ///< default 50; judged at the end of a last call
  std::optional<Test> test;                    ///< `sofa`: no concerns, whatever `concerns` says
  std::optional<bool> counts;                  ///< default true; false: the sense of the meeting
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("of", self.of);
    field("concerns", self.concerns);
    field("signal", self.signal);
    field("quorum_percent", self.quorum_percent, Bounds{0, 100});
    field("test", self.test);
    field("counts", self.counts);
  }
};

struct Answer {
  Choice choice = Choice::consent;
  std::optional<Text> text;  ///< a concern's words
  std::optional<SeatId> entered_by;
  bool operator==(const Answer&) const = default;
};

struct Tally {
  std::size_t consent = 0;
  std::size_t concern = 0;
  std::size_t objection = 0;
  bool operator==(const Tally&) const = default;
};

/// Stands for a seat in a set of seats.
struct Awaited {
  bool operator==(const Awaited&) const = default;
};

/// Every seat that was counted at any time of the check is in exactly one of `awaited`, `answers`
/// and `released`. An answer given stays, whatever becomes of the seat: nobody can be marked away
/// for having objected.
struct State {
  std::string of;
  bool concerns = true;
  Signal signal = Signal::together;
  std::int64_t quorum_percent = 50;
  bool counts = true;

  std::int64_t version = 0;  ///< of the text, as it was put to consent
  Phase phase = Phase::open;
  PersistentMap<SeatId, Awaited> awaited;
  PersistentMap<SeatId, Answer> answers;
  PersistentMap<SeatId, Attendance> released;  ///< without an answer, and why
  std::size_t without_answer = 0;              ///< of `released`, those marked so
  Tally tally;                                 ///< shown to nobody before the reveal
  std::optional<Instant> name_at;              ///< when the names awaited go to the desk
  bool named = false;
  std::optional<Instant> last_call_until;
  bool quorum_missed = false;
  SeatId asked_by;
  std::optional<Text> question;
  std::int64_t changed_to = 0;  ///< the version that voided it
  std::vector<SeatId> objectors;
  std::vector<SeatId> concerned;
  PersistentMap<SeatId, Awaited>
      to_say;  ///< revealed, and not said aloud yet; the first has the floor
  std::size_t said = 0;
  PersistentMap<ItemId, Text> words;  ///< without counts: the concerns' words, without their seats
  PersistentMap<SeatId, ItemId> word_of;
  bool operator==(const State&) const = default;

  std::size_t total() const { return awaited.size() + answers.size() + without_answer; }
};

// Commands, all with the version of the text.
struct GiveAnswer {
  static constexpr std::string_view name = "answer";
  Choice choice = Choice::consent;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("choice", self.choice);
    field("text", self.text, Bounds{1, concern_length_max});
  }
};
struct AskQuestion {
  static constexpr std::string_view name = "question";
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, concern_length_max});
  }
};
struct MakeLastCall {
  static constexpr std::string_view name = "last_call";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
struct WordConcern {
  static constexpr std::string_view name = "word_concern";
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, concern_length_max});
  }
};
struct SayAnswer {  ///< « C'est dit »: whoever has the floor, or whoever conducts
  static constexpr std::string_view name = "said";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
using Command = std::variant<GiveAnswer, AskQuestion, MakeLastCall, WordConcern, SayAnswer>;

// Events.
struct CheckOpened {
  static constexpr std::string_view name = "check_opened/1";
  std::int64_t version = 0;
  std::vector<std::int64_t> seats;  ///< ranges of the counted seats
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("version", self.version);
    field("seats", self.seats);
  }
};
struct SeatAwaited {  ///< joined or came back while the check is open
  static constexpr std::string_view name = "seat_awaited/1";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};
struct SeatReleased {  ///< no longer waited for, by a human act
  static constexpr std::string_view name = "seat_released/1";
  SeatId seat;
  Attendance mark = Attendance::away;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("mark", self.mark);
  }
};
struct AnswerGiven {
  static constexpr std::string_view name = "answer_given/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  Choice choice = Choice::consent;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("choice", self.choice);
    field("text", self.text);
  }
};
struct QuestionAsked {
  static constexpr std::string_view name = "question_asked/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct AwaitedNamed {  ///< the names still awaited may go to the desk
  static constexpr std::string_view name = "awaited_named/1";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
struct LastCallMade {
  static constexpr std::string_view name = "last_call_made/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  Instant until = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("until", self.until);
  }
};
struct QuorumMissed {  ///< the last call ended with too few answers: the check stays open
  static constexpr std::string_view name = "quorum_missed/1";
  std::int64_t answered = 0;
  std::int64_t total = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("answered", self.answered);
    field("total", self.total);
  }
};
struct LastCallEnded {
  static constexpr std::string_view name = "last_call_ended/1";
  std::vector<std::int64_t> unanswered;  ///< ranges of the seats without answer
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("unanswered", self.unanswered);
  }
};
struct CheckRevealed {
  static constexpr std::string_view name = "check_revealed/1";
  std::int64_t version = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("version", self.version);
  }
};
struct CheckVoided {  ///< the text is another one now
  static constexpr std::string_view name = "check_voided/1";
  std::int64_t version = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("version", self.version);
  }
};
struct ConcernWorded {
  static constexpr std::string_view name = "concern_worded/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct SayingOpened {  ///< each of these says its answer aloud, in this order
  static constexpr std::string_view name = "saying_opened/1";
  std::vector<std::int64_t> seats;  ///< ranges
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seats", self.seats);
  }
};
struct AnswerSaid {  ///< `by`: another seat went on for it, or it went away
  static constexpr std::string_view name = "answer_said/1";
  SeatId seat;
  std::optional<SeatId> by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("by", self.by);
  }
};
using Event = std::variant<CheckOpened,
                           SeatAwaited,
                           SeatReleased,
                           AnswerGiven,
                           QuestionAsked,
                           AwaitedNamed,
                           LastCallMade,
                           QuorumMissed,
                           LastCallEnded,
                           CheckRevealed,
                           CheckVoided,
                           ConcernWorded,
                           SayingOpened,
                           AnswerSaid>;

struct Model {
  using Input = consent_check::Input;
  using State = consent_check::State;
  using Command = consent_check::Command;
  using Event = consent_check::Event;
  static constexpr std::string_view kind = "consent_check";
  static std::vector<std::string> outcomes() {
    return {"consent", "objection", "question", "void"};
  }
  static State initial(const Input&);
  static std::vector<Event> begin(const State&, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context& by);
  static State apply(State, const Event&, const Stamp&);
  static void describe(const State&, const Layer&, Sections& out);
  static Progress progress(const State&);
  static Json output(const State&);
  static std::vector<MinuteLine> minutes(const State&);
  static std::optional<Json> practise(const State& state, const Context& by);
  static std::optional<Instant> deadline(const State&);
  static State shift(State, Duration gap);
  static bool irrevocable(const State& state) { return state.phase == Phase::revealed; }
  /// Nobody sees an answer before everybody has answered.
  static bool hides(const State& state, const Command& command) {
    return state.phase == Phase::open && std::holds_alternative<GiveAnswer>(command);
  }
};

/// Refuses a sense of the meeting (`counts: false`) that is said round the circle.
Kind kind();

}  // namespace palabre::activities::consent_check
