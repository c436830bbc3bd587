// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/permission.hpp"

#include <algorithm>

namespace palabre::room {
namespace {

tl::unexpected<Error> not_allowed(std::string_view act) {
  return refuse("not_allowed", {{"act", std::string(act)}});
}

// Whoever added a seat without a device enters for it; the scribe and whoever facilitates enter for
// anybody; so does a session that holds several seats.
bool enters_for(const Room& room, const Session& session, SeatId by, SeatId seat) {
  const Seat* other = room.seats.find(seat);
  if (other == nullptr) return false;
  if (std::find(session.seats.begin(), session.seats.end(), seat) != session.seats.end())
    return true;
  if (!other->device && other->voice == by) return true;
  return holder_of(room, "scribe") == by || holder_of(room, "facilitator") == by;
}

}  // namespace

bool conducts(const Room& room, SeatId seat) {
  return seat && (!room.conducted || holder_of(room, "facilitator") == seat);
}

Result<Actor> actor_of(const Room& room, const Wish& wish) {
  const Session* session = room.sessions.find(wish.sid);
  if (session == nullptr || session->closed) return refuse("no_such_session");
  if (session->face == Face::screen) return refuse("screen_is_read_only");
  if (session->seats.empty()) return refuse("no_seat");
  Actor actor{wish.sid, session->seats.front(), session->seats.front(), session->founder};
  if (wish.for_seat && *wish.for_seat != actor.entered_by) {
    if (!enters_for(room, *session, actor.entered_by, *wish.for_seat))
      return refuse("cannot_enter_for", {{"seat", wish.for_seat->str()}});
    actor.seat = *wish.for_seat;
  }
  return actor;
}

Result<void> may(const Room& room, const Actor& actor, const RoomCommand& command) {
  const SeatId by = actor.entered_by;
  const auto founder_only = [&](std::string_view act) -> Result<void> {
    if (!actor.founder) return not_allowed(act);
    return {};
  };
  const auto conductor_only = [&](std::string_view act) -> Result<void> {
    if (!conducts(room, by)) return not_allowed(act);
    return {};
  };
  // Time belongs to whoever keeps it or facilitates.
  const auto timekeeper_only = [&](std::string_view act) -> Result<void> {
    if (!conducts(room, by) && holder_of(room, "timekeeper") != by) return not_allowed(act);
    return {};
  };
  // A neighbour or the desk confirms; nobody confirms oneself.
  const auto other_seat = [&](ClaimId id, std::string_view act) -> Result<void> {
    const Claim* claim = room.claims.find(id);
    if (claim == nullptr) return refuse("no_such_claim");
    if (claim->seat == by) return not_allowed(act);
    return {};
  };
  return std::visit(Overloaded{[&](const MarkAway& c) { return conductor_only(c.name); },
                               [&](const MarkBack& c) { return conductor_only(c.name); },
                               [&](const ConfirmClaim& c) { return other_seat(c.claim, c.name); },
                               [&](const RefuseClaim& c) { return other_seat(c.claim, c.name); },
                               [&](const TimerStart& c) { return timekeeper_only(c.name); },
                               [&](const TimerExtend& c) { return timekeeper_only(c.name); },
                               [&](const TimerPause& c) { return timekeeper_only(c.name); },
                               [&](const TimerResume& c) { return timekeeper_only(c.name); },
                               // Going on without a conductor: whoever facilitates may say so, and
                               // anybody once whoever facilitates has vanished.
                               [&](const Unconduct& c) -> Result<void> {
                                 if (holder_of(room, "facilitator") == by ||
                                     !holder_of(room, "facilitator") ||
                                     relays_of(room).contains("facilitator"))
                                   return {};
                                 return not_allowed(c.name);
                               },
                               [&](const Lock& c) { return founder_only(c.name); },
                               [&](const Unlock& c) { return founder_only(c.name); },
                               [&](const Close& c) { return founder_only(c.name); },
                               [&](const RenewLinks& c) { return founder_only(c.name); },
                               [&](const Erase& c) { return founder_only(c.name); },
                               // The rest concerns one's own seat, or helps: anybody seated.
                               [&](const auto&) -> Result<void> { return {}; }},
                    command);
}

Result<void> may_step(const Room& room, const Actor& actor, const std::string& event) {
  for (auto at = room.configuration.rbegin(); at != room.configuration.rend(); ++at) {
    const Json& meta = room.scenario->chart.states[*at].meta;
    const auto by = meta.find("by");
    if (by == meta.end() || !by->contains(event)) continue;
    const Json& roles = (*by)[event];
    const auto holds = [&](const Json& role) {
      return role.is_string() && holder_of(room, role.get<std::string>()) == actor.seat;
    };
    if (roles.is_array() ? std::any_of(roles.begin(), roles.end(), holds) : holds(roles)) return {};
    return refuse("not_allowed", {{"act", event}});
  }
  if (!conducts(room, actor.entered_by)) return refuse("not_allowed", {{"act", event}});
  return {};
}

}  // namespace palabre::room
