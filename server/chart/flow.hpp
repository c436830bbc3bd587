// SPDX-License-Identifier: AGPL-3.0-or-later
// Where a chart can go when nobody knows what its guards will say: the ground of the static checks.
#pragma once

#include <vector>

#include "chart/chart.hpp"
#include "chart/vocabulary.hpp"

namespace palabre::chart {

/// What may happen in a chart, guards taken as unknown. It errs on the side of "may".
class Flow {
 public:
  Flow(const Chart& chart, const Vocabulary& vocabulary);

  /// The states that may be active at some time, beginning from the root.
  const std::vector<bool>& reachable() const { return reachable_; }
  /// The states that may be active while `state` is, or after.
  std::vector<bool> from(StateIndex state) const;
  /// False for a branch below one without a guard, and for the end of what never ends.
  bool may_be_taken(TransitionIndex transition) const { return may_be_taken_[transition]; }
  /// True for a branch below one without a guard.
  bool is_shadowed(TransitionIndex transition) const { return shadowed_[transition]; }
  /// The transitions that lead out of `state` to somewhere else: its own, those of the states
  /// around it, and those of regions beside it.
  std::vector<TransitionIndex> ways_out(StateIndex state) const;
  /// What a transition enters, with everything around it.
  std::vector<StateIndex> entered_by(TransitionIndex transition) const;
  /// True when all of `seen` together can be the end of the whole chart.
  bool can_end(const std::vector<bool>& seen) const { return can_be_done(root_state, seen); }

 private:
  void find_shadowed();
  void find_takeable(const Vocabulary& vocabulary);
  void enter(StateIndex state, std::vector<StateIndex>& out) const;
  void close(std::vector<StateIndex> open, std::vector<bool>& seen) const;
  bool can_be_done(StateIndex state, const std::vector<bool>& seen) const;

  const Chart& chart_;
  std::vector<bool> shadowed_;
  std::vector<bool> may_be_taken_;
  std::vector<bool> reachable_;
};

/// True when two states lie in different regions of one parallel state.
bool side_by_side(const Chart& chart, StateIndex a, StateIndex b);

}  // namespace palabre::chart
