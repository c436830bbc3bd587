// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/chart.hpp"

#include <algorithm>

namespace palabre::chart {

bool is_inside(const Chart& chart, StateIndex state, StateIndex ancestor) {
  return state > ancestor && state < chart.states[ancestor].end;
}

std::vector<StateIndex> ancestors_of(const Chart& chart, StateIndex state) {
  std::vector<StateIndex> found;
  for (StateIndex up = chart.states[state].parent; up != no_state; up = chart.states[up].parent)
    found.push_back(up);
  return found;
}

StateIndex common_ancestor(const Chart& chart, StateIndex a, StateIndex b) {
  StateIndex up = chart.states[a].parent;
  while (up != no_state && !is_inside(chart, b, up)) up = chart.states[up].parent;
  return up == no_state ? root_state : up;
}

std::optional<StateIndex> find_state(const Chart& chart, std::string_view key) {
  const auto found = chart.by_key.find(key);
  if (found == chart.by_key.end()) return std::nullopt;
  return found->second;
}

const Invoke* find_invoke(const Chart& chart, std::string_view id) {
  for (const State& state : chart.states)
    for (const Invoke& invoke : state.invokes)
      if (invoke.id == id) return &invoke;
  return nullptr;
}

bool is_raised(const Chart& chart, std::string_view event) {
  const auto names = [&](const std::vector<std::string>& raised) {
    return std::find(raised.begin(), raised.end(), event) != raised.end();
  };
  return std::any_of(chart.states.begin(),
                     chart.states.end(),
                     [&](const State& state) { return names(state.entry) || names(state.exit); }) ||
         std::any_of(chart.transitions.begin(),
                     chart.transitions.end(),
                     [&](const Transition& transition) { return names(transition.raise); });
}

bool is_callable(const Chart& chart, std::string_view event) {
  if (event.empty() || event.find('.') != std::string_view::npos) return false;
  const bool named = std::any_of(
      chart.transitions.begin(), chart.transitions.end(), [&](const Transition& transition) {
        return transition.event == event;
      });
  return named && !is_raised(chart, event);
}

bool is_leaf(const State& state) { return state.children.empty(); }

}  // namespace palabre::chart
