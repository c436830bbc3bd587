// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs the scenario's chart: microsteps with their events recorded in between, so that an activity
// which settles as soon as it begins leads on within the same entry.
#include <algorithm>
#include <deque>

#include "chart/params.hpp"
#include "room/guards.hpp"
#include "room/work.hpp"

namespace palabre::room {
namespace {

constexpr std::string_view done_invoke = "done.invoke.";

std::string settling_of(std::string_view event) {
  return event.starts_with(done_invoke) ? std::string(event.substr(done_invoke.size()))
                                        : std::string();
}

}  // namespace

Result<void> Work::start() {
  auto raised = perform(chart::initial_step(room_.scenario->chart), "", std::nullopt);
  return drain(std::move(raised));
}

Result<void> Work::step(const std::string& event, std::optional<SeatId> by, chart::Habits habits) {
  const auto step = chart::microstep(room_.scenario->chart,
                                     room_.configuration,
                                     event,
                                     judge_of(room_, settling_of(event), context_.observer),
                                     habits);
  if (!step) return refuse("no_such_step", {{"event", event.substr(0, 64)}});
  return drain(perform(*step, event, by));
}

Result<void> Work::settle() { return drain({}); }

Result<void> Work::drain(std::vector<std::string> raised) {
  std::deque<std::string> waiting(raised.begin(), raised.end());
  while (room_.scenario != nullptr) {
    const chart::Chart& chart = room_.scenario->chart;
    std::string event;
    auto step =
        chart::microstep(chart, room_.configuration, "", judge_of(room_, {}, context_.observer));
    if (!step) {
      for (std::string& settled : newly_settled()) waiting.push_back(std::move(settled));
      if (waiting.empty()) break;
      event = std::move(waiting.front());
      waiting.pop_front();
      step = chart::microstep(chart,
                              room_.configuration,
                              event,
                              judge_of(room_, settling_of(event), context_.observer));
    }
    if (!step) continue;
    if (++microsteps_ > microsteps_max) return refuse("chart_endless");
    for (std::string& more : perform(*step, event, std::nullopt))
      waiting.push_back(std::move(more));
  }
  if (is_final(room_) && room_.access != Access::closed) emit(AccessChanged{Access::closed, {}});
  return {};
}

// Nothing ends while nobody is there: a round of nobody has skipped everybody.
std::vector<std::string> Work::newly_settled() {
  std::vector<std::string> events;
  if (room_.counted == 0) return events;
  const auto current = room_.current;
  for (const ActivityId id : current) {
    const Running* running = room_.activities.find(id);
    if (running == nullptr || running->settled) continue;
    const auto progress = running->activity.progress();
    if (!progress.settled) continue;
    events.push_back(std::string(done_invoke) + running->invoke);
    emit(ActivitySettled{id, progress.outcome});
  }
  return events;
}

std::vector<std::string> Work::perform(const chart::Step& step,
                                       const std::string& event,
                                       std::optional<SeatId> by) {
  if (context_.observer != nullptr) context_.observer->took(step);
  if (step.exited.empty() && step.entered.empty()) return step.raised;
  const auto& states = room_.scenario->chart.states;
  Moved moved;
  moved.entry = room_.entry + 1;
  for (const chart::StateIndex state : step.exited) moved.exited.push_back(states[state].key);
  for (const chart::StateIndex state : step.entered)  // the root is always there
    if (state != chart::root_state) moved.entered.push_back(states[state].key);
  moved.event = event;
  moved.by = by;
  moved.follows = moved_;
  moved_ = true;
  emit(moved);
  leave(step);
  enter(step);
  return step.raised;
}

void Work::leave(const chart::Step& step) {
  const auto& states = room_.scenario->chart.states;
  const auto current = room_.current;
  for (const ActivityId id : current) {
    const Running* running = room_.activities.find(id);
    const bool left =
        std::any_of(step.exited.begin(), step.exited.end(), [&](chart::StateIndex at) {
          return states[at].key == running->state && running->entry < room_.entry;
        });
    if (left) emit(ActivityEnded{id});
  }
}

void Work::enter(const chart::Step& step) {
  const auto& states = room_.scenario->chart.states;
  for (const chart::StateIndex at : step.entered) {
    set_timers(states[at]);
    note_decision(states[at]);
    for (const chart::Invoke& invoke : states[at].invokes) begin(states[at], invoke);
  }
}

void Work::set_timers(const chart::State& state) {
  const Json& chosen = room_.charter->params;
  for (const chart::After& after : state.after) {
    const Duration length = chart::delay_of(after, chosen);
    emit(TimerSet{after.event, state.key, now() + length, length, OnElapsed::soft, {}});
  }
  const auto written = state.meta.find("timer");
  if (written == state.meta.end()) return;
  const Json timer = chart::resolve(*written, chosen);
  const auto seconds = timer.find("s");
  if (seconds == timer.end() || !seconds->is_number_integer() || *seconds <= 0) return;
  const Duration length = seconds->get<std::int64_t>() * 1000;
  const bool advances = timer.value("on_elapsed", "soft") == std::string("advance");
  emit(TimerSet{step_timer,
                state.key,
                now() + length,
                length,
                advances ? OnElapsed::advance : OnElapsed::soft,
                {}});
}

void Work::begin(const chart::State& state, const chart::Invoke& invoke) {
  const ActivityId id{room_.next_activity};
  emit(ActivityBegun{
      id, invoke.id, invoke.src, state.key, chart::resolve(invoke.input, room_.charter->params)});
  const Running& running = *room_.activities.find(id);
  emit_on(id, running.activity.begin(context_for(running, Actor{}, std::nullopt)));
}

void Work::note_decision(const chart::State& state) {
  if (!state.output.is_object()) return;
  const auto decision = state.output.find("decision");
  if (decision == state.output.end() || !decision->is_string()) return;
  const ActivityId of = find_invoked_id(room_, decision->get<std::string>(), true);
  if (!of) return;
  const Json output = room_.activities.find(of)->activity.output();
  emit(DecisionReached{state.output.value("outcome", std::string("adopted")),
                       of,
                       output.value("version", std::uint32_t{0})});
}

}  // namespace palabre::room
