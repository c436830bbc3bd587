// SPDX-License-Identifier: AGPL-3.0-or-later
// `apply` only records: no rule is asked, no clock read, and the same entry gives the same room.
#include "room/apply.hpp"

#include <algorithm>

#include "activities/registry.hpp"
#include "room/take_turn.hpp"
#include "room/voices.hpp"

namespace palabre::room {
namespace {

class Recorder {
 public:
  Recorder(Room& room, const Header& header, const std::shared_ptr<const Scenario>& scenario)
      : room_(room), header_(header), scenario_(scenario) {}

  Result<void> operator()(const Founded& e) {
    if (scenario_ == nullptr) return refuse("bad_event", {{"field", "scenario"}});
    room_.scenario = scenario_;
    room_.charter = Charter{e.title,
                            e.why,
                            e.language,
                            e.address,
                            e.time_zone,
                            e.scenario,
                            e.scenario_hash,
                            e.founder_hash,
                            e.screen_hash,
                            e.params,
                            header_.at,
                            e.practice.value_or(false)};
    room_.conducted = e.conducted;
    return {};
  }

  Result<void> operator()(const SeatAdded& e) {
    Seat seat;
    seat.name = e.name_given;
    seat.place = e.place;
    seat.device = e.device;
    seat.voice = e.voice.value_or(SeatId{});
    seat.late = e.late;
    seat.joined_at = header_.at;
    if (e.founder) room_.founder = e.seat;
    room_.next_seat = std::max(room_.next_seat, e.seat.n + 1);
    room_.names.set(e.name_given.value, e.seat);
    room_.seats.set(e.seat, std::move(seat));
    mark(e.seat, Attendance::counted);
    if (e.voice) hold_also(room_, *e.voice, e.seat);
    return {};
  }
  Result<void> operator()(const SeatRenamed& e) {
    return change_seat(e.seat, [&](Seat& seat) {
      room_.names.erase(seat.name.value);
      room_.names.set(e.name_given.value, e.seat);
      seat.name = e.name_given;
    });
  }
  Result<void> operator()(const SeatPlaced& e) {
    return change_seat(e.seat, [&](Seat& seat) { seat.place = e.place; });
  }
  Result<void> operator()(const AttendanceMarked& e) {
    mark(e.seat, e.attendance);
    return {};
  }
  Result<void> operator()(const SeatLeft& e) {
    mark(e.seat, Attendance::left);
    return change_seat(e.seat, [&](Seat& seat) {
      if (e.word) seat.last_word = *e.word;
    });
  }

  Result<void> operator()(const SessionOpened& e) {
    Session session;
    session.face = e.face;
    session.founder = e.founder;
    if (e.seat) session.seats = e.founder ? held_with(room_, *e.seat) : std::vector{*e.seat};
    room_.sessions.set(e.sid, std::move(session));
    if (e.seat) return change_seat(*e.seat, [](Seat& seat) { seat.device = true; });
    return {};
  }
  Result<void> operator()(const SessionClosed& e) {
    change_session(e.sid, [](Session& session) {
      session.closed = true;
      session.seats.clear();
    });
    return {};
  }
  Result<void> operator()(const SeatClaimed& e) {
    room_.claims.set(e.claim, Claim{e.sid, e.seat});
    room_.next_claim = std::max(room_.next_claim, e.claim.n + 1);
    return {};
  }
  Result<void> operator()(const ClaimSettled& e) {
    const Claim* claim = room_.claims.find(e.claim);
    if (claim == nullptr) return {};
    const Claim settled = *claim;
    room_.claims.erase(e.claim);
    if (!e.confirmed) return {};
    let_go(room_, settled.seat);
    change_session(settled.sid, [&](Session& session) {
      session.seats = held_with(room_, settled.seat);
      session.founder = session.founder || settled.seat == room_.founder;
    });
    return change_seat(settled.seat, [](Seat& seat) {
      seat.device = true;
      seat.voice = SeatId{};
    });
  }

  Result<void> operator()(const Moved& e) {
    if (e.by && !e.follows)
      room_.previous = std::make_shared<const Previous>(Previous{room_.configuration,
                                                                 room_.activities,
                                                                 room_.timers,
                                                                 room_.entered,
                                                                 room_.decision,
                                                                 room_.entry,
                                                                 room_.census});
    else if (!e.follows)
      room_.previous = nullptr;
    chart::Step step;
    for (const auto& key : e.exited) {
      if (const auto at = index_of(key)) step.exited.push_back(*at);
      std::erase_if(room_.timers, [&](const auto& timer) { return timer.second.state == key; });
    }
    for (const auto& key : e.entered) {
      if (const auto at = index_of(key)) step.entered.push_back(*at);
      ++room_.entered[key];
    }
    if (room_.configuration.empty()) room_.configuration = {chart::root_state};
    room_.configuration = chart::after(room_.configuration, step);
    room_.entry = e.entry;
    room_.called.reset();
    StepTaken taken;
    for (const chart::StateIndex state : room_.configuration)
      if (state != chart::root_state) taken.states.push_back(states()[state].key);
    taken.event = e.event;
    taken.by = e.by.value_or(SeatId{});
    taken.at = header_.at;
    room_.steps.set(e.entry, std::move(taken));
    return {};
  }

