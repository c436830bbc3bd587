// SPDX-License-Identifier: AGPL-3.0-or-later
// Always there: hands, who has the floor, soft signals, and a pause that anybody may ask for.
// Source: taking stack; progressive stack (those who have spoken least come sooner).
#pragma once

#include "activities/any_activity.hpp"
#include "activities/queue/events.hpp"

namespace palabre::activities::queue {

struct Input {
  std::optional<Policy> policy;  ///< fifo
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("policy", self.policy);
  }
};

/// With `fewest_turns` each turn already had sets a hand back by so many places …
inline constexpr std::uint32_t places_a_turn = 2;
/// … and by so many at most: nobody who waits is overtaken by more hands than this.
inline constexpr std::uint32_t overtaken_max = 10;

struct Hand {
  std::uint32_t ticket = 0;
  std::uint32_t place = 0;
  HandKind kind = HandKind::speak;
  bool operator==(const Hand&) const = default;
};

struct Signal {
  SignalKind kind = SignalKind::cannot_hear;
  Instant at = 0;
  bool operator==(const Signal&) const = default;
};

struct State {
  Policy policy = Policy::fifo;

  PersistentMap<SeatId, Hand> hands;
  PersistentMap<std::uint64_t, SeatId> line;  ///< by rank: who is called next comes first
  std::uint32_t next_ticket = 1;
  SeatId floor;
  Instant floor_since = 0;
  PersistentMap<SeatId, std::uint32_t> turns;  ///< how often each had the floor
  PersistentMap<SeatId, bool> interrupted;     ///< since the last ordinary turn [Q-3]
  std::size_t turns_in_all = 0;

  PersistentMap<SeatId, Signal> signals;
  std::array<std::size_t, 4> signals_of{};  ///< by SignalKind

  SeatId paused_by;  ///< none: not paused
  Instant paused_at = 0;
  std::size_t pauses = 0;
  bool operator==(const State&) const = default;
};

struct Model {
  static constexpr std::string_view kind = "queue";
  using Input = queue::Input;
  using State = queue::State;
  using Command = std::variant<Raise,
                               Lower,
                               GiveFloor,
                               CallNext,
                               Finish,
                               GiveSignal,
                               ClearSignal,
                               ClearSignals,
                               Pause,
                               Unpause>;
  using Event = std::variant<HandRaised,
                             HandLowered,
                             FloorGiven,
                             FloorEnded,
                             SignalGiven,
                             SignalCleared,
                             SignalsCleared,
                             PauseCalled,
                             PauseEnded>;

  static std::vector<std::string> outcomes() { return {}; }
  static State initial(const Input& input);
  static std::vector<Event> begin(const State&, const Context&) { return {}; }
  static Result<std::vector<Event>> decide(const State&, const Command&, const Context& by);
  static std::vector<Event> react(const State& state, const Change& change, const Context& by);
  static State apply(State state, const Event& event, const Stamp& stamp);
  static void describe(const State& state, const Layer& layer, Sections& out);
  static std::vector<SeatId> named(const State& state, const Layer& layer);
  static Progress progress(const State&) { return {}; }
  static Json output(const State& state);
  static std::vector<MinuteLine> minutes(const State& state);
  static std::optional<Json> practise(const State& state, const Context& by);
  static State shift(State state, Duration gap);
  static bool pauses(const State& state) { return static_cast<bool>(state.paused_by); }
};

Kind kind();

}  // namespace palabre::activities::queue
