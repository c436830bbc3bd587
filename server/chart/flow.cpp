// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/flow.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "chart/microstep.hpp"

namespace palabre::chart {

bool side_by_side(const Chart& chart, StateIndex a, StateIndex b) {
  if (a == b || is_inside(chart, a, b) || is_inside(chart, b, a)) return false;
  return chart.states[common_ancestor(chart, a, b)].kind == State::Kind::parallel;
}

Flow::Flow(const Chart& chart, const Vocabulary& vocabulary)
    : chart_(chart),
      shadowed_(chart.transitions.size(), false),
      may_be_taken_(chart.transitions.size(), true),
      reachable_(chart.states.size(), false) {
  find_shadowed();
  find_takeable(vocabulary);
  std::vector<StateIndex> open;
  enter(root_state, open);
  close(std::move(open), reachable_);
}

void Flow::find_shadowed() {
  for (const State& state : chart_.states) {
    std::set<std::string> settled;
    for (TransitionIndex index : state.transitions) {
      const Transition& transition = chart_.transitions[index];
      shadowed_[index] = settled.contains(transition.event);
      if (!transition.guard) settled.insert(transition.event);
    }
  }
}

void Flow::find_takeable(const Vocabulary& vocabulary) {
  const std::vector<bool> anything(chart_.states.size(), true);
  for (TransitionIndex index = 0; index < chart_.transitions.size(); ++index) {
    const Transition& transition = chart_.transitions[index];
    bool may = !shadowed_[index];
    if (transition.event.starts_with("done.state."))
      may = may && can_be_done(transition.source, anything);
    for (const Invoke& invoke : chart_.states[transition.source].invokes) {
      const auto spec = vocabulary.activities.find(invoke.src);
      if (transition.event == "done.invoke." + invoke.id && spec != vocabulary.activities.end() &&
          spec->second.always_on)
        may = false;
    }
    may_be_taken_[index] = may;
  }
}

bool Flow::can_be_done(StateIndex state, const std::vector<bool>& seen) const {
  const State& here = chart_.states[state];
  const auto done = [&](StateIndex child) { return can_be_done(child, seen); };
  if (here.kind == State::Kind::final) return seen[state];
  if (here.kind == State::Kind::parallel)
    return std::all_of(here.children.begin(), here.children.end(), done);
  return std::any_of(here.children.begin(), here.children.end(), [&](StateIndex child) {
    return chart_.states[child].kind == State::Kind::final && seen[child];
  });
}

void Flow::enter(StateIndex state, std::vector<StateIndex>& out) const {
  const State& here = chart_.states[state];
  out.push_back(state);
  if (here.kind == State::Kind::compound) enter(here.initial, out);
  if (here.kind == State::Kind::parallel)
    for (StateIndex child : here.children) enter(child, out);
}

std::vector<StateIndex> Flow::entered_by(TransitionIndex transition) const {
  std::vector<StateIndex> entered;
  const std::vector<StateIndex>& targets = chart_.transitions[transition].targets;
  for (StateIndex target : targets) {
    enter(target, entered);
    for (StateIndex up : ancestors_of(chart_, target)) {
      entered.push_back(up);
      if (chart_.states[up].kind != State::Kind::parallel) continue;
      for (StateIndex region : chart_.states[up].children) {
        const bool aimed_at = std::any_of(targets.begin(), targets.end(), [&](StateIndex aim) {
          return aim == region || is_inside(chart_, aim, region);
        });
        if (!aimed_at) enter(region, entered);
      }
    }
  }
  return entered;
}

void Flow::close(std::vector<StateIndex> open, std::vector<bool>& seen) const {
  while (!open.empty()) {
    const StateIndex state = open.back();
    open.pop_back();
    if (seen[state]) continue;
    seen[state] = true;
    for (TransitionIndex index : chart_.states[state].transitions)
      if (may_be_taken_[index])
        for (StateIndex next : entered_by(index)) open.push_back(next);
  }
}

std::vector<bool> Flow::from(StateIndex state) const {
  std::vector<bool> seen(chart_.states.size(), false);
  std::vector<StateIndex> open = ancestors_of(chart_, state);
  open.push_back(state);
  for (StateIndex other = 0; other < chart_.states.size(); ++other)
    if (reachable_[other] &&
        (is_inside(chart_, other, state) || side_by_side(chart_, state, other)))
      open.push_back(other);
  close(std::move(open), seen);
  return seen;
}

std::vector<TransitionIndex> Flow::ways_out(StateIndex state) const {
  std::vector<TransitionIndex> out;
  for (TransitionIndex index = 0; index < chart_.transitions.size(); ++index) {
    const Transition& transition = chart_.transitions[index];
    const StateIndex source = transition.source;
    if (!may_be_taken_[index] || transition.targets.empty()) continue;
    const bool around = source == state || is_inside(chart_, state, source);
    // A state around this one is not done while this one, which is no end, is active.
    if (around && transition.event.starts_with("done.state.")) continue;
    if (!around && !(reachable_[source] && side_by_side(chart_, state, source))) continue;
    const bool leaves = is_inside(chart_, state, domain_of(chart_, transition));
    const bool returns = transition.targets == std::vector<StateIndex>{state};
    if (leaves && !returns) out.push_back(index);
  }
  return out;
}

}  // namespace palabre::chart
