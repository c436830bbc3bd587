// SPDX-License-Identifier: AGPL-3.0-or-later
// What a palabre may be asked: by people (of the room and of the chart), and by the server itself.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "base/random.hpp"
#include "room/event.hpp"

namespace palabre::room {

inline constexpr Bounds name_bounds{1, 40};
inline constexpr Bounds title_bounds{1, 120};
inline constexpr Bounds place_bounds{1, 24};
inline constexpr Bounds word_bounds{1, 280};
inline constexpr Bounds timer_bounds{1'000, 4LL * 60 * 60 * 1000};  // a second to four hours

#define PALABRE_COMMAND(written) static constexpr std::string_view name = written
#define PALABRE_FIELDS(...)                                              \
  template <class Self, class F>                                         \
  static void fields([[maybe_unused]] Self& c, [[maybe_unused]] F&& f) { \
    __VA_ARGS__                                                          \
  }                                                                      \
  static_assert(true)

// ---- of the room
struct Rename {
  PALABRE_COMMAND("rename");
  Text name_given;
  PALABRE_FIELDS(f("name", c.name_given, name_bounds););
};
struct SetPlace {
  PALABRE_COMMAND("set_place");
  std::string place;
  PALABRE_FIELDS(f("place", c.place, place_bounds););
};
/// A seat for somebody without a device.
struct AddSeat {
  PALABRE_COMMAND("add_seat");
  Text name_given;
  std::optional<std::string> place;
  PALABRE_FIELDS(f("name", c.name_given, name_bounds); f("place", c.place, place_bounds););
};
struct StepAside {
  PALABRE_COMMAND("step_aside");
  PALABRE_FIELDS();
};
struct ComeBack {
  PALABRE_COMMAND("come_back");
  PALABRE_FIELDS();
};
struct Leave {
  PALABRE_COMMAND("leave");
  std::optional<Text> word;
  PALABRE_FIELDS(f("word", c.word, word_bounds););
};
struct MarkAway {
  PALABRE_COMMAND("mark_away");
  SeatId seat;
  PALABRE_FIELDS(f("seat", c.seat););
};
struct MarkBack {
  PALABRE_COMMAND("mark_back");
  SeatId seat;
  PALABRE_FIELDS(f("seat", c.seat););
};
struct ConfirmClaim {
  PALABRE_COMMAND("confirm_claim");
  ClaimId claim;
  PALABRE_FIELDS(f("claim", c.claim););
};
struct RefuseClaim {
  PALABRE_COMMAND("refuse_claim");
  ClaimId claim;
  PALABRE_FIELDS(f("claim", c.claim););
};
struct TimerStart {
  PALABRE_COMMAND("timer_start");
  Duration ms = 0;
  PALABRE_FIELDS(f("ms", c.ms, timer_bounds););
};
struct TimerExtend {
  PALABRE_COMMAND("timer_extend");
  Duration ms = 0;
  PALABRE_FIELDS(f("ms", c.ms, timer_bounds););
};
struct TimerPause {
  PALABRE_COMMAND("timer_pause");
  PALABRE_FIELDS();
};
struct TimerResume {
  PALABRE_COMMAND("timer_resume");
  PALABRE_FIELDS();
};
struct RecallFrame {
  PALABRE_COMMAND("recall_frame");
  PALABRE_FIELDS();
};
struct Unconduct {
  PALABRE_COMMAND("unconduct");
  PALABRE_FIELDS();
};
struct Lock {
  PALABRE_COMMAND("lock");
  PALABRE_FIELDS();
};
struct Unlock {
  PALABRE_COMMAND("unlock");
  PALABRE_FIELDS();
};
struct Close {
  PALABRE_COMMAND("close");
  PALABRE_FIELDS();
};
struct RenewLinks {
  PALABRE_COMMAND("renew_links");
  PALABRE_FIELDS();
};
struct Erase {
  PALABRE_COMMAND("erase");
  PALABRE_FIELDS();
};

using RoomCommand = std::variant<Rename,
                                 SetPlace,
                                 AddSeat,
                                 StepAside,
                                 ComeBack,
                                 Leave,
                                 MarkAway,
                                 MarkBack,
                                 ConfirmClaim,
                                 RefuseClaim,
                                 TimerStart,
                                 TimerExtend,
                                 TimerPause,
                                 TimerResume,
                                 RecallFrame,
                                 Unconduct,
                                 Lock,
                                 Unlock,
                                 Close,
                                 RenewLinks,
                                 Erase>;

// ---- of the chart (about the present configuration entry)
struct TakeStep {
  PALABRE_COMMAND("step");
  std::string event;
  PALABRE_FIELDS(f("event", c.event););
};
struct HoldStep {
  PALABRE_COMMAND("hold_step");
  PALABRE_FIELDS();
};
struct OverrideStep {
  PALABRE_COMMAND("override");
  std::string event;
  Text reason;
  PALABRE_FIELDS(f("event", c.event); f("reason", c.reason, word_bounds););
};
struct UndoStep {
  PALABRE_COMMAND("undo");
  PALABRE_FIELDS();
};

using ChartCommand = std::variant<TakeStep, HoldStep, OverrideStep, UndoStep>;

// ---- of the server itself (never from the wire)
struct Found {
  PALABRE_COMMAND("found");
  Text title, why;
  std::string language, address, time_zone, founder_hash, screen_hash;
  bool conducted = true;
  Json params = Json::object();
  std::optional<bool> practice;
  PALABRE_FIELDS(f("title", c.title, title_bounds); f("why", c.why, word_bounds);
                 f("language", c.language);
                 f("address", c.address);
                 f("time_zone", c.time_zone);
                 f("founder_hash", c.founder_hash);
                 f("screen_hash", c.screen_hash);
                 f("conducted", c.conducted);
                 f("params", c.params);
                 f("practice", c.practice););
};
/// A session for a new seat (`name_given`), for the founder or the screen (`secret_hash` fits), or
/// a claim.
struct OpenSession {
  PALABRE_COMMAND("open_session");
  std::string sid;
  Face face = Face::phone;
  std::optional<Text> name_given;
  std::optional<std::string> secret_hash;
  std::optional<SeatId> claim;
  std::optional<std::string> place;
  PALABRE_FIELDS(f("sid", c.sid); f("face", c.face); f("name", c.name_given, name_bounds);
                 f("secret_hash", c.secret_hash);
                 f("claim", c.claim);
                 f("place", c.place, place_bounds););
};
/// Whoever holds `role` has had no connection for relay_after_ms.
struct HolderVanished {
  PALABRE_COMMAND("holder_vanished");
  std::string role;
  PALABRE_FIELDS(f("role", c.role););
};
struct HolderReturned {
  PALABRE_COMMAND("holder_returned");
  std::string role;
  PALABRE_FIELDS(f("role", c.role););
};
/// Nobody served the room for `gap` (a laptop slept): running deadlines move.
struct Slept {
  PALABRE_COMMAND("slept");
  Duration gap = 0;
  PALABRE_FIELDS(f("gap", c.gap););
};
/// Time has passed: deadlines that have come are settled.
struct Tick {
  PALABRE_COMMAND("tick");
  PALABRE_FIELDS();
};

/// A fork of the log orphaned an outcome: is it reached here too?
struct CompareOutcome {
  PALABRE_COMMAND("compare_outcome");
  std::string outcome;
  Instant reached_at = 0;
  PALABRE_FIELDS(f("outcome", c.outcome); f("reached_at", c.reached_at););
};

#undef PALABRE_COMMAND
#undef PALABRE_FIELDS

using ServerCommand =
    std::variant<Found, OpenSession, HolderVanished, HolderReturned, Slept, Tick, CompareOutcome>;

inline constexpr Duration relay_after_ms = 90'000;  // practice: a relay is proposed after 90 s
inline constexpr Duration slept_after_ms = 10'000;  // less is a slow disk, not a closed lid
inline constexpr Duration called_step_opens_ms = 15'000;  // long enough to say « Attends »

/// What a person wishes, as it comes from the wire [P2].
struct Wish {
  std::string sid;
  std::uint64_t cseq = 0;
  std::string on;  ///< "", "c7", "a3"
  std::optional<std::int64_t> version;
  std::optional<SeatId> for_seat;
  Json body = Json::object();
  bool is_elsewhere = false;  ///< another server may hold a copy, and decide it later
};

/// What led to an entry on the side of a fork that does not hold: decided again under the same
/// session and number; what is refused is set aside.
struct Orphan {
  Entry was;
  /// None: nobody here knows the command.
  std::variant<std::monostate, Wish, OpenSession> asked;
  std::optional<Random::Seed> chance;  ///< what it drew from
  std::optional<Error> hopeless;       ///< why it is not even tried
};

using Input = std::variant<Wish, ServerCommand, Orphan>;

}  // namespace palabre::room
