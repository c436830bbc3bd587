// SPDX-License-Identifier: AGPL-3.0-or-later
#include <functional>

#include "room/rehearse.hpp"

namespace palabre::room {
namespace {

// Calls `visit` for each leaf that a room judges; those that only sort the outcomes of an activity,
// or the scenario's parameters, are covered by the transitions they choose.
void each_leaf(const chart::Guard& guard, const std::function<void(const chart::Guard&)>& visit) {
  if (guard.kind == chart::Guard::Kind::leaf && guard.type != "outcome" && guard.type != "param")
    visit(guard);
  for (const chart::Guard& part : guard.parts) each_leaf(part, visit);
}

void each_leaf(const chart::Chart& chart, const std::function<void(const chart::Guard&)>& visit) {
  for (const chart::Transition& transition : chart.transitions)
    if (transition.guard) each_leaf(*transition.guard, visit);
}

}  // namespace

void Coverage::took(const chart::Step& step) {
  for (const chart::TransitionIndex taken : step.taken) ++taken_[taken];
}

void Coverage::judged(const chart::Guard& leaf, bool held) {
  auto& [passed, refused] = leaves_[leaf.pointer];
  ++(held ? passed : refused);
}

std::vector<std::string> Coverage::gaps(const chart::Chart& chart) const {
  std::vector<std::string> gaps;
  for (chart::TransitionIndex i = 0; i < chart.transitions.size(); ++i)
    if (!taken_.contains(i))
      gaps.push_back("transition never taken: " + chart.transitions[i].pointer);
  each_leaf(chart, [&](const chart::Guard& leaf) {
    const auto at = leaves_.find(leaf.pointer);
    const bool passed = at != leaves_.end() && at->second.first > 0;
    const bool refused = at != leaves_.end() && at->second.second > 0;
    if (!passed) gaps.push_back("guard never passed: " + leaf.pointer + " (" + leaf.type + ")");
    if (!refused) gaps.push_back("guard never refused: " + leaf.pointer + " (" + leaf.type + ")");
  });
  return gaps;
}

std::string Coverage::summary(const chart::Chart& chart) const {
  std::size_t leaves = 0, covered = 0;
  each_leaf(chart, [&](const chart::Guard& leaf) {
    ++leaves;
    const auto at = leaves_.find(leaf.pointer);
    if (at != leaves_.end() && at->second.first > 0 && at->second.second > 0) ++covered;
  });
  return std::to_string(taken_.size()) + " of " + std::to_string(chart.transitions.size()) +
         " transitions taken, " + std::to_string(covered) + " of " + std::to_string(leaves) +
         " guards both refused and passed";
}

}  // namespace palabre::room
