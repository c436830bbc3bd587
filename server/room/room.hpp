// SPDX-License-Identifier: AGPL-3.0-or-later
// One palabre as an immutable value: copying it is cheap, and so a refused turn costs nothing.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "activities/any_activity.hpp"
#include "base/shared.hpp"
#include "chart/check_chart.hpp"
#include "chart/microstep.hpp"
#include "room/event.hpp"
#include "room/position.hpp"
#include "room/seat.hpp"

namespace palabre::room {

using activities::AnyActivity;
using activities::Census;

/// A checked scenario as a room uses it: read once at founding, never changed.
struct Scenario {
  chart::Chart chart;
  std::string hash;    ///< of the stored blob
  chart::Texts texts;  ///< by language: what stands in texts.<language>.json
};

/// What founding fixed.
struct Charter {
  Text title, why;
  std::string language, address, time_zone, scenario, scenario_hash;
  std::string founder_hash, screen_hash;
  Json params = Json::object();
  Instant founded_at = 0;
  bool practice = false;  ///< an exercise with bot seats: said on every face and in the minutes
  bool operator==(const Charter&) const = default;
};

/// An activity that a state invoked; ended ones stay, for the minutes and for what refers to them.
struct Running {
  std::string invoke;  ///< its id in the scenario
  std::string state;   ///< key of the state that invoked it; "" = the root: always on
  std::vector<std::string> references;  ///< invoke ids that its input names
  AnyActivity activity;
  bool running = true;
  bool settled = false;  ///< and the chart was told
  std::string outcome;
  std::uint32_t entry = 0;     ///< the configuration entry it began in
  std::uint32_t ended_in = 0;  ///< the configuration entry that ended it
  Instant begun_at = 0, ended_at = 0;
  bool operator==(const Running&) const = default;
};

/// A deadline of a state; `left` stands while it is stopped.
struct Timer {
  std::string state;
  Instant at = 0, started_at = 0;
  Duration length = 0;
  OnElapsed on_elapsed = OnElapsed::soft;
  std::optional<Duration> left;
  bool operator==(const Timer&) const = default;
};
inline constexpr const char* step_timer = "step";

/// A step called without a conductor: it opens unless somebody holds it.
struct CalledStep {
  std::string event;
  SeatId by;
  Instant opens_at = 0;
  bool operator==(const CalledStep&) const = default;
};

struct Override {
  std::uint32_t entry = 0;
  std::string event;
  std::vector<std::string> guards;
  SeatId by;
  Text reason;
  Instant at = 0;
  bool operator==(const Override&) const = default;
};

struct Decision {
  std::string outcome;
  ActivityId of;
  std::uint32_t version = 0;
  Instant at = 0;
  bool operator==(const Decision&) const = default;
};

/// A step of the palabre's run, for the minutes and for faces: which states, since when, how.
struct StepTaken {
  std::vector<std::string> states;  ///< keys active after it, outermost first
  std::string event;                ///< what led here ("" for the beginning)
  SeatId by;
  Instant at = 0;
  bool undone = false;
  bool operator==(const StepTaken&) const = default;
};

/// What a fork of the log cost somebody.
struct Aside {
  SeatId seat;
  std::string command, code;
  Json params;
  Text words;
  Instant said_at = 0;
  bool operator==(const Aside&) const = default;
};

/// An outcome that only the side of a fork knew that does not hold.
struct OrphanedOutcome {
  std::string outcome;
  Instant reached_at = 0;
  bool operator==(const OrphanedOutcome&) const = default;
};

struct Room;
/// What « Revenir » goes back to: only what a step changes.
struct Previous {
  chart::Configuration configuration;
  PersistentMap<ActivityId, Running> activities;
  std::map<std::string, Timer> timers;
  std::map<std::string, std::uint32_t> entered;
  std::optional<Decision> decision;
  std::uint32_t entry = 0;
  Census census;
  bool operator==(const Previous&) const = default;
};

struct Room {
  std::shared_ptr<const Scenario> scenario;  ///< null before founding
  Shared<Charter> charter;
  Access access = Access::open;
  bool taken_out = false;  ///< it is being moved to another log, and stands still
  bool erasing = false;    ///< asked for, and done as soon as the log can
  bool conducted = true;
  std::optional<Instant> unconducted_at;  ///< when whoever facilitated was gone on without
  SeatId founder;

  PersistentMap<SeatId, Seat> seats;
  Census census;            ///< the same seats' attendance, as activities may know it
  std::size_t counted = 0;  ///< how many are counted
  PersistentMap<std::string, Session> sessions;  ///< by sid
  PersistentMap<std::string, SeatId> names;      ///< who is called what: no two seats the same
  PersistentMap<ClaimId, Claim> claims;          ///< those that wait

  chart::Configuration configuration;            ///< active states, the root first
  std::uint32_t entry = 0;                       ///< counts configurations: "c7" on the wire
  std::map<std::string, std::uint32_t> entered;  ///< how often each state was entered
  PersistentMap<ActivityId, Running> activities;
  std::vector<ActivityId> current;  ///< running ones, oldest first
  std::map<std::string, Timer> timers;
  std::optional<CalledStep> called;
  std::optional<Instant> paused_at;
  SeatId paused_by;
  std::optional<Decision> decision;
  PersistentMap<std::uint32_t, StepTaken> steps;
  PersistentMap<std::uint32_t, Override> overrides;
  std::uint32_t frame_recalls = 0;
  SeatId frame_recalled_by;
  std::optional<SeatId> last_start;  ///< where the last round started
  PersistentMap<AsideId, Aside> set_aside;
  PersistentMap<OutcomeId, OrphanedOutcome> orphaned_outcomes;
  std::shared_ptr<const Previous> previous;

  std::uint32_t next_seat = 1, next_activity = 1, next_claim = 1;
  Position position;
  Instant touched_at = 0;  ///< of the last entry
};

/// Equal in everything that a rule or a view may read.
bool equal(const Room& a, const Room& b);

// ---- questions that everybody asks

/// The running activity of this invoke id, or null; with `ended`, the latest that ever ran.
const Running* find_invoked(const Room& room, std::string_view invoke, bool ended = false);
ActivityId find_invoked_id(const Room& room, std::string_view invoke, bool ended = false);
/// Who holds `role`; none when nobody does.
SeatId holder_of(const Room& room, const std::string& role);
/// All roles and their holders.
std::map<std::string, SeatId> holders_of(const Room& room);
std::set<std::string> roles_of(const Room& room, SeatId seat);
/// Roles whose holder has vanished, so that anybody counted may take them.
std::set<std::string> relays_of(const Room& room);
bool is_final(const Room& room);

}  // namespace palabre::room
