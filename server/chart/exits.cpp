// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/exits.hpp"

#include <algorithm>

namespace palabre::chart {
namespace {

Exit exit_of(const Chart& chart, TransitionIndex index, const Judge& judge) {
  const Transition& transition = chart.transitions[index];
  Exit exit;
  exit.event = transition.event;
  exit.transition = index;
  for (StateIndex target : transition.targets) exit.targets.push_back(chart.states[target].key);
  exit.passes = !transition.guard || passes(*transition.guard, judge);
  exit.passes_overridden = exit.passes || passes(*transition.guard, judge, Habits::overridden);
  if (!exit.passes) exit.failing = failing_leaves(*transition.guard, judge);
  return exit;
}

}  // namespace

std::vector<Exit> exits(const Chart& chart,
                        const Configuration& configuration,
                        const Judge& judge) {
  std::vector<Exit> found;
  if (configuration.empty() || ended(chart, configuration)) return found;
  std::vector<StateIndex> asked;  // inner before outer, each once
  for (StateIndex state : configuration) {
    if (!is_leaf(chart.states[state])) continue;
    asked.push_back(state);
  }
  for (auto up = configuration.rbegin(); up != configuration.rend(); ++up)
    if (!is_leaf(chart.states[*up])) asked.push_back(*up);
  for (StateIndex state : asked)
    for (TransitionIndex index : chart.states[state].transitions)
      if (is_callable(chart, chart.transitions[index].event))
        found.push_back(exit_of(chart, index, judge));
  for (Exit& exit : found) {
    const auto taken = enabled(chart, configuration, exit.event, judge);
    exit.taken = std::find(taken.begin(), taken.end(), exit.transition) != taken.end();
  }
  return found;
}

}  // namespace palabre::chart
