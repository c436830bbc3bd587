// SPDX-License-Identifier: AGPL-3.0-or-later
// What a palabre's log may say: facts, in the past tense, each with its version.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "room/seat.hpp"

namespace palabre::room {

enum class Access { open, locked, closed };
constexpr std::array<std::string_view, 3> names_of(Access) { return {"open", "locked", "closed"}; }

enum class OnElapsed { soft, advance };
constexpr std::array<std::string_view, 2> names_of(OnElapsed) { return {"soft", "advance"}; }

#define PALABRE_EVENT(written) static constexpr std::string_view name = written
#define PALABRE_FIELDS(...)                                              \
  template <class Self, class F>                                         \
  static void fields([[maybe_unused]] Self& e, [[maybe_unused]] F&& f) { \
    __VA_ARGS__                                                          \
  }                                                                      \
  static_assert(true)

/// The palabre begins. Secrets are hashed; `scenario_hash` names the stored blob it runs on for
/// ever.
struct Founded {
  PALABRE_EVENT("founded/1");
  Text title, why;
  std::string language, address, time_zone, scenario, scenario_version, scenario_hash;
  std::string founder_hash, screen_hash;
  bool conducted = true;
  Json params = Json::object();
  std::optional<bool> practice;  ///< true: an exercise, with bot seats
  PALABRE_FIELDS(f("title", e.title); f("why", e.why); f("language", e.language);
                 f("address", e.address);
                 f("time_zone", e.time_zone);
                 f("scenario", e.scenario);
                 f("scenario_version", e.scenario_version);
                 f("scenario_hash", e.scenario_hash);
                 f("founder_hash", e.founder_hash);
                 f("screen_hash", e.screen_hash);
                 f("conducted", e.conducted);
                 f("params", e.params);
                 f("practice", e.practice););
};

struct SeatAdded {
  PALABRE_EVENT("seat_added/1");
  SeatId seat;
  Text name_given;
  std::string place;
  bool device = true;
  std::optional<SeatId> voice;
  bool late = false;
  bool founder = false;
  PALABRE_FIELDS(f("seat", e.seat); f("name", e.name_given); f("place", e.place);
                 f("device", e.device);
                 f("voice", e.voice);
                 f("late", e.late);
                 f("founder", e.founder););
};

struct SeatRenamed {
  PALABRE_EVENT("seat_renamed/1");
  SeatId seat;
  Text name_given;
  PALABRE_FIELDS(f("seat", e.seat); f("name", e.name_given););
};

struct SeatPlaced {
  PALABRE_EVENT("seat_placed/1");
  SeatId seat;
  std::string place;
  PALABRE_FIELDS(f("seat", e.seat); f("place", e.place););
};

/// A human act: somebody stepped aside, came back, was marked away; never a lost connection.
struct AttendanceMarked {
  PALABRE_EVENT("attendance_marked/1");
  SeatId seat;
  Attendance attendance = Attendance::counted;
  SeatId by;
  PALABRE_FIELDS(f("seat", e.seat); f("attendance", e.attendance); f("by", e.by););
};

struct SeatLeft {
  PALABRE_EVENT("seat_left/1");
  SeatId seat;
  std::optional<Text> word;
  PALABRE_FIELDS(f("seat", e.seat); f("word", e.word););
};

struct SessionOpened {
  PALABRE_EVENT("session_opened/1");
  std::string sid;
  Face face = Face::phone;
  std::optional<SeatId> seat;
  bool founder = false;
  PALABRE_FIELDS(f("sid", e.sid); f("face", e.face); f("seat", e.seat); f("founder", e.founder););
};

struct SessionClosed {
  PALABRE_EVENT("session_closed/1");
  std::string sid;
  std::string reason;
  PALABRE_FIELDS(f("sid", e.sid); f("reason", e.reason););
};

struct SeatClaimed {
  PALABRE_EVENT("seat_claimed/1");
  ClaimId claim;
  std::string sid;
  SeatId seat;
  PALABRE_FIELDS(f("claim", e.claim); f("sid", e.sid); f("seat", e.seat););
};

struct ClaimSettled {
  PALABRE_EVENT("claim_settled/1");
  ClaimId claim;
  bool confirmed = false;
  SeatId by;
  PALABRE_FIELDS(f("claim", e.claim); f("confirmed", e.confirmed); f("by", e.by););
};

/// The configuration changed; `entered` and `exited` are state keys in the chart's order.
struct Moved {
  PALABRE_EVENT("moved/1");
  std::uint32_t entry = 0;
  std::vector<std::string> exited, entered;
  std::string event;
  std::optional<SeatId> by;
  bool follows = false;  ///< an earlier move of the same entry led on to this one
  PALABRE_FIELDS(f("entry", e.entry); f("exited", e.exited); f("entered", e.entered);
                 f("event", e.event);
                 f("by", e.by);
                 f("follows", e.follows););
};

struct ActivityBegun {
  PALABRE_EVENT("activity_begun/1");
  ActivityId activity;
  std::string invoke, kind, state;
  Json input = Json::object();
  PALABRE_FIELDS(f("activity", e.activity); f("invoke", e.invoke); f("kind", e.kind);
                 f("state", e.state);
                 f("input", e.input););
};

struct ActivitySettled {
  PALABRE_EVENT("activity_settled/1");
  ActivityId activity;
  std::string outcome;
  PALABRE_FIELDS(f("activity", e.activity); f("outcome", e.outcome););
};

struct ActivityEnded {
  PALABRE_EVENT("activity_ended/1");
  ActivityId activity;
  PALABRE_FIELDS(f("activity", e.activity););
};

/// A deadline was set, moved, or stopped with so much `left`. `timer` is "step", or the event that
/// the chart raises when it comes ("after.1200000.integrate").
struct TimerSet {
  PALABRE_EVENT("timer_set/1");
  std::string timer, state;
  Instant at = 0;
  Duration length = 0;
  OnElapsed on_elapsed = OnElapsed::soft;
  std::optional<Duration> left;
  PALABRE_FIELDS(f("timer", e.timer); f("state", e.state); f("at", e.at); f("length", e.length);
                 f("on_elapsed", e.on_elapsed);
                 f("left", e.left););
};

struct TimerCleared {
  PALABRE_EVENT("timer_cleared/1");
  std::string timer;
  PALABRE_FIELDS(f("timer", e.timer););
};

struct StepCalled {
  PALABRE_EVENT("step_called/1");
  std::string event;
  SeatId by;
  Instant opens_at = 0;
  PALABRE_FIELDS(f("event", e.event); f("by", e.by); f("opens_at", e.opens_at););
};

struct StepHeld {
  PALABRE_EVENT("step_held/1");
  std::optional<SeatId> by;  ///< none: it could not be taken any more
  PALABRE_FIELDS(f("by", e.by););
};

struct StepUndone {
  PALABRE_EVENT("step_undone/1");
  std::uint32_t entry = 0;
  SeatId by;
  PALABRE_FIELDS(f("entry", e.entry); f("by", e.by););
};

struct Overridden {
  PALABRE_EVENT("overridden/1");
  std::uint32_t entry = 0;
  std::string event;
  std::vector<std::string> guards;
  SeatId by;
  Text reason;
  PALABRE_FIELDS(f("entry", e.entry); f("event", e.event); f("guards", e.guards); f("by", e.by);
                 f("reason", e.reason););
};

struct ClockPaused {
  PALABRE_EVENT("clock_paused/1");
  std::optional<SeatId> by;
  PALABRE_FIELDS(f("by", e.by););
};

/// Every running deadline moves by `gap`: the pause is over, or nobody served the room meanwhile.
struct ClockResumed {
  PALABRE_EVENT("clock_resumed/1");
  Duration gap = 0;
  PALABRE_FIELDS(f("gap", e.gap););
};

struct ConductChanged {
  PALABRE_EVENT("conduct_changed/1");
  bool conducted = false;
  std::optional<SeatId> by;
  PALABRE_FIELDS(f("conducted", e.conducted); f("by", e.by););
};

struct DecisionReached {
  PALABRE_EVENT("decision_reached/1");
  std::string outcome;
  ActivityId of;
  std::uint32_t version = 0;
  PALABRE_FIELDS(f("outcome", e.outcome); f("of", e.of); f("version", e.version););
};

struct AccessChanged {
  PALABRE_EVENT("access_changed/1");
  Access access = Access::open;
  std::optional<SeatId> by;
  PALABRE_FIELDS(f("access", e.access); f("by", e.by););
};

/// The founder's word: nobody comes in any more, and the log of this palabre is to be emptied.
struct ErasureAsked {
  PALABRE_EVENT("erasure_asked/1");
  SeatId by;
  PALABRE_FIELDS(f("by", e.by););
};

struct LinksRenewed {
  PALABRE_EVENT("links_renewed/1");
  std::string screen_hash;
  SeatId by;
  PALABRE_FIELDS(f("screen_hash", e.screen_hash); f("by", e.by););
};

struct FrameRecalled {
  PALABRE_EVENT("frame_recalled/1");
  SeatId by;
  PALABRE_FIELDS(f("by", e.by););
};

/// A command of which another server may hold a copy was refused: it is used up, so that nobody
/// decides it later.
struct WishRefused {
  PALABRE_EVENT("refused/1");
  std::string code;
  PALABRE_FIELDS(f("code", e.code););
};

/// The log forked, and what a person had been told is recorded could not be decided again on the
/// side that holds: it stands here, for its author and whoever facilitates.
struct SetAside {
  PALABRE_EVENT("set_aside/1");
  std::optional<SeatId> seat;  ///< whose, if it is known on this side
  std::string command;         ///< its type, "submit"
  std::string code;            ///< why it was refused this time
  Json params = Json::object();
  Instant said_at = 0;
  std::optional<Text> words;
  PALABRE_FIELDS(f("seat", e.seat); f("command", e.command); f("code", e.code);
                 f("params", e.params);
                 f("said_at", e.said_at);
                 f("words", e.words););
};

/// An outcome was reached on the side that does not hold, and is not reached on this one: for
/// whoever facilitates to settle with the group. "closed", or a decision's outcome.
struct OutcomeOrphaned {
  PALABRE_EVENT("outcome_orphaned/1");
  std::string outcome;
  Instant reached_at = 0;
  PALABRE_FIELDS(f("outcome", e.outcome); f("reached_at", e.reached_at););
};

/// The palabre was taken out of this log, as a file: nobody serves it until it is brought in.
struct TakenOut {
  PALABRE_EVENT("taken_out/1");
  PALABRE_FIELDS();
};
struct BroughtIn {
  PALABRE_EVENT("brought_in/1");
  PALABRE_FIELDS();
};

#undef PALABRE_EVENT
#undef PALABRE_FIELDS

using Event = std::variant<Founded,
                           SeatAdded,
                           SeatRenamed,
                           SeatPlaced,
                           AttendanceMarked,
                           SeatLeft,
                           SessionOpened,
                           SessionClosed,
                           SeatClaimed,
                           ClaimSettled,
                           Moved,
                           ActivityBegun,
                           ActivitySettled,
                           ActivityEnded,
                           TimerSet,
                           TimerCleared,
                           StepCalled,
                           StepHeld,
                           StepUndone,
                           Overridden,
                           ClockPaused,
                           ClockResumed,
                           ConductChanged,
                           DecisionReached,
                           AccessChanged,
                           ErasureAsked,
                           LinksRenewed,
                           FrameRecalled,
                           WishRefused,
                           SetAside,
                           OutcomeOrphaned,
                           TakenOut,
                           BroughtIn>;

/// One event of the log: the room's own (`on` is none), or an activity's.
struct LogEvent {
  ActivityId on;
  EventRecord record;
  bool operator==(const LogEvent&) const = default;
};

/// Who wished, when it was decided, and the chance drawn for its position.
struct Header {
  Instant at = 0;
  std::string sid;         ///< empty: the room itself (a deadline, the founding)
  std::uint64_t cseq = 0;  ///< 0 with an empty sid
  std::string nonce;
  bool operator==(const Header&) const = default;
};

/// What one accepted command (or deadline) wrote: the unit of the log.
struct Entry {
  Header header;
  std::vector<LogEvent> events;
  std::string salt;    ///< kept with the words, deleted with them; empty when they were erased
  std::string digest;  ///< hash_of({salt, the command's body})
  bool operator==(const Entry&) const = default;
};

}  // namespace palabre::room
