// SPDX-License-Identifier: AGPL-3.0-or-later
// One entry in the making: the room as it would be, and the events that make it so.
#pragma once

#include <string>
#include <vector>

#include "chart/guard.hpp"
#include "room/apply.hpp"
#include "room/permission.hpp"
#include "room/take_turn.hpp"

namespace palabre::room {

/// What an activity of `room` is handed when `actor` acts in it.
activities::Context context_of(const Room& room,
                               const Running& running,
                               const Actor& actor,
                               std::optional<std::int64_t> version,
                               Instant now,
                               Random* random);

/// Decides one entry on a copy of a room; dropped whole when the wish is refused.
class Work {
 public:
  Work(Room room, Instant at, const TurnContext& context);

  const Room& room() const { return room_; }
  Instant now() const { return entry_.header.at; }
  Random& random() const { return context_.drawn ? *context_.drawn : *context_.random; }
  const TurnContext& context() const { return context_; }
  bool wrote() const { return !entry_.events.empty(); }

  /// Records an event of the room itself.
  void emit(const Event& event);
  /// Has the activity judge a command, records its events and what they cause in others.
  Result<void> command(ActivityId id,
                       const Json& body,
                       const Actor& actor,
                       std::optional<std::int64_t> version);
  /// Tells every running activity of a change.
  void tell(const activities::Change& change);
  /// Lets one activity hear that its deadline has come.
  void elapse(ActivityId id);

  /// Begins the chart.
  Result<void> start();
  /// Calls `event`, then lets the chart settle. Refuses with `no_such_step` when nothing takes it.
  Result<void> step(const std::string& event, std::optional<SeatId> by, chart::Habits habits);
  /// Lets the chart settle: activities that ended, `always`, raised events. Refuses with
  /// `chart_endless`.
  Result<void> settle();

  /// The entry, closed at `seq`, and the room after it. `was` is the entry that this one repeats:
  /// a repeat of the command is compared with what was said then.
  Entry close(std::uint64_t seq,
              std::string sid,
              std::uint64_t cseq,
              const std::string& wish,
              const Entry* was = nullptr);

 private:
  void emit_on(ActivityId id, const std::vector<EventRecord>& events);
  activities::Context context_for(const Running& running,
                                  const Actor& actor,
                                  std::optional<std::int64_t> version) const;
  void tell_one(ActivityId id, const activities::Change& change);
  void follow_pauses();

  // run_chart.cpp
  Result<void> drain(std::vector<std::string> raised);
  std::vector<std::string> newly_settled();
  std::vector<std::string> perform(const chart::Step& step,
                                   const std::string& event,
                                   std::optional<SeatId> by);
  void leave(const chart::Step& step);
  void enter(const chart::Step& step);
  void set_timers(const chart::State& state);
  void begin(const chart::State& state, const chart::Invoke& invoke);
  void note_decision(const chart::State& state);

  Room room_;
  Entry entry_;
  const TurnContext& context_;
  std::size_t microsteps_ = 0;
  bool moved_ = false;
  int echoes_ = 0;  ///< how deep reactions to reactions are
};

}  // namespace palabre::room
