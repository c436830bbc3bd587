// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server itself asks: founding, sessions, a relay for whoever has vanished, slept clocks.
#include "chart/params.hpp"
#include "room/decide.hpp"

namespace palabre::room {
namespace {

inline constexpr std::size_t claims_max = 64;  // more at once is somebody trying names

ActivityId roles_activity(const Room& room) {
  for (const ActivityId id : room.current)
    if (room.activities.find(id)->activity.holders() != nullptr) return id;
  return {};
}

class Deciding {
 public:
  Deciding(Work& work, Reply& reply) : work_(work), reply_(reply) {}

  Result<void> operator()(const Found& c) {
    if (room().scenario != nullptr) return refuse("already_done");
    const auto& scenario = work_.context().scenario;
    if (scenario == nullptr) return refuse("no_such_scenario");
    auto chosen = chart::check_params(scenario->chart, c.params);
    if (!chosen) return tl::unexpected(chosen.error());
    work_.emit(Founded{c.title,
                       c.why,
                       c.language,
                       c.address,
                       c.time_zone,
                       scenario->chart.id,
                       scenario->chart.version,
                       scenario->hash,
                       c.founder_hash,
                       c.screen_hash,
                       c.conducted,
                       *chosen,
                       c.practice});
    return work_.start();
  }

  Result<void> operator()(const OpenSession& c) {
    if (room().scenario == nullptr) return refuse("no_such_palabre");
    // The same again, after an append that was given up and done all the same.
    if (const Session* opened = room().sessions.find(c.sid)) {
      if (!opened->seats.empty()) reply_.seat = opened->seats.front();
      return {};
    }
    if (room().sessions.size() >= sessions_max) return refuse("too_many_sessions");
    if (c.secret_hash) return by_link(c);
    if (c.face == Face::screen) return refuse("bad_secret");
    if (c.claim) return claim(c);
    // Before the door: whoever is back finds the own seat again also when nobody new comes in.
    if (auto name = free_name(c); !name) return name;
    if (room().access != Access::open)
      return refuse(room().access == Access::locked ? "locked" : "closed");
    return seat_and_open(c, false);
  }

  Result<void> operator()(const HolderVanished& c) { return relay("open_relay", c.role); }
  Result<void> operator()(const HolderReturned& c) { return relay("close_relay", c.role); }
  Result<void> operator()(const Slept& c) {
    if (room().paused_at || c.gap <= 0) return {};
    work_.emit(ClockResumed{c.gap});
    return {};
  }
  Result<void> operator()(const Tick&) { return {}; }
  // What both sides of a fork reached is no news; what is told already is not told twice.
  Result<void> operator()(const CompareOutcome& c) {
    const bool here = c.outcome == "closed"
                          ? room().access == Access::closed
                          : room().decision && room().decision->outcome == c.outcome;
    bool told = false;
    room().orphaned_outcomes.each([&](const OutcomeId&, const OrphanedOutcome& known) {
      told = told || known == OrphanedOutcome{c.outcome, c.reached_at};
    });
    if (!here && !told) work_.emit(OutcomeOrphaned{c.outcome, c.reached_at});
    return {};
  }

 private:
  const Room& room() const { return work_.room(); }

  // The founder's link opens the founder's own seat; the screen's link only looks on.
  Result<void> by_link(const OpenSession& c) {
    if (c.face == Face::screen && *c.secret_hash == room().charter->screen_hash) {
      work_.emit(SessionOpened{c.sid, Face::screen, {}, false});
      return {};
    }
    if (*c.secret_hash != room().charter->founder_hash || c.face == Face::screen)
      return refuse("bad_secret");
    if (!room().founder) return seat_and_open(c, true);
    reply_.seat = room().founder;
    work_.emit(SessionOpened{c.sid, c.face, room().founder, true});
    return {};
  }

  Result<void> claim(const OpenSession& c) {
    const Seat* seat = room().seats.find(*c.claim);
    if (seat == nullptr) return refuse("no_such_seat");
    if (room().claims.size() >= claims_max) return refuse("too_many_claims");
    work_.emit(SessionOpened{c.sid, c.face, {}, false});
    work_.emit(SeatClaimed{ClaimId{room().next_claim}, c.sid, *c.claim});
    return {};
  }

  Result<void> free_name(const OpenSession& c) const {
    if (!c.name_given) return refuse("name_needed");
    if (const SeatId* same = room().names.find(c.name_given->value))
      return refuse("name_taken", {{"seat", same->str()}});
    return {};
  }

  Result<void> seat_and_open(const OpenSession& c, bool founder) {
    if (auto name = free_name(c); !name) return name;
    if (room().seats.size() >= seats_max) return refuse("too_many_seats", {{"max", seats_max}});
    SeatAdded added;
    added.seat = SeatId{room().next_seat};
    added.name_given = *c.name_given;
    added.place = c.place.value_or("room");
    added.late = room().steps.size() > 1;
    added.founder = founder;
    reply_.seat = added.seat;
    work_.emit(added);
    work_.emit(SessionOpened{c.sid, c.face, added.seat, founder});
    work_.tell(activities::SeatCounted{added.seat});
    const ActivityId roles = roles_activity(room());
    if (founder && room().conducted && roles && !holder_of(room(), "facilitator"))
      return work_.command(roles,
                           {{"type", "take"}, {"role", "facilitator"}},
                           Actor{c.sid, added.seat, added.seat, true},
                           std::nullopt);
    return {};
  }

  Result<void> relay(const char* type, const std::string& role) {
    const ActivityId roles = roles_activity(room());
    if (!roles || room().access == Access::closed) return refuse("stale");
    return work_.command(roles, {{"type", type}, {"role", role}}, Actor{}, std::nullopt);
  }

  Work& work_;
  Reply& reply_;
};

}  // namespace

Result<void> decide(Work& work, const ServerCommand& command, Reply& reply) {
  return std::visit(Deciding(work, reply), command);
}

}  // namespace palabre::room
