// SPDX-License-Identifier: AGPL-3.0-or-later
// Which transitions an event takes: inner states first, conflicts settled as in SCXML.
#include <algorithm>

#include "chart/microstep.hpp"

namespace palabre::chart {
namespace {

/// Asks states for the first of their transitions that passes.
class Selection {
 public:
  Selection(const Chart& chart,
            const Configuration& configuration,
            std::string_view event,
            const Judge& judge,
            Habits habits)
      : chart_(chart),
        configuration_(configuration),
        event_(event),
        judge_(judge),
        habits_(habits) {}

  /// XState's rule for events: an outer state is asked only when no region inside took the event.
  bool take_below(StateIndex state) {
    bool took = false;
    for (StateIndex child : chart_.states[state].children)
      if (is_active(configuration_, child)) took = take_below(child) || took;
    return took || take_at(state);
  }

  /// SCXML's rule, which XState keeps for `always`: each active leaf asks itself, then upwards.
  void take_upwards() {
    for (StateIndex state : configuration_) {
      if (!is_leaf(chart_.states[state])) continue;
      for (StateIndex up = state; up != no_state && !take_at(up);) up = chart_.states[up].parent;
    }
  }

  std::vector<TransitionIndex> taken;

 private:
  bool take_at(StateIndex state) {
    for (TransitionIndex index : chart_.states[state].transitions) {
      const Transition& transition = chart_.transitions[index];
      if (transition.event != event_) continue;
      if (transition.guard && !passes(*transition.guard, judge_, habits_)) continue;
      if (std::find(taken.begin(), taken.end(), index) == taken.end()) taken.push_back(index);
      return true;
    }
    return false;
  }

  const Chart& chart_;
  const Configuration& configuration_;
  std::string_view event_;
  const Judge& judge_;
  Habits habits_;
};

/// Two transitions conflict when both leave some active state.
bool conflict(const Chart& chart,
              const Configuration& configuration,
              const Transition& a,
              const Transition& b) {
  if (a.targets.empty() || b.targets.empty()) return false;
  const StateIndex one = domain_of(chart, a), other = domain_of(chart, b);
  return std::any_of(configuration.begin(), configuration.end(), [&](StateIndex state) {
    return is_inside(chart, state, one) && is_inside(chart, state, other);
  });
}

/// Of two in conflict the inner one stays; side by side, the earlier.
std::vector<TransitionIndex> without_conflicts(const Chart& chart,
                                               const Configuration& configuration,
                                               const std::vector<TransitionIndex>& enabled) {
  std::vector<TransitionIndex> kept;
  for (TransitionIndex index : enabled) {
    const Transition& candidate = chart.transitions[index];
    std::vector<TransitionIndex> beaten;
    const bool preempted = std::any_of(kept.begin(), kept.end(), [&](TransitionIndex other) {
      const Transition& earlier = chart.transitions[other];
      if (!conflict(chart, configuration, candidate, earlier)) return false;
      if (!is_inside(chart, candidate.source, earlier.source)) return true;
      beaten.push_back(other);
      return false;
    });
    if (preempted) continue;
    for (TransitionIndex other : beaten) std::erase(kept, other);
    kept.push_back(index);
  }
  return kept;
}

}  // namespace

StateIndex domain_of(const Chart& chart, const Transition& transition) {
  const StateIndex source = transition.source;
  const auto stays = [&](StateIndex target) {
    return target == source || is_inside(chart, target, source);
  };
  if (!transition.reenter &&
      std::all_of(transition.targets.begin(), transition.targets.end(), stays))
    return source;
  StateIndex up = chart.states[source].parent;
  const auto outside = [&](StateIndex target) { return !is_inside(chart, target, up); };
  while (up != no_state &&
         std::any_of(transition.targets.begin(), transition.targets.end(), outside))
    up = chart.states[up].parent;
  return up == no_state ? root_state : up;
}

std::vector<TransitionIndex> enabled(const Chart& chart,
                                     const Configuration& configuration,
                                     std::string_view event,
                                     const Judge& judge,
                                     Habits habits) {
  if (configuration.empty() || ended(chart, configuration)) return {};
  Selection selection(chart, configuration, event, judge, habits);
  if (event.empty())
    selection.take_upwards();
  else
    selection.take_below(root_state);
  return without_conflicts(chart, configuration, selection.taken);
}

}  // namespace palabre::chart
