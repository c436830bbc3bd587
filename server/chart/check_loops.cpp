// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/check_loops.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "chart/microstep.hpp"

namespace palabre::chart {
namespace {

constexpr const char* mend = "Give one of its transitions a guard, an event or a time.";

struct Edge {
  std::size_t to = 0;
  TransitionIndex by = 0;
};

bool stays(const Transition& transition) {
  return transition.targets.empty() ||
         (!transition.reenter && transition.targets == std::vector<StateIndex>{transition.source});
}

/// True when entering `state` raises the event of `transition`, which is its own or around it.
bool raised_on_entry(const Chart& chart, StateIndex state, const Transition& transition) {
  const auto& raised = chart.states[state].entry;
  const bool around = transition.source == state || is_inside(chart, state, transition.source);
  return around && std::find(raised.begin(), raised.end(), transition.event) != raised.end();
}

/// A state that is active, or that has just been entered: only then its entry raises.
std::size_t node_of(StateIndex state, bool entered) { return state * 2 + (entered ? 1 : 0); }

std::vector<std::vector<Edge>> edges_of(const Chart& chart, const Flow& flow) {
  std::vector<std::vector<Edge>> edges(chart.states.size() * 2);
  for (TransitionIndex index = 0; index < chart.transitions.size(); ++index) {
    const Transition& transition = chart.transitions[index];
    if (transition.guard || !flow.may_be_taken(index)) continue;
    const StateIndex source = transition.source;
    const StateIndex domain = domain_of(chart, transition);
    for (StateIndex state = source; state < chart.states[source].end; ++state) {
      const bool by_itself = transition.event.empty() && state == source;
      if (!by_itself && !raised_on_entry(chart, state, transition)) continue;
      for (StateIndex next : flow.entered_by(index)) {
        const Edge edge{node_of(next, is_inside(chart, next, domain)), index};
        edges[node_of(state, true)].push_back(edge);
        if (by_itself) edges[node_of(state, false)].push_back(edge);
      }
    }
  }
  return edges;
}

/// Depth first; `grey` are the nodes on the way here.
class Search {
 public:
  Search(const Chart& chart, std::vector<std::vector<Edge>> edges)
      : chart_(chart), edges_(std::move(edges)), seen_(edges_.size()), grey_(edges_.size()) {}

  void visit(std::size_t node, Mistakes& out) {
    if (seen_[node]) return;
    seen_[node] = grey_[node] = true;
    way_.push_back(node);
    for (const Edge& edge : edges_[node]) {
      if (grey_[edge.to])
        tell(edge, out);
      else
        visit(edge.to, out);
    }
    way_.pop_back();
    grey_[node] = false;
  }

 private:
  void tell(const Edge& edge, Mistakes& out) const {
    std::string round;
    for (auto at = std::find(way_.begin(), way_.end(), edge.to); at != way_.end(); ++at)
      round += chart_.states[*at / 2].key + " > ";
    const Mistake mistake{
        chart_.transitions[edge.by].pointer,
        "endless_loop",
        "This goes round for ever by itself: " + round + chart_.states[edge.to / 2].key + ".",
        mend};
    const bool told = std::any_of(out.begin(), out.end(), [&](const Mistake& other) {
      return other.pointer == mistake.pointer && other.code == mistake.code;
    });
    if (!told) out.push_back(mistake);
  }

  const Chart& chart_;
  std::vector<std::vector<Edge>> edges_;
  std::vector<bool> seen_, grey_;
  std::vector<std::size_t> way_;
};

}  // namespace

void check_loops(const Chart& chart, const Flow& flow, Mistakes& out) {
  for (const Transition& transition : chart.transitions) {
    const bool repeats =
        transition.event.empty() ||
        std::find(transition.raise.begin(), transition.raise.end(), transition.event) !=
            transition.raise.end();
    if (repeats && stays(transition))
      out.push_back({transition.pointer,
                     "endless_loop",
                     "This stays where it is, and so happens again for ever.",
                     "Give it another target, or an event instead of \"always\"."});
  }
  Search search(chart, edges_of(chart, flow));
  for (StateIndex state = 0; state < chart.states.size(); ++state)
    if (flow.reachable()[state]) search.visit(node_of(state, true), out);
}

}  // namespace palabre::chart
