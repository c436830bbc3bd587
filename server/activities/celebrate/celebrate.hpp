// SPDX-License-Identifier: AGPL-3.0-or-later
// What was done together is celebrated, and people thank each other.
// Source: Sociocracy 3.0 and cooperative practice: a decision is honoured before the next point.
#pragma once

#include "activities/any_activity.hpp"
#include "activities/celebrate/events.hpp"
#include "activities/judging.hpp"

namespace palabre::activities::celebrate {

struct Input {
  std::optional<std::string> of;  ///< the activity whose fruit is celebrated, for the pages to show
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("of", self.of);
  }
};

struct Thanks {
  SeatId by;
  SeatId to;
  std::optional<Text> text;
  std::optional<SeatId> entered_by;
  bool operator==(const Thanks&) const = default;
};

struct State {
  std::string of;
  PersistentMap<SeatId, bool> joined;
  PersistentMap<ItemId, Thanks> thanks;
  SeatCounts given;  ///< how many thanks each seat has said
  std::uint32_t next_item = 1;
  bool operator==(const State&) const = default;
};

/// So many thanks a seat may say: to everyone in a circle, not to everyone in a hall.
inline constexpr std::size_t thanks_per_seat_max = 20;
/// Above so many, who has joined in is a number, no list.
inline constexpr std::size_t joined_shown_max = 64;

struct Model {
  static constexpr std::string_view kind = "celebrate";
  using Input = celebrate::Input;
  using State = celebrate::State;
  using Command = celebrate::Command;
  using Event = celebrate::Event;

  static std::vector<std::string> outcomes() { return {}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State&, const Context&) { return {}; }
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context&) { return {}; }
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static Progress progress(const State&) { return {}; }
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static const Text* word(const State& state, std::string_view item);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::celebrate
