// SPDX-License-Identifier: AGPL-3.0-or-later
// An agenda: points that anybody may propose, treated one after the other.
// Source: Sociocracy 3.0, "Prepare for Meetings" and "Backlog"; agendas that the meeting makes
// itself.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::agenda {

/// waiting: not treated yet; taken_up: in hand now; put_off: for another time, and may come back.
enum class Phase { waiting, taken_up, done, put_off };
constexpr std::array<std::string_view, 4> names_of(Phase) {
  return {"waiting", "taken_up", "done", "put_off"};
}

inline constexpr std::int64_t text_length_max = 160;  // a point is a title, not a text
inline constexpr std::size_t items_max = 64;          // an order that a view can list
inline constexpr Bounds minutes_bounds{1, 600};       // of one point

struct Input {
  std::optional<std::int64_t> minutes_max;  ///< that one point may ask for; 120
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("minutes_max", self.minutes_max, minutes_bounds);
  }
};

struct Point {
  Text text;
  SeatId by;
  std::optional<SeatId> entered_by;
  std::optional<std::int64_t> minutes;
  Phase phase = Phase::waiting;
  std::int64_t place = 0;  ///< in the order, from 1
  bool operator==(const Point&) const = default;
};

struct State {
  std::int64_t minutes_max = 120;

  PersistentMap<ItemId, Point> items;
  std::vector<ItemId> order;
  ItemId taken_up;       ///< none: no point is in hand
  std::size_t left = 0;  ///< waiting
  std::uint32_t next_item = 1;
  bool operator==(const State&) const = default;
};

// Commands.
struct Propose {
  static constexpr std::string_view name = "propose";
  Text text;
  std::optional<std::int64_t> minutes;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, Bounds{1, text_length_max});
    field("minutes", self.minutes, minutes_bounds);
  }
};
struct ChangeItem {
  static constexpr std::string_view name = "change";
  ItemId item;
  Text text;
  std::optional<std::int64_t> minutes;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("text", self.text, Bounds{1, text_length_max});
    field("minutes", self.minutes, minutes_bounds);
  }
};
struct OfItem {
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Withdraw : OfItem {
  static constexpr std::string_view name = "withdraw";
};
struct Order {  ///< without `before`: to the end
  static constexpr std::string_view name = "order";
  ItemId item;
  std::optional<ItemId> before;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("before", self.before);
  }
};
struct TakeUp : OfItem {
  static constexpr std::string_view name = "take_up";
};
struct SetDown {  ///< not `done`: put off
  static constexpr std::string_view name = "set_down";
  ItemId item;
  bool done = false;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("done", self.done);
  }
};
using Command = std::variant<Propose, ChangeItem, Withdraw, Order, TakeUp, SetDown>;

// Events.
struct OfPoint {
  SeatId seat;  ///< whose act it was
  std::optional<SeatId> entered_by;
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("item", self.item);
  }
};
struct OfContent : OfPoint {
  Text text;
  std::optional<std::int64_t> minutes;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfPoint::fields(self, field);
    field("text", self.text);
    field("minutes", self.minutes);
  }
};
struct PointProposed : OfContent {
  static constexpr std::string_view name = "point_proposed/1";
};
struct PointChanged : OfContent {
  static constexpr std::string_view name = "point_changed/1";
};
struct PointWithdrawn : OfPoint {
  static constexpr std::string_view name = "point_withdrawn/1";
};
struct PointOrdered : OfPoint {
  static constexpr std::string_view name = "point_ordered/1";
  std::optional<ItemId> before;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfPoint::fields(self, field);
    field("before", self.before);
  }
};
struct PointTakenUp : OfPoint {
  static constexpr std::string_view name = "point_taken_up/1";
};
struct PointSetDown : OfPoint {
  static constexpr std::string_view name = "point_set_down/1";
  bool done = false;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfPoint::fields(self, field);
    field("done", self.done);
  }
};
using Event = std::
    variant<PointProposed, PointChanged, PointWithdrawn, PointOrdered, PointTakenUp, PointSetDown>;

struct Model {
  using Input = agenda::Input;
  using State = agenda::State;
  using Command = agenda::Command;
  using Event = agenda::Event;
  static constexpr std::string_view kind = "agenda";
  static std::vector<std::string> outcomes() { return {}; }
  static State initial(const Input&);
  static std::vector<Event> begin(const State&, const Context&) { return {}; }
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context&) { return {}; }
  static State apply(State, const Event&, const Stamp&);
  static void describe(const State&, const Layer&, Sections& out);
  static Progress progress(const State&);
  static Json output(const State&);
  static std::vector<MinuteLine> minutes(const State&);
  static const Text* word(const State&, std::string_view item);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::agenda
