// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/describe.hpp"

#include <algorithm>

#include "chart/exits.hpp"
#include "room/guards.hpp"
#include "room/permission.hpp"

namespace palabre::room {
namespace {

// ---- seats: everybody sees who is here, up to seats_listed_max; screen and desk see them all

Json seat_row(const Json& gate, const SeatId&, const Seat& seat) {
  if (gate != true) return {};
  Json row = {{"name", seat.name.value},
              {"place", seat.place},
              {"attendance",
               std::string(activities::names_of(
                   seat.attendance)[static_cast<std::size_t>(seat.attendance)])},
              {"device", seat.device}};
  if (seat.voice) row["voice"] = seat.voice.str();
  if (seat.late) row["late"] = true;
  if (!seat.last_word.empty()) row["last_word"] = seat.last_word.value;
  return row;
}

Json claim_row(const Json&, const ClaimId&, const Claim& claim) {
  return {{"seat", claim.seat.str()}};
}

// ---- the step: what is now, and what may come next

void describe_state(const Room& room, Sections& out) {
  const auto& states = room.scenario->chart.states;
  Json state = {{"entry", "c" + std::to_string(room.entry)}, {"path", Json::array()}};
  for (const chart::StateIndex at : room.configuration) {
    if (at == chart::root_state) continue;
    state["path"].push_back(states[at].key);
    state["key"] = states[at].key;
    state["texts"] = states[at].meta.value("text", states[at].key);
    state.erase("about");
    if (const std::string about = states[at].meta.value("about", ""); !about.empty())
      if (const ActivityId id = find_invoked_id(room, about, false)) state["about"] = id.str();
  }
  if (const StepTaken* taken = room.steps.find(room.entry)) state["since"] = taken->at;
  if (is_final(room)) state["final"] = true;
  out.value("state", std::move(state));
}

Json exit_row(const Room& room, const chart::Exit& exit) {
  Json row = {{"allowed", exit.passes}, {"law", !exit.passes && !exit.passes_overridden}};
  if (!exit.targets.empty()) row["target"] = exit.targets.front();
  if (!exit.failing.empty()) {
    const Reason reason = reason_of(room, exit.failing.front());
    row["missing"] = {
        {"guard", exit.failing.front().type}, {"code", reason.code}, {"params", reason.params}};
  }
  return row;
}

Json roles_that_may(const Room& room, const std::string& event) {
  for (auto at = room.configuration.rbegin(); at != room.configuration.rend(); ++at) {
    const Json& meta = room.scenario->chart.states[*at].meta;
    if (meta.contains("by") && meta["by"].contains(event)) return meta["by"][event];
  }
  return {};
}

// An event with several branches shows the one that calling it takes now, or else its first.
void describe_step(const Room& room, Sections& out) {
  Json exits = Json::object();
  for (const chart::Exit& exit :
       chart::exits(room.scenario->chart, room.configuration, judge_of(room))) {
    if (exits.contains(exit.event) && !exit.taken) continue;
    exits[exit.event] = exit_row(room, exit);
    if (Json roles = roles_that_may(room, exit.event); !roles.is_null())
      exits[exit.event]["by"] = std::move(roles);
  }
  Json step = {{"exits", std::move(exits)}};
  if (room.called)
    step["called"] = {{"event", room.called->event},
                      {"by", room.called->by.str()},
                      {"opens_at", room.called->opens_at}};
  if (room.previous != nullptr) step["undo"] = true;
  out.value("step", std::move(step));
}

void describe_timer(const Room& room, Sections& out) {
  const auto at = room.timers.find(step_timer);
  if (at != room.timers.end()) {
    const Timer& timer = at->second;
    Json shown = {{"length", timer.length}, {"on_elapsed", std::string(name_of(timer.on_elapsed))}};
    if (timer.left)
      shown["left"] = *timer.left;
    else
      shown["deadline"] = timer.at;
    if (timer.started_at != 0) shown["started_at"] = timer.started_at;
    out.value("timer", std::move(shown));
  }
  if (room.paused_at) out.value("paused", {{"since", *room.paused_at}});
}

void describe_run(const Room& room, Sections& out) {
  describe_state(room, out);
  describe_step(room, out);
  describe_timer(room, out);
  Json roles = Json::object();
  for (const auto& [role, seat] : holders_of(room))
    if (seat) roles[role] = seat.str();
  out.value("roles", std::move(roles));
  if (const auto relays = relays_of(room); !relays.empty())
    out.value("relay", {{"role", *relays.begin()}});
  if (room.decision)
    out.value("decision",
              {{"outcome", room.decision->outcome},
               {"of", room.decision->of.str()},
               {"version", room.decision->version},
               {"at", room.decision->at}});
  room.overrides.each_backward([&](const std::uint32_t&, const Override& one) {
    out.value("override",
              {{"by", one.by.str()},
               {"reason", one.reason.value},
               {"event", one.event},
               {"at", one.at},
               {"entry", "c" + std::to_string(one.entry)}});
    return false;
  });
  if (room.frame_recalls > 0)
    out.value("frame", {{"count", room.frame_recalls}, {"by", room.frame_recalled_by.str()}});
}

// ---- activities: those that run, those that the last step ended (a reveal stays seen), the text
// that was decided on, and whatever these are about: ideas that are sorted or weighed keep their
// words

bool is_shown(const Room& room, ActivityId id, const Running& running) {
  return running.running || running.ended_in == room.entry ||
         (room.decision && room.decision->of == id);
}

std::vector<ActivityId> shown_activities(const Room& room) {
  std::vector<ActivityId> shown = room.current;
  // Ended ones are the latest begun but for the few that are always on: this stops at once.
  room.activities.each_backward([&](const ActivityId& id, const Running& running) {
    if (!running.running && is_shown(room, id, running)) shown.push_back(id);
    return running.running || running.ended_in + 1 >= room.entry;
  });
  const auto add = [&](ActivityId id) {
    if (id && std::find(shown.begin(), shown.end(), id) == shown.end()) shown.push_back(id);
  };
  if (room.decision) add(room.decision->of);
  // What was added is looked at in its turn: a score is about a sort, the sort about a collect.
  for (std::size_t at = 0; at < shown.size(); ++at)
    if (const Running* running = room.activities.find(shown[at]))
      for (const std::string& name : running->references) add(find_invoked_id(room, name, true));
  return shown;
}

void frame_activity(const Running& running, Sections& out) {
  out.value("kind", std::string(running.activity.kind()));
  out.value("name", running.invoke);
  out.value("state", running.state);
  out.value("running", running.running);
  if (running.state.empty()) out.value("always", true);
  if (running.settled) {
    out.value("settled", true);
    out.value("outcome", running.outcome);
  }
  Json missing = Json::object();
  for (const auto& one : running.activity.progress().missing) missing[one.code] = one.count;
  if (!missing.empty()) out.value("missing", std::move(missing));
}

void describe_activities(const Room& room, const Layer& layer, Sections& out) {
  Sections& all = out.section("activities");
  for (const ActivityId id : shown_activities(room)) {
    const Running* running = room.activities.find(id);
    if (running == nullptr) continue;
    Sections& one = all.section(id.str());
    if (layer.kind == Layer::Kind::room) frame_activity(*running, one);
    running->activity.describe(layer, one);
  }
}

// Names of those still awaited are for whoever facilitates, never for the wall.
void describe_awaited(const Room& room, Sections& out) {
  Sections& all = out.section("activities");
  for (const ActivityId id : room.current) {
    Json missing = Json::object();
    for (const auto& one : room.activities.find(id)->activity.progress().missing) {
      Json seats = Json::array();
      for (const SeatId seat : one.seats) seats.push_back(seat.str());
      if (!seats.empty()) missing[one.code] = std::move(seats);
    }
    if (!missing.empty()) all.section(id.str()).value("missing", std::move(missing));
  }
}

// ---- names, where there are too many seats to list them all

// Whom this layer speaks of: roles, steps and claims, and whoever the activities name.
std::set<SeatId> named_seats(const Room& room, const Layer& layer) {
  std::set<SeatId> seats;
  for (const ActivityId id : shown_activities(room))
    if (const Running* running = room.activities.find(id))
      for (const SeatId seat : running->activity.named(layer)) seats.insert(seat);
  if (layer.kind == Layer::Kind::own) seats.insert(layer.seat);
  if (layer.kind != Layer::Kind::room) return seats;
  for (const auto& [role, seat] : holders_of(room)) seats.insert(seat);
  seats.insert({room.founder, room.paused_by, room.frame_recalled_by});
  if (room.called) seats.insert(room.called->by);
  for (std::size_t i = 0; i < room.claims.size(); ++i)  // at most claims_max of them
    seats.insert(room.claims.find(*room.claims.key_at(i))->seat);
  room.overrides.each_backward([&](const std::uint32_t&, const Override& one) {
    seats.insert(one.by);
    return false;
  });
  return seats;
}

void describe_named(const Room& room, const Layer& layer, Sections& out) {
  Sections& rows = out.section("seats");
  for (const SeatId id : named_seats(room, layer))
    if (const Seat* seat = room.seats.find(id)) rows.value(id.str(), seat_row(true, id, *seat));
}

// ---- what a fork of the log cost: each seat reads its own words again; whoever facilitates sees
// whose turn it was and why it was not kept, but no words: they may belong to a blind step

Json aside_row(const Json& gate, const AsideId&, const Aside& aside) {
  const bool own = gate != true;
  if (own && gate != aside.seat.str()) return {};
  Json row = {{"command", aside.command},
              {"reason", {{"code", aside.code}, {"params", aside.params}}},
              {"at", aside.said_at}};
  if (own && !aside.words.empty()) row["text"] = aside.words.value;
  if (!own && aside.seat) row["seat"] = aside.seat.str();
  return row;
}

Json outcome_row(const Json&, const OutcomeId&, const OrphanedOutcome& orphaned) {
  return {{"outcome", orphaned.outcome}, {"at", orphaned.reached_at}};
}

void describe_fork(const Room& room, const Layer& layer, Sections& out) {
  const bool desk = layer.kind == Layer::Kind::desk;
  if (!desk && layer.kind != Layer::Kind::own) return;
  if (!room.set_aside.empty())
    out.rows("set_aside", room.set_aside, desk ? Json(true) : Json(layer.seat.str()), &aside_row);
  if (desk && !room.orphaned_outcomes.empty())
    out.rows("orphaned_outcomes", room.orphaned_outcomes, true, &outcome_row);
}

// ---- whole layers

void describe_room(const Room& room, Sections& out) {
  const Charter& charter = *room.charter;
  out.value("title", charter.title.value);
  out.value("why", charter.why.value);
  out.value("language", charter.language);
  out.value("address", charter.address);
  out.value("scenario", charter.scenario);
  if (!charter.params.empty()) out.value("params", charter.params);
  out.value("open", std::string(name_of(room.access)));
  out.value("conducted", room.conducted);
  if (charter.practice) out.value("practice", true);
  if (room.founder) out.value("founder", room.founder.str());
  out.value("seat_count", room.seats.size());
  out.value("counted", room.counted);
  if (room.seats.size() <= seats_listed_max) out.rows("seats", room.seats, true, &seat_row);
  if (!room.claims.empty()) out.rows("claims", room.claims, true, &claim_row);
  describe_run(room, out);
}

}  // namespace

Sections describe(const Room& room, const Layer& layer) {
  Sections out;
  if (room.scenario == nullptr) return out;
  if (layer.kind == Layer::Kind::room) describe_room(room, out);
  if (layer.kind == Layer::Kind::desk) describe_awaited(room, out);
  if (room.seats.size() > seats_listed_max) {
    if (layer.kind == Layer::Kind::desk || layer.kind == Layer::Kind::screen)
      out.rows("seats", room.seats, true, &seat_row);
    else
      describe_named(room, layer, out);
  }
  describe_activities(room, layer, out);
  describe_fork(room, layer, out);
  return out;
}

std::set<Layer> audience_of(const Room& room, const std::string& sid, bool watches_screen) {
  std::set<Layer> layers;
  const Session* session = room.sessions.find(sid);
  if (session == nullptr || session->closed) return layers;
  const bool screen = session->face == Face::screen;
  if (session->seats.empty() && !screen) return layers;  // a claim that waits sees nothing yet
  layers.insert(Layer{Layer::Kind::room, {}, {}});
  if (screen || watches_screen) layers.insert(Layer{Layer::Kind::screen, {}, {}});
  for (const SeatId seat : session->seats) {
    layers.insert(Layer{Layer::Kind::own, seat, {}});
    if (conducts(room, seat)) layers.insert(Layer{Layer::Kind::desk, {}, {}});
    for (const std::string& role : roles_of(room, seat))
      layers.insert(Layer{Layer::Kind::role, {}, role});
  }
  return layers;
}

}  // namespace palabre::room
