// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <string>

#include "chart/check_chart.hpp"
#include "chart/check_loops.hpp"
#include "chart/flow.hpp"
#include "chart/params.hpp"

namespace palabre::chart {
namespace {

std::string quoted(const State& state) { return "\"" + state.key + "\""; }

bool is_resting(const State& state) { return state.kind == State::Kind::atomic; }

void check_reachable(const Chart& chart, const Flow& flow, Mistakes& out) {
  for (StateIndex index = 0; index < chart.states.size(); ++index) {
    const State& state = chart.states[index];
    // Of a whole unreachable branch only its top is worth a sentence.
    if (flow.reachable()[index] || !flow.reachable()[state.parent]) continue;
    out.push_back({state.pointer,
                   "unreachable_state",
                   "Nothing ever leads to " + quoted(state) + ".",
                   "Lead a transition to it, or remove it."});
  }
}

void check_branches(const Chart& chart, const Flow& flow, Mistakes& out) {
  for (TransitionIndex index = 0; index < chart.transitions.size(); ++index) {
    const Transition& transition = chart.transitions[index];
    if (flow.is_shadowed(index))
      out.push_back({transition.pointer,
                     "shadowed_branch",
                     "This branch is never taken: the one above it has no guard.",
                     "Put the branch without a guard last."});
    else if (transition.event.starts_with("done.state.") && !flow.may_be_taken(index))
      out.push_back({transition.pointer,
                     "never_done",
                     quoted(chart.states[transition.source]) + " has no end inside, so it is never "
                                                               "done.",
                     "Give it (each of its regions) a state of type \"final\"."});
  }
}

/// The roles that may call `event` at `state`; empty when anyone may.
std::vector<std::string> callers_of(const State& state, const std::string& event) {
  std::vector<std::string> roles;
  if (!state.meta.contains("by") || !state.meta["by"].contains(event)) return roles;
  const Json& by = state.meta["by"][event];
  if (by.is_string()) return {by.get<std::string>()};
  for (const Json& role : by) roles.push_back(role.get<std::string>());
  return roles;
}

/// Practice: one person who has left, or does not want to, must not hold everybody.
bool hangs_on_one(const Chart& chart, const Transition& way, const Vocabulary& vocabulary) {
  const State& source = chart.states[way.source];
  for (const Invoke& invoke : source.invokes) {
    if (way.event != "done.invoke." + invoke.id) continue;
    const auto spec = vocabulary.activities.find(invoke.src);
    if (spec == vocabulary.activities.end() || !spec->second.one_person) return false;
    const auto samples = samples_of(invoke.input, chart.params);
    return std::any_of(samples.begin(), samples.end(), spec->second.one_person);
  }
  if (!is_callable(chart, way.event)) return false;
  const auto roles = callers_of(source, way.event);
  return !roles.empty() && std::none_of(roles.begin(), roles.end(), [&](const std::string& role) {
    return vocabulary.relayed_roles.contains(role);
  });
}

void check_ways_out(const Chart& chart,
                    const Flow& flow,
                    const Vocabulary& vocabulary,
                    Mistakes& out) {
  for (StateIndex index = 0; index < chart.states.size(); ++index) {
    const State& state = chart.states[index];
    if (!flow.reachable()[index] || !is_resting(state)) continue;
    const auto ways = flow.ways_out(index);
    if (ways.empty())
      out.push_back({state.pointer,
                     "dead_end",
                     "There is no way out of " + quoted(state) + ".",
                     "Give it a transition, or \"type\": \"final\" if this is an end."});
    else if (std::all_of(ways.begin(), ways.end(), [&](TransitionIndex way) {
               return hangs_on_one(chart, chart.transitions[way], vocabulary);
             }))
      out.push_back(
          {state.pointer,
           "one_person",
           "Only one person can lead the group out of " + quoted(state) + ".",
           "Add a way that others can take: an event in \"on\", or a time in \"after\"."});
  }
}

void check_end(const Chart& chart, const Flow& flow, Mistakes& out) {
  if (!flow.can_end(flow.reachable())) {
    out.push_back({"/states",
                   "no_end",
                   "The scenario never ends.",
                   "Add a state of type \"final\" directly in the scenario, and lead to it."});
    return;
  }
  std::vector<bool> told(chart.states.size(), false);
  for (StateIndex index = 0; index < chart.states.size(); ++index) {
    const State& state = chart.states[index];
    if (!flow.reachable()[index] || told[index] || !is_resting(state)) continue;
    if (flow.ways_out(index).empty()) continue;  // a dead end, said already
    const auto seen = flow.from(index);
    if (flow.can_end(seen)) continue;
    for (StateIndex other = 0; other < chart.states.size(); ++other)
      if (seen[other]) told[other] = true;
    out.push_back({state.pointer,
                   "no_way_to_end",
                   "From " + quoted(state) + " the scenario can never come to an end.",
                   "Lead from here, or from a state that follows, towards an end."});
  }
}

}  // namespace

Mistakes check_flow(const Chart& chart, const Vocabulary& vocabulary) {
  const Flow flow(chart, vocabulary);
  Mistakes out;
  check_reachable(chart, flow, out);
  check_branches(chart, flow, out);
  check_ways_out(chart, flow, vocabulary, out);
  check_loops(chart, flow, out);
  check_end(chart, flow, out);
  return out;
}

}  // namespace palabre::chart
