// SPDX-License-Identifier: AGPL-3.0-or-later
// A silence kept together for a while, before a decision or when words run too fast.
// Source: Quaker meetings for business (silence between the contributions).
#pragma once

#include "activities/any_activity.hpp"

namespace palabre::activities::silence {

inline constexpr Bounds seconds_bounds{5, 1800};  // a breath; half an hour

struct Input {
  std::int64_t s = 0;  ///< how long, in seconds
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("s", self.s, seconds_bounds);
  }
};

struct State {
  std::int64_t s = 0;  ///< with what was added
  Instant started_at = 0;
  Instant until = 0;  ///< 0: not begun
  bool over = false;
  Instant over_at = 0;
  bool operator==(const State&) const = default;
};

// Commands.
struct Extend {
  static constexpr std::string_view name = "extend";
  std::int64_t s = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("s", self.s, seconds_bounds);
  }
};
struct End {
  static constexpr std::string_view name = "end";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

// Events.
struct SilenceBegun {
  static constexpr std::string_view name = "silence_begun/1";
  Instant until = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("until", self.until);
  }
};
struct SilenceExtended {
  static constexpr std::string_view name = "silence_extended/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::int64_t s = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("s", self.s);
  }
};
struct SilenceEnded {
  static constexpr std::string_view name = "silence_ended/1";
  std::optional<SeatId> seat;  ///< who ended it; none: its time has come
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};

struct Model {
  static constexpr std::string_view kind = "silence";
  using Input = silence::Input;
  using State = silence::State;
  using Command = std::variant<Extend, End>;
  using Event = std::variant<SilenceBegun, SilenceExtended, SilenceEnded>;

  static std::vector<std::string> outcomes() { return {"over"}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State& state, const Context& by);
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static Progress progress(const State& state);
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static std::optional<Instant> deadline(const State& state);
  static State shift(State state, Duration gap);
};

Kind kind();

}  // namespace palabre::activities::silence
