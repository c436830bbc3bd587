// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws charts: states inside states and side by side, transitions from anywhere to anywhere.
#pragma once

#include <string>
#include <vector>

#include <rapidcheck.h>

#include "chart/parse_chart.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {

/// Events that drawn charts answer; "d" and "e" are also raised.
inline const std::vector<std::string> drawn_events = {"a", "b", "c", "d", "e"};

class ChartDrawing {
 public:
  /// A file that can be parsed; run with `drawn_events`.
  OrderedJson draw() {
    OrderedJson root = draw_state(0, "");
    while (keys_.empty()) root = draw_state(0, "");
    OrderedJson file = sample::scenario("", "{}");
    for (const auto& [key, value] : root.items()) file[key] = value;
    add_transitions(file, true);
    return file;
  }

 private:
  static int below(int n) { return *rc::gen::inRange(0, n); }

  OrderedJson draw_state(int depth, const std::string& prefix) {
    OrderedJson state = OrderedJson::object();
    if (depth > 0 && (depth == 4 || below(3) == 0 || keys_.size() > 20)) {
      if (below(4) == 0) state["type"] = "final";
      return state;
    }
    const int children = 1 + below(3);
    if (below(3) == 0)
      state["type"] = "parallel";
    else
      state["initial"] = prefix + "s" + std::to_string(below(children));
    for (int n = 0; n < children; ++n) {
      const std::string key = prefix + "s" + std::to_string(n);
      keys_.push_back(key);
      state["states"][key] = draw_state(depth + 1, key + "_");
    }
    return state;
  }

  OrderedJson draw_raise() {
    return {{"type", "raise"}, {"params", {{"event", below(2) == 0 ? "d" : "e"}}}};
  }

  OrderedJson draw_transition(bool root) {
    OrderedJson transition = OrderedJson::object();
    const bool only_raises = below(8) == 0;
    if (!only_raises)
      transition["target"] = "#" + keys_[static_cast<std::size_t>(below(int(keys_.size())))];
    if (only_raises || below(5) == 0) transition["actions"] = OrderedJson::array({draw_raise()});
    if (!root && below(4) == 0) transition["reenter"] = true;
    if (below(2) == 0)
      transition["guard"] = {{"type", "flag"}, {"params", {{"name", below(1000)}}}};
    return transition;
  }

  void add_transitions(OrderedJson& state, bool root) {
    if (state.value("type", "") == "final") return;
    for (const std::string& event : drawn_events)
      for (int n = below(3); n > 1 - (root ? 0 : 1); --n)
        state["on"][event].push_back(draw_transition(root));
    if (below(6) == 0) state["always"].push_back(draw_transition(root));
    if (below(5) == 0) state["entry"].push_back(draw_raise());
    if (below(5) == 0) state["exit"].push_back(draw_raise());
    if (!state.contains("states")) return;
    if (!root && below(2) == 0) state["onDone"].push_back(draw_transition(false));
    for (auto& [key, child] : state["states"].items()) add_transitions(child, false);
  }

  std::vector<std::string> keys_;
};

}  // namespace palabre::chart
