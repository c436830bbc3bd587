// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/guard.hpp"

#include <algorithm>

namespace palabre::chart {
namespace {

/// `wanted` is what an overridden habit answers: true, or false under a negation.
bool holds(const Guard& guard, const Judge& judge, Habits habits, bool wanted) {
  const auto part_holds = [&](const Guard& part) { return holds(part, judge, habits, wanted); };
  switch (guard.kind) {
    case Guard::Kind::all: return std::all_of(guard.parts.begin(), guard.parts.end(), part_holds);
    case Guard::Kind::any: return std::any_of(guard.parts.begin(), guard.parts.end(), part_holds);
    case Guard::Kind::negation: return !holds(guard.parts.front(), judge, habits, !wanted);
    case Guard::Kind::leaf:
      return habits == Habits::overridden && !guard.law ? wanted : judge(guard);
  }
  return false;
}

void collect_failing(const Guard& guard, const Judge& judge, bool wanted, std::vector<Guard>& out) {
  if (holds(guard, judge, Habits::hold, wanted) == wanted) return;
  if (guard.kind != Guard::Kind::leaf) {
    const bool inner = guard.kind == Guard::Kind::negation ? !wanted : wanted;
    for (const Guard& part : guard.parts) collect_failing(part, judge, inner, out);
    return;
  }
  if (wanted) {
    out.push_back(guard);
    return;
  }
  Guard negation;
  negation.kind = Guard::Kind::negation;
  negation.law = guard.law;
  negation.pointer = guard.pointer;
  negation.parts = {guard};
  out.push_back(std::move(negation));
}

}  // namespace

bool passes(const Guard& guard, const Judge& judge, Habits habits) {
  return holds(guard, judge, habits, true);
}

std::vector<Guard> failing_leaves(const Guard& guard, const Judge& judge) {
  std::vector<Guard> failing;
  collect_failing(guard, judge, true, failing);
  return failing;
}

}  // namespace palabre::chart
