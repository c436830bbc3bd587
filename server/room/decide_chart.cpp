// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands about the present step: going on, holding, overriding a habit, taking back.
#include <algorithm>

#include "chart/exits.hpp"
#include "room/decide.hpp"
#include "room/guards.hpp"

namespace palabre::room {
namespace {

// The exits that `event` offers now, inner states first; the first that passes is the one to take.
std::vector<chart::Exit> exits_of(const Work& work, const std::string& event) {
  const Room& room = work.room();
  auto all = chart::exits(
      room.scenario->chart, room.configuration, judge_of(room, {}, work.context().observer));
  std::erase_if(all, [&](const chart::Exit& exit) { return exit.event != event; });
  return all;
}

tl::unexpected<Error> not_yet(const Room& room, const chart::Exit& exit) {
  Json params = {{"event", exit.event}, {"law", !exit.passes_overridden}};
  if (!exit.failing.empty()) {
    const Reason reason = reason_of(room, exit.failing.front());
    params["guard"] = exit.failing.front().type;
    params["missing"] = reason.code;
    for (const auto& [name, value] : reason.params.items()) params[name] = value;
  }
  return refuse("step_not_allowed", std::move(params));
}

bool passes(const std::vector<chart::Exit>& exits) {
  return std::any_of(exits.begin(), exits.end(), [](const auto& exit) { return exit.passes; });
}
const chart::Exit* overridable(const std::vector<chart::Exit>& exits) {
  const auto at = std::find_if(
      exits.begin(), exits.end(), [](const auto& exit) { return exit.passes_overridden; });
  return at == exits.end() ? nullptr : &*at;
}
bool named_for_roles(const Room& room, const std::string& event) {
  return std::any_of(room.configuration.begin(), room.configuration.end(), [&](auto at) {
    const Json& meta = room.scenario->chart.states[at].meta;
    return meta.contains("by") && meta["by"].contains(event);
  });
}

Result<void> override_step(Work& work, SeatId by, const std::string& event, const Text& reason) {
  const auto exits = exits_of(work, event);
  const chart::Exit* exit = overridable(exits);
  if (exit == nullptr) return refuse("law_stands", {{"event", event}});
  Overridden overridden{work.room().entry, event, {}, by, reason};
  for (const chart::Guard& leaf : exit->failing) overridden.guards.push_back(leaf.type);
  work.emit(overridden);
  return work.step(event, by, chart::Habits::overridden);
}

class Deciding {
 public:
  Deciding(Work& work, const Actor& actor) : work_(work), actor_(actor) {}

  Result<void> operator()(const TakeStep& c) {
    const auto exits = exits_of(work_, c.event);
    if (exits.empty()) return refuse("no_such_step", {{"event", c.event}});
    if (auto allowed = may_step(room(), actor_, c.event); !allowed) return allowed;
    // Without a conductor a step is called, and opens unless somebody holds it; what a role decides
    // alone (the proposer keeps the text) needs no such delay.
    if (!room().conducted && !named_for_roles(room(), c.event)) return call(c.event, exits);
    if (!passes(exits)) return not_yet(room(), exits.front());
    return work_.step(c.event, actor_.entered_by, chart::Habits::hold);
  }
  Result<void> operator()(const HoldStep&) {
    if (!room().called) return refuse("nothing_called");
    work_.emit(StepHeld{actor_.entered_by});
    return {};
  }
  Result<void> operator()(const OverrideStep& c) {
    const auto exits = exits_of(work_, c.event);
    if (exits.empty()) return refuse("no_such_step", {{"event", c.event}});
    if (!room().conducted || !conducts(room(), actor_.entered_by))
      return refuse("not_allowed", {{"act", "override"}});
    if (passes(exits)) return refuse("nothing_to_override", {{"event", c.event}});
    return override_step(work_, actor_.entered_by, c.event, c.reason);
  }
  Result<void> operator()(const UndoStep&) {
    if (!conducts(room(), actor_.entered_by)) return refuse("not_allowed", {{"act", "undo"}});
    if (room().previous == nullptr) return refuse("cannot_undo");
    const Census before = room().previous->census;
    work_.emit(StepUndone{room().entry + 1, actor_.entered_by});
    catch_up(before);
    return {};
  }

 private:
  const Room& room() const { return work_.room(); }

  Result<void> call(const std::string& event, const std::vector<chart::Exit>& exits) {
    if (!passes(exits) && overridable(exits) == nullptr) return not_yet(room(), exits.front());
    if (room().called) return refuse("already_called");
    work_.emit(StepCalled{event, actor_.entered_by, work_.now() + called_step_opens_ms});
    return {};
  }

  // What came back from before the step hears of those who came or went since.
  void catch_up(const Census& before) {
    std::vector<activities::Change> changes;
    Census::difference(before,
                       room().census,
                       false,
                       [&](const SeatId& seat, const Attendance* was, const Attendance* is) {
                         if (is == nullptr || (was != nullptr && *was == *is)) return;
                         if (*is == Attendance::counted)
                           changes.emplace_back(activities::SeatCounted{seat});
                         else
                           changes.emplace_back(activities::SeatUncounted{seat, *is});
                       });
    for (const auto& change : changes) work_.tell(change);
  }

  Work& work_;
  const Actor& actor_;
};

}  // namespace

Result<void> decide(Work& work, const Actor& actor, const ChartCommand& command) {
  if (work.room().access == Access::closed) return refuse("closed");
  return std::visit(Deciding(work, actor), command);
}

Result<void> open_called_step(Work& work) {
  const CalledStep called = *work.room().called;
  const auto exits = exits_of(work, called.event);
  if (passes(exits)) return work.step(called.event, called.by, chart::Habits::hold);
  if (overridable(exits) != nullptr) return override_step(work, called.by, called.event, Text{});
  work.emit(StepHeld{});
  return {};
}

}  // namespace palabre::room
