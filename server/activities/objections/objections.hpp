// SPDX-License-Identifier: AGPL-3.0-or-later
// Objections, one list, taken one at a time: argued, tested, and integrated into the text. Whether
// an objection still holds is said by its author alone.
// Source: Sociocracy 3.0, "Resolve Objections" and "Test Arguments Qualify as Objections".
#pragma once

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::objections {

/// The rule set by which the group tests an argument; faces show its questions.
enum class Test { s3, sofa, udn, holacracy };
constexpr std::array<std::string_view, 4> names_of(Test) {
  return {"s3", "sofa", "udn", "holacracy"};
}

/// Who says that an objection does not hold (any more): its author alone; or everybody, its author
/// among them, so that it holds as long as one of them says that it does. Never a count, and never
/// whoever facilitates.
enum class QualifyBy { author, consent_including_author };
constexpr std::array<std::string_view, 2> names_of(QualifyBy) {
  return {"author", "consent_including_author"};
}

/// pending: not heard yet; argued: its reason is given; held: its author upholds it after the test.
/// The other three are ends: the text integrates it, it is a concern now, its author takes it back.
enum class ItemState { pending, argued, held, integrated, concern, lifted };
constexpr std::array<std::string_view, 6> names_of(ItemState) {
  return {"pending", "argued", "held", "integrated", "concern", "lifted"};
}

inline constexpr std::int64_t argument_length_max = 1000;  // what the screen can show beside a text
inline constexpr std::size_t raised_per_seat = 5;  // open at once: one argument at a time is heard
inline constexpr std::size_t items_max = 10'000;   // each seat of the largest room may object once

struct Input {
  std::string from;                     ///< invoke id of the consent check
  std::string text;                     ///< invoke id of the text
  std::optional<Test> test;             ///< default s3
  std::optional<QualifyBy> qualify_by;  ///< default author
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("from", self.from);
    field("text", self.text);
    field("test", self.test);
    field("qualify_by", self.qualify_by);
  }
};

struct Objection {
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemState state = ItemState::pending;
  std::optional<Text> argument;
  std::int64_t since_version = 0;  ///< the version that it was last upheld against
  std::optional<std::int64_t> settled_version;
  std::optional<Text> concern;
  std::optional<SeatId> upheld_by;  ///< another than its author said last that it holds
  bool operator==(const Objection&) const = default;

  bool open() const { return state <= ItemState::held; }
};

/// The question whether an objection still holds, put to everybody.
struct Asked {
  ItemId item;  ///< none: nothing is asked
  PersistentMap<SeatId, bool> unsaid;
  PersistentMap<SeatId, bool> denied;  ///< « Pour moi, ce n'en est plus une »
  bool lifted = false;                 ///< its author said so, rather than « une réserve »
  std::optional<Text> concern;         ///< its author's words
  bool operator==(const Asked&) const = default;
};

struct State {
  std::string from;
  std::string text;
  Test test = Test::s3;
  QualifyBy qualify_by = QualifyBy::author;

  bool opened = false;
  std::int64_t text_version = 0;
  ItemId current;  ///< none: nothing is open
  PersistentMap<ItemId, Objection> items;
  PersistentMap<ItemId, SeatId> open;  ///< not settled yet, with their authors
  SeatCounts open_by_seat;             ///< how many of each author
  SeatCounts concerns_by_seat;         ///< whose objections are concerns now
  std::size_t integrated = 0;
  std::uint32_t next_item = 1;
  Asked asked;
  bool operator==(const State&) const = default;
};

// Commands.
struct Argue {
  static constexpr std::string_view name = "argue";
  ItemId item;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("text", self.text, Bounds{1, argument_length_max});
  }
};
struct Uphold {  ///< with version: « C'est toujours une objection »
  static constexpr std::string_view name = "still";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Requalify {  ///< « C'est plutôt une réserve »
  static constexpr std::string_view name = "concern";
  ItemId item;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("text", self.text, Bounds{1, argument_length_max});
  }
};
struct Lift {  ///< with version: « C'est levé pour moi »
  static constexpr std::string_view name = "lift";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Raise {
  static constexpr std::string_view name = "raise";
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, argument_length_max});
  }
};
struct TakeUp {
  static constexpr std::string_view name = "take_up";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Deny {  ///< with version: « Pour moi, ce n'est pas, ou plus, une objection »
  static constexpr std::string_view name = "no_objection";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
using Command = std::variant<Argue, Uphold, Requalify, Lift, Raise, TakeUp, Deny>;

// Events.
struct ObjectionsOpened {  ///< one item for each objector of the check, in the order given
  static constexpr std::string_view name = "objections_opened/1";
  std::int64_t version = 0;
  std::vector<std::int64_t> seats;  ///< ranges
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("version", self.version);
    field("seats", self.seats);
  }
};
struct ObjectionTakenUp {  ///< by a seat that conducts, or in its turn
  static constexpr std::string_view name = "objection_taken_up/1";
  std::optional<SeatId> seat;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("item", self.item);
  }
};
struct ObjectionArgued {
  static constexpr std::string_view name = "objection_argued/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("text", self.text);
  }
};
struct ObjectionUpheld {
  static constexpr std::string_view name = "objection_upheld/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  std::int64_t version = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("version", self.version);
  }
};
struct ObjectionRequalified {
  static constexpr std::string_view name = "objection_requalified/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  std::int64_t version = 0;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("version", self.version);
    field("text", self.text);
  }
};
struct ObjectionLifted {  ///< `integrated`: the text had changed since it was last upheld
  static constexpr std::string_view name = "objection_lifted/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  std::int64_t version = 0;
  bool integrated = false;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("version", self.version);
    field("integrated", self.integrated);
  }
};
struct ObjectionRaised {
  static constexpr std::string_view name = "objection_raised/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  std::int64_t version = 0;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("version", self.version);
    field("text", self.text);
  }
};
struct TextChanged {
  static constexpr std::string_view name = "objections_text_changed/1";
  std::int64_t version = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("version", self.version);
  }
};
struct ObjectionAsked {  ///< everybody says whether it still holds, its author among them
  static constexpr std::string_view name = "objection_asked/1";
  SeatId seat;
  ItemId item;
  std::vector<std::int64_t> seats;  ///< ranges
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("item", self.item);
    field("seats", self.seats);
  }
};
struct ObjectionDenied {
  static constexpr std::string_view name = "objection_denied/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  bool lifted = false;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("lifted", self.lifted);
    field("text", self.text);
  }
};
struct AskedOf {  ///< a seat that is counted now says too; one that is not any more need not
  static constexpr std::string_view name = "objection_asked_of/1";
  SeatId seat;
  bool counted = true;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("counted", self.counted);
  }
};
using Event = std::variant<ObjectionsOpened,
                           ObjectionTakenUp,
                           ObjectionArgued,
                           ObjectionUpheld,
                           ObjectionRequalified,
                           ObjectionLifted,
                           ObjectionRaised,
                           TextChanged,
                           ObjectionAsked,
                           ObjectionDenied,
                           AskedOf>;

struct Model {
  using Input = objections::Input;
  using State = objections::State;
  using Command = objections::Command;
  using Event = objections::Event;
  static constexpr std::string_view kind = "objections";
  static std::vector<std::string> outcomes() { return {"none_pending"}; }
  static State initial(const Input&);
  static std::vector<Event> begin(const State&, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context& by);
  static State apply(State, const Event&, const Stamp&);
  static void describe(const State&, const Layer&, Sections& out);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static Progress progress(const State&);
  static Json output(const State&);
  static std::vector<MinuteLine> minutes(const State&);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::objections
