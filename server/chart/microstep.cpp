// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/microstep.hpp"

#include <algorithm>
#include <set>

namespace palabre::chart {
namespace {

/// The states that a set of transitions enters.
class Entry {
 public:
  explicit Entry(const Chart& chart) : chart_(chart) {}

  /// Enters `state` and what begins with it.
  void enter(StateIndex state) {
    states.insert(state);
    descend(state);
  }

  void take(const Transition& transition) {
    const StateIndex domain = domain_of(chart_, transition);
    for (StateIndex target : transition.targets) {
      // Staying where it is: a transition to its own source begins its inside anew, not itself.
      if (target != domain) states.insert(target);
      descend(target);
    }
    for (StateIndex target : transition.targets) climb(target, domain);
  }

  std::set<StateIndex> states;

 private:
  bool entered_inside(StateIndex state) const {
    const auto first = states.upper_bound(state);
    return first != states.end() && is_inside(chart_, *first, state);
  }

  void descend(StateIndex state) {
    const State& here = chart_.states[state];
    if (here.kind == State::Kind::compound) enter(here.initial);
    if (here.kind == State::Kind::parallel) fill(state);
  }

  /// Enters the regions of a parallel state in which nothing is entered yet.
  void fill(StateIndex parallel) {
    for (StateIndex child : chart_.states[parallel].children)
      if (!entered_inside(child)) enter(child);
  }

  /// Enters what lies between `domain` and `target`.
  void climb(StateIndex target, StateIndex domain) {
    if (target == domain) return;
    for (StateIndex up = chart_.states[target].parent; up != no_state;
         up = chart_.states[up].parent) {
      if (up != domain) states.insert(up);
      if (chart_.states[up].kind == State::Kind::parallel) fill(up);
      if (up == domain) return;
    }
  }

  const Chart& chart_;
};

void raise_all(const std::vector<std::string>& events, Step& step) {
  step.raised.insert(step.raised.end(), events.begin(), events.end());
}

/// Raises what a final state brings about: its parent is done; a parallel state above it too, when
/// this was its last region, and so on upwards.
void raise_done(const Chart& chart,
                const Configuration& active,
                StateIndex final_state,
                std::set<StateIndex>& completed,
                Step& step) {
  StateIndex up = chart.states[final_state].parent;
  if (chart.states[up].kind == State::Kind::compound) {
    if (up != root_state) step.raised.push_back("done.state." + chart.states[up].key);
    up = chart.states[up].parent;
  }
  while (up != no_state && up != root_state && chart.states[up].kind == State::Kind::parallel &&
         is_done(chart, active, up) && completed.insert(up).second) {
    step.raised.push_back("done.state." + chart.states[up].key);
    up = chart.states[up].parent;
  }
}

/// Adds the entries of `entered` to a step; `active` is what stays.
void enter_states(const Chart& chart,
                  Configuration active,
                  const std::set<StateIndex>& entered,
                  Step& step) {
  std::set<StateIndex> completed;
  for (StateIndex state : entered) {
    step.entered.push_back(state);
    active.insert(std::upper_bound(active.begin(), active.end(), state), state);
    raise_all(chart.states[state].entry, step);
    if (chart.states[state].kind == State::Kind::final)
      raise_done(chart, active, state, completed, step);
  }
}

}  // namespace

Step initial_step(const Chart& chart) {
  Entry entry(chart);
  entry.enter(root_state);
  Step step;
  enter_states(chart, {}, entry.states, step);
  return step;
}

std::optional<Step> microstep(const Chart& chart,
                              const Configuration& configuration,
                              std::string_view event,
                              const Judge& judge,
                              Habits habits) {
  Step step;
  step.taken = enabled(chart, configuration, event, judge, habits);
  if (step.taken.empty()) return std::nullopt;
  Configuration staying;
  for (StateIndex state : configuration) {
    const bool leaves =
        std::any_of(step.taken.begin(), step.taken.end(), [&](TransitionIndex index) {
          const Transition& transition = chart.transitions[index];
          return !transition.targets.empty() &&
                 is_inside(chart, state, domain_of(chart, transition));
        });
    (leaves ? step.exited : staying).push_back(state);
  }
  std::reverse(step.exited.begin(), step.exited.end());
  for (StateIndex state : step.exited) raise_all(chart.states[state].exit, step);
  Entry entry(chart);
  for (TransitionIndex index : step.taken) {
    raise_all(chart.transitions[index].raise, step);
    entry.take(chart.transitions[index]);
  }
  enter_states(chart, std::move(staying), entry.states, step);
  return step;
}

Configuration after(const Configuration& configuration, const Step& step) {
  std::set<StateIndex> active(configuration.begin(), configuration.end());
  for (StateIndex state : step.exited) active.erase(state);
  active.insert(step.entered.begin(), step.entered.end());
  return {active.begin(), active.end()};
}

bool is_active(const Configuration& configuration, StateIndex state) {
  return std::binary_search(configuration.begin(), configuration.end(), state);
}

bool is_done(const Chart& chart, const Configuration& configuration, StateIndex state) {
  const State& here = chart.states[state];
  if (here.kind == State::Kind::final) return is_active(configuration, state);
  if (here.kind == State::Kind::atomic) return false;
  const auto finished = [&](StateIndex child) { return is_done(chart, configuration, child); };
  if (here.kind == State::Kind::parallel)
    return std::all_of(here.children.begin(), here.children.end(), finished);
  return std::any_of(here.children.begin(), here.children.end(), [&](StateIndex child) {
    return chart.states[child].kind == State::Kind::final && is_active(configuration, child);
  });
}

bool ended(const Chart& chart, const Configuration& configuration) {
  return is_done(chart, configuration, root_state);
}

bool is_legal(const Chart& chart, const Configuration& configuration) {
  if (configuration.empty() || configuration.front() != root_state) return false;
  for (std::size_t n = 1; n < configuration.size(); ++n)
    if (configuration[n - 1] >= configuration[n]) return false;
  return std::all_of(configuration.begin(), configuration.end(), [&](StateIndex state) {
    if (state >= chart.states.size()) return false;
    const State& here = chart.states[state];
    if (state != root_state && !is_active(configuration, here.parent)) return false;
    const auto active = static_cast<std::size_t>(
        std::count_if(here.children.begin(), here.children.end(), [&](StateIndex c) {
          return is_active(configuration, c);
        }));
    if (here.kind == State::Kind::compound) return active == 1;
    return here.kind != State::Kind::parallel || active == here.children.size();
  });
}

}  // namespace palabre::chart
