// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody presents, everybody else listens, until the presenter says that it is finished.
// Source: Sociocracy 3.0, "Consent Decision-Making" (present the proposal).
#pragma once

#include "activities/any_activity.hpp"

namespace palabre::activities::present {

struct Input {
  std::optional<std::string> by;  ///< the role that presents; the facilitator by default
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("by", self.by);
  }
};

struct State {
  std::string role;
  SeatId presenter;  ///< who holds the role when it begins; none when it is vacant
  bool finished = false;
  SeatId finished_by;
  Instant finished_at = 0;
  bool operator==(const State&) const = default;
};

struct Finish {
  static constexpr std::string_view name = "finish";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

struct PresenterNamed {
  static constexpr std::string_view name = "presenter_named/1";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};

struct PresentationFinished {
  static constexpr std::string_view name = "presentation_finished/1";
  SeatId seat;       ///< whose act it was
  SeatId presenter;  ///< who had presented; `seat` itself when the role had no holder
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("presenter", self.presenter);
    field("entered_by", self.entered_by);
  }
};

struct Model {
  static constexpr std::string_view kind = "present";
  using Input = present::Input;
  using State = present::State;
  using Command = std::variant<Finish>;
  using Event = std::variant<PresenterNamed, PresentationFinished>;

  static std::vector<std::string> outcomes() { return {"presented"}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State&, const Change&, const Context&) { return {}; }
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static std::optional<Json> practise(const State& state, const Context& by);
};

Kind kind();

}  // namespace palabre::activities::present
