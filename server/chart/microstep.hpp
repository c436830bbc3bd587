// SPDX-License-Identifier: AGPL-3.0-or-later
// One step of a chart, as a pure function: what is left, what is entered, what is raised.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.hpp"
#include "chart/guard.hpp"

namespace palabre::chart {

/// The active states in document order, the root first. Legal: of each active compound state
/// exactly one child is active, of each active parallel state all.
using Configuration = std::vector<StateIndex>;

/// What one microstep does. Whoever runs the chart ends the activities of `exited`, begins those of
/// `entered`, and puts `raised` at the end of its queue.
struct Step {
  std::vector<StateIndex> exited;      ///< in the order of leaving: children before parents
  std::vector<StateIndex> entered;     ///< in document order
  std::vector<TransitionIndex> taken;  ///< in document order of the states that took them
  std::vector<std::string> raised;  ///< by exits, transitions and entries, and "done.state.<key>"
  bool operator==(const Step&) const = default;
};

/// Entering the root and what begins with it.
Step initial_step(const Chart& chart);

/// The step that `event` causes; "" asks for `always`. Nothing when no transition is enabled, or
/// when the palabre has ended. Inner states go first; among branches the first that passes.
///
/// To settle after an event: take `""` until there is nothing, then the oldest raised event, again.
std::optional<Step> microstep(const Chart& chart,
                              const Configuration& configuration,
                              std::string_view event,
                              const Judge& judge,
                              Habits habits = Habits::hold);

/// The configuration after a step.
Configuration after(const Configuration& configuration, const Step& step);

/// The transitions that `event` would take, conflicts settled.
std::vector<TransitionIndex> enabled(const Chart& chart,
                                     const Configuration& configuration,
                                     std::string_view event,
                                     const Judge& judge,
                                     Habits habits = Habits::hold);

/// The state whose active descendants a transition leaves (all of them).
StateIndex domain_of(const Chart& chart, const Transition& transition);

bool is_active(const Configuration& configuration, StateIndex state);
/// True when a state has come to its end: a final child, or every region at its end.
bool is_done(const Chart& chart, const Configuration& configuration, StateIndex state);
/// True when the whole chart has come to its end.
bool ended(const Chart& chart, const Configuration& configuration);
/// True when `configuration` is one that this chart can be in.
bool is_legal(const Chart& chart, const Configuration& configuration);

/// How many microsteps a turn may take before it is rolled back (design D11).
inline constexpr int microsteps_max = 64;

}  // namespace palabre::chart