  Result<void> operator()(const ActivityBegun& e) {
    const activities::Kind* kind = activities::find_kind(e.kind);
    if (kind == nullptr) return refuse("unknown_event", {{"type", "activity:" + e.kind}});
    auto made = kind->make(e.input);
    if (!made) return refuse("bad_event", {{"field", "input"}});
    Running running;
    running.invoke = e.invoke;
    running.state = e.state;
    running.activity = std::move(*made);
    running.entry = room_.entry;
    running.begun_at = header_.at;
    for (const char* field : {"of", "from", "text"})
      if (const auto at = e.input.find(field); at != e.input.end() && at->is_string())
        running.references.push_back(at->get<std::string>());
    room_.activities.set(e.activity, std::move(running));
    std::erase(room_.current, e.activity);
    room_.current.push_back(e.activity);
    room_.next_activity = std::max(room_.next_activity, e.activity.n + 1);
    return {};
  }
  Result<void> operator()(const ActivitySettled& e) {
    return change_activity(e.activity, [&](Running& running) {
      running.settled = true;
      running.outcome = e.outcome;
    });
  }
  Result<void> operator()(const ActivityEnded& e) {
    std::erase(room_.current, e.activity);
    return change_activity(e.activity, [&](Running& running) {
      running.running = false;
      running.ended_in = room_.entry;
      running.ended_at = header_.at;
      if (running.activity.irrevocable()) room_.previous = nullptr;
    });
  }

  Result<void> operator()(const TimerSet& e) {
    room_.timers[e.timer] =
        Timer{e.state, e.at, e.left ? Instant{0} : header_.at, e.length, e.on_elapsed, e.left};
    return {};
  }
  Result<void> operator()(const TimerCleared& e) {
    room_.timers.erase(e.timer);
    return {};
  }
  Result<void> operator()(const StepCalled& e) {
    room_.called = CalledStep{e.event, e.by, e.opens_at};
    return {};
  }
  Result<void> operator()(const StepHeld&) {
    room_.called.reset();
    return {};
  }
  Result<void> operator()(const StepUndone& e) {
    if (room_.previous == nullptr) return {};
    const Previous previous = *room_.previous;
    if (const StepTaken* taken = room_.steps.find(room_.entry)) {
      StepTaken undone = *taken;
      undone.undone = true;
      room_.steps.set(room_.entry, std::move(undone));
    }
    restore_activities(previous);
    room_.configuration = previous.configuration;
    room_.timers = previous.timers;
    room_.entered = previous.entered;
    room_.decision = previous.decision;
    room_.entry = e.entry;
    room_.called.reset();
    room_.previous = nullptr;
    return {};
  }
  Result<void> operator()(const Overridden& e) {
    room_.overrides.set(e.entry, Override{e.entry, e.event, e.guards, e.by, e.reason, header_.at});
    return {};
  }
  Result<void> operator()(const ClockPaused& e) {
    room_.paused_at = header_.at;
    room_.paused_by = e.by.value_or(SeatId{});
    return {};
  }
  Result<void> operator()(const ClockResumed& e) {
    room_.paused_at.reset();
    room_.paused_by = SeatId{};
    for (auto& [name, timer] : room_.timers)
      if (!timer.left) timer.at += e.gap;
    if (room_.called) room_.called->opens_at += e.gap;
    for (const ActivityId id : room_.current)
      change_activity(
          id, [&](Running& running) { running.activity = running.activity.shifted(e.gap); });
    return {};
  }
  Result<void> operator()(const ConductChanged& e) {
    room_.conducted = e.conducted;
    room_.unconducted_at = e.conducted ? std::nullopt : std::optional(header_.at);
    return {};
  }
  Result<void> operator()(const DecisionReached& e) {
    room_.decision = Decision{e.outcome, e.of, e.version, header_.at};
    room_.previous = nullptr;
    return {};
  }
  Result<void> operator()(const ErasureAsked&) {
    room_.access = Access::closed;
    room_.erasing = true;
    return {};
  }
  Result<void> operator()(const AccessChanged& e) {
    room_.access = e.access;
    return {};
  }
  Result<void> operator()(const LinksRenewed& e) {
    Charter renewed = *room_.charter;
    renewed.screen_hash = e.screen_hash;
    room_.charter = std::move(renewed);
    return {};
  }
  Result<void> operator()(const FrameRecalled& e) {
    ++room_.frame_recalls;
    room_.frame_recalled_by = e.by;
    return {};
  }

