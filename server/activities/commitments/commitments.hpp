// SPDX-License-Identifier: AGPL-3.0-or-later
// Commitments: what, who, by when; one counts when the seat that it names has accepted it.
// Source: practice of delegated meetings (the « pousse-décision » notes who, what and when).
#pragma once

#include "activities/any_activity.hpp"
#include "activities/id_ranges.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::commitments {

enum class ItemState { asked, accepted, declined };
constexpr std::array<std::string_view, 3> names_of(ItemState) {
  return {"asked", "accepted", "declined"};
}

inline constexpr std::int64_t what_length_max = 280;   // one act, said in a sentence
inline constexpr std::size_t items_max = 2000;         // a promise from every second seat of a hall
inline constexpr std::size_t items_per_proposer = 50;  // one scribe notes a whole meeting's

struct Input {
  std::optional<std::string> of;  ///< whose items may be carried: a collect, a sort
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("of", self.of);
  }
};

struct Commitment {
  Text what;
  SeatId seat;  ///< who is to do it
  SeatId by;    ///< who proposed it
  std::optional<std::string> by_when;
  ItemState state = ItemState::asked;
  std::optional<SeatId> entered_by;  ///< of the latest act on it
  std::optional<std::string> item;   ///< of the activity named by `of`: what is carried
  bool operator==(const Commitment&) const = default;
};

struct State {
  std::string of;  ///< empty: commitments are about nothing else
  PersistentMap<ItemId, Commitment> items;
  SeatCounts by_proposer;
  SeatCounts named;                          ///< how many items name each seat
  SeatCounts asked;                          ///< how many of them it has not answered
  SeatCounts waiting;                        ///< of `asked`, the seats that are counted
  PersistentMap<SeatId, Attendance> absent;  ///< of `named`, the seats that are uncounted now
  std::size_t accepted = 0;
  std::uint32_t next_item = 1;
  bool operator==(const State&) const = default;
};

// Commands.
struct Propose {
  static constexpr std::string_view name = "propose";
  Text what;
  SeatId seat;
  std::optional<std::string> by_when;
  std::optional<std::string> item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("what", self.what, Bounds{1, what_length_max});
    field("seat", self.seat);
    field("by_when", self.by_when, Bounds{10, 10});
    field("item", self.item);
  }
};
struct Accept {
  static constexpr std::string_view name = "accept";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Decline {
  static constexpr std::string_view name = "decline";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct ChangeItem {
  static constexpr std::string_view name = "change";
  ItemId item;
  Text what;
  std::optional<std::string> by_when;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("what", self.what, Bounds{1, what_length_max});
    field("by_when", self.by_when, Bounds{10, 10});
  }
};
struct Withdraw {
  static constexpr std::string_view name = "withdraw";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
using Command = std::variant<Propose, Accept, Decline, ChangeItem, Withdraw>;

// Events.
struct CommitmentProposed {
  static constexpr std::string_view name = "commitment_proposed/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  Text what;
  SeatId who;
  std::optional<std::string> by_when;
  std::optional<std::string> carries;  ///< an item of another activity
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("what", self.what);
    field("who", self.who);
    field("by_when", self.by_when);
    field("carries", self.carries);
  }
};
struct CommitmentAccepted {
  static constexpr std::string_view name = "commitment_accepted/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
  }
};
struct CommitmentDeclined {
  static constexpr std::string_view name = "commitment_declined/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
  }
};
struct CommitmentChanged {
  static constexpr std::string_view name = "commitment_changed/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  Text what;
  std::optional<std::string> by_when;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
    field("what", self.what);
    field("by_when", self.by_when);
  }
};
struct CommitmentWithdrawn {
  static constexpr std::string_view name = "commitment_withdrawn/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
  }
};
struct SeatReleased {  ///< a seat asked is no longer waited for, by a human act
  static constexpr std::string_view name = "commitment_seat_released/1";
  SeatId seat;
  Attendance mark = Attendance::away;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("mark", self.mark);
  }
};
struct SeatAwaited {  ///< and is again
  static constexpr std::string_view name = "commitment_seat_awaited/1";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};
using Event = std::variant<CommitmentProposed,
                           CommitmentAccepted,
                           CommitmentDeclined,
                           CommitmentChanged,
                           CommitmentWithdrawn,
                           SeatReleased,
                           SeatAwaited>;

struct Model {
  using Input = commitments::Input;
  using State = commitments::State;
  using Command = commitments::Command;
  using Event = commitments::Event;
  static constexpr std::string_view kind = "commitments";
  static std::vector<std::string> outcomes() { return {}; }
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
};

Kind kind();

}  // namespace palabre::activities::commitments
