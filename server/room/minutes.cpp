// SPDX-License-Identifier: AGPL-3.0-or-later
// The minutes as data: every line is a code of the catalogue with its parameters.
#include "room/minutes.hpp"

#include "room/describe.hpp"
#include "room/quotes.hpp"

namespace palabre::room {
namespace {

Json lines_of(const Running& running, const Quotes& quotes) {
  Json lines = Json::array();
  for (auto& line : running.activity.minutes())
    lines.push_back(
        {{"code", line.code}, {"params", quotes.quoted(running, std::move(line.params))}});
  return lines;
}

Json seats_of(const Room& room) {
  Json seats = Json::array();
  room.seats.each([&](const SeatId& id, const Seat& seat) {
    Json one = {{"seat", id.str()},
                {"name", seat.name.value},
                {"place", seat.place},
                {"attendance",
                 std::string(activities::names_of(
                     seat.attendance)[static_cast<std::size_t>(seat.attendance)])},
                {"device", seat.device},
                {"joined_at", seat.joined_at}};
    if (seat.voice) one["voice"] = seat.voice.str();
    if (seat.late) one["late"] = true;
    if (id == room.founder) one["founder"] = true;
    if (!seat.last_word.empty()) one["last_word"] = seat.last_word.value;
    seats.push_back(std::move(one));
  });
  return seats;
}

Json activities_of(const Room& room, std::uint32_t entry, const Quotes& quotes) {
  Json list = Json::array();
  room.activities.each([&](const ActivityId& id, const Running& running) {
    if (running.entry != entry || running.state.empty()) return;
    Json one = {{"activity", id.str()},
                {"kind", std::string(running.activity.kind())},
                {"name", running.invoke},
                {"begun_at", running.begun_at},
                {"lines", lines_of(running, quotes)}};
    if (!running.running) one["ended_at"] = running.ended_at;
    if (running.settled) one["outcome"] = running.outcome;
    list.push_back(std::move(one));
  });
  return list;
}

Json steps_of(const Room& room, const Quotes& quotes) {
  Json steps = Json::array();
  room.steps.each([&](const std::uint32_t& entry, const StepTaken& taken) {
    if (!steps.empty()) steps.back()["until"] = taken.at;
    Json one = {{"entry", "c" + std::to_string(entry)},
                {"states", taken.states},
                {"at", taken.at},
                {"activities", activities_of(room, entry, quotes)}};
    if (!taken.event.empty()) one["event"] = taken.event;
    if (taken.by) one["by"] = taken.by.str();
    if (taken.undone) one["undone"] = true;
    if (const Override* overridden = room.overrides.find(entry - 1))
      one["override"] = {{"by", overridden->by.str()},
                         {"reason", overridden->reason.value},
                         {"guards", overridden->guards},
                         {"at", overridden->at}};
    steps.push_back(std::move(one));
  });
  return steps;
}

Json decision_of(const Room& room) {
  const Decision& decision = *room.decision;
  Json out = {{"outcome", decision.outcome}, {"version", decision.version}, {"at", decision.at}};
  const Running* text = room.activities.find(decision.of);
  if (text == nullptr) return out;
  Sections shown;
  text->activity.describe(Layer{}, shown);
  const Json view = shown.difference(nullptr);
  for (const char* value : {"text", "review_date", "by"})
    if (view.contains(value)) out[value] = view[value];
  Json present = Json::array();
  room.census.each([&](const SeatId& seat, const Attendance& mark) {
    if (mark == Attendance::counted) present.push_back(seat.str());
  });
  out["present"] = std::move(present);
  return out;
}

// No words: they may be of a blind step, and their author has them.
Json set_aside_of(const Room& room) {
  Json list = Json::array();
  room.set_aside.each([&](const AsideId&, const Aside& aside) {
    Json one = {{"command", aside.command},
                {"at", aside.said_at},
                {"reason", {{"code", aside.code}, {"params", aside.params}}}};
    if (aside.seat) one["seat"] = aside.seat.str();
    list.push_back(std::move(one));
  });
  return list;
}

Json orphaned_outcomes_of(const Room& room) {
  Json list = Json::array();
  room.orphaned_outcomes.each([&](const OutcomeId&, const OrphanedOutcome& orphaned) {
    list.push_back({{"outcome", orphaned.outcome}, {"at", orphaned.reached_at}});
  });
  return list;
}

Json always_lines(const Room& room, std::string_view kind, const Quotes& quotes) {
  for (const ActivityId id : room.current) {
    const Running* running = room.activities.find(id);
    if (running != nullptr && running->activity.kind() == kind) return lines_of(*running, quotes);
  }
  return Json::array();
}

}  // namespace

Json minutes_json(const Room& room) {
  const Charter& charter = *room.charter;
  const Quotes quotes(room);
  Json out = {{"format", "palabre-minutes/1"},
              {"title", charter.title.value},
              {"why", charter.why.value},
              {"scenario", charter.scenario},
              {"scenario_hash", charter.scenario_hash},
              {"params", charter.params},
              {"language", charter.language},
              {"address", charter.address},
              {"time_zone", charter.time_zone},
              {"founded_at", charter.founded_at},
              {"open", std::string(name_of(room.access))},
              {"conducted", room.conducted},
              {"position", {{"epoch", room.position.epoch}, {"seq", room.position.seq}}},
              {"last_at", room.touched_at},
              {"seats", seats_of(room)},
              {"roles", always_lines(room, "roles", quotes)},
              {"steps", steps_of(room, quotes)}};
  if (charter.practice) out["practice"] = true;
  if (room.unconducted_at) out["unconducted_at"] = *room.unconducted_at;
  if (room.decision) out["decision"] = decision_of(room);
  if (!room.set_aside.empty()) out["set_aside"] = set_aside_of(room);
  if (!room.orphaned_outcomes.empty()) out["orphaned_outcomes"] = orphaned_outcomes_of(room);
  return out;
}

}  // namespace palabre::room