  Result<void> operator()(const WishRefused&) { return {}; }  // what its number is, the entry says
  Result<void> operator()(const SetAside& e) {
    const AsideId id{static_cast<std::uint32_t>(room_.set_aside.size()) + 1};
    room_.set_aside.set(id,
                        Aside{e.seat.value_or(SeatId{}),
                              e.command,
                              e.code,
                              e.params,
                              e.words.value_or(Text{}),
                              e.said_at});
    return {};
  }
  Result<void> operator()(const TakenOut&) {
    room_.taken_out = true;
    return {};
  }
  // Running deadlines move by the time in which it stood still.
  Result<void> operator()(const BroughtIn&) {
    room_.taken_out = false;
    return room_.paused_at ? Result<void>() : (*this)(ClockResumed{header_.at - room_.touched_at});
  }
  Result<void> operator()(const OutcomeOrphaned& e) {
    const OutcomeId id{static_cast<std::uint32_t>(room_.orphaned_outcomes.size()) + 1};
    room_.orphaned_outcomes.set(id, OrphanedOutcome{e.outcome, e.reached_at});
    return {};
  }

  Result<void> in_activity(const LogEvent& event) {
    const Running* running = room_.activities.find(event.on);
    if (running == nullptr) return refuse("bad_event", {{"field", "on"}});
    auto applied = running->activity.apply(event.record, activities::Stamp{header_.at});
    if (!applied) return tl::unexpected(applied.error());
    Running changed = *running;
    changed.activity = std::move(*applied);
    if (const auto start = changed.activity.first_turn()) room_.last_start = start;
    room_.activities.set(event.on, std::move(changed));
    return {};
  }

 private:
  const std::vector<chart::State>& states() const { return room_.scenario->chart.states; }
  std::optional<chart::StateIndex> index_of(const std::string& key) const {
    if (room_.scenario == nullptr) return std::nullopt;
    return key.empty() ? chart::root_state : chart::find_state(room_.scenario->chart, key);
  }

  void mark(SeatId seat, Attendance attendance) {
    const Attendance* was = room_.census.find(seat);
    if (was != nullptr && *was == Attendance::counted) --room_.counted;
    if (attendance == Attendance::counted) ++room_.counted;
    room_.census.set(seat, attendance);
    change_seat(seat, [&](Seat& changed) { changed.attendance = attendance; });
  }
  template <class F>
  Result<void> change_seat(SeatId id, F&& change) {
    const Seat* seat = room_.seats.find(id);
    if (seat == nullptr) return {};
    Seat changed = *seat;
    change(changed);
    room_.seats.set(id, std::move(changed));
    return {};
  }
  template <class F>
  void change_session(const std::string& sid, F&& change) {
    const Session* session = room_.sessions.find(sid);
    if (session == nullptr) return;
    Session changed = *session;
    change(changed);
    room_.sessions.set(sid, std::move(changed));
  }
  template <class F>
  Result<void> change_activity(ActivityId id, F&& change) {
    const Running* running = room_.activities.find(id);
    if (running == nullptr) return {};
    Running changed = *running;
    change(changed);
    room_.activities.set(id, std::move(changed));
    return {};
  }

  // What is always on goes on as it is now; everything else is as it was before the step.
  void restore_activities(const Previous& previous) {
    auto restored = previous.activities;
    room_.activities.each([&](const ActivityId& id, const Running& now) {
      if (now.state.empty() && restored.contains(id)) restored.set(id, now);
    });
    room_.activities = std::move(restored);
    room_.current.clear();
    room_.activities.each([&](const ActivityId& id, const Running& one) {
      if (one.running) room_.current.push_back(id);
    });
  }

  Room& room_;
  const Header& header_;
  const std::shared_ptr<const Scenario>& scenario_;
};

}  // namespace

Result<void> apply_event(Room& room,
                         const LogEvent& event,
                         const Header& header,
                         const std::shared_ptr<const Scenario>& scenario) {
  Recorder record(room, header, scenario);
  if (event.on) return record.in_activity(event);
  auto known = from_record<Event>(event.record);
  if (!known) return tl::unexpected(known.error());
  return std::visit(record, *known);
}

}  // namespace palabre::room
