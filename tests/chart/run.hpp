// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs a chart by itself, as a room does but without activities: settles after each event.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "chart/microstep.hpp"

namespace palabre::chart {

/// A chart, where it is, and what it has done so far.
class Run {
 public:
  Run(const Chart& chart, Judge judge) : chart_(chart), judge_(std::move(judge)) {
    take(initial_step(chart_));
    settle();
  }

  /// True when the event was taken.
  bool send(std::string_view event, Habits habits = Habits::hold) {
    auto step = microstep(chart_, configuration, event, judge_, habits);
    if (!step) return false;
    take(*step);
    settle();
    return true;
  }

  /// The keys of the active leaves, with spaces between.
  std::string leaves() const {
    std::string keys;
    for (StateIndex state : configuration)
      if (is_leaf(chart_.states[state]))
        keys += (keys.empty() ? "" : " ") + chart_.states[state].key;
    return keys;
  }

  Configuration configuration;
  std::vector<Step> steps;
  bool settled = true;  ///< false when it would not come to rest within a turn

 private:
  void take(const Step& step) {
    configuration = after(configuration, step);
    queue_.insert(queue_.end(), step.raised.begin(), step.raised.end());
    steps.push_back(step);
  }

  void settle() {
    for (int n = 0; n < microsteps_max; ++n) {
      if (auto step = microstep(chart_, configuration, "", judge_)) {
        take(*step);
        continue;
      }
      if (queue_.empty()) return;
      const std::string event = queue_.front();
      queue_.pop_front();
      if (auto step = microstep(chart_, configuration, event, judge_)) take(*step);
    }
    settled = false;
  }

  const Chart& chart_;
  Judge judge_;
  std::deque<std::string> queue_;
};

}  // namespace palabre::chart
