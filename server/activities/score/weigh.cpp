// SPDX-License-Identifier: AGPL-3.0-or-later
// Totals, acceptance, ranking: whole numbers only, so that every server finds the same.
#include <algorithm>
#include <map>

#include "activities/score/score.hpp"

namespace palabre::activities::score {
namespace {

using Results = std::map<std::string, OptionResult>;

void add(const State& state, OptionResult& result, std::int64_t value, bool first) {
  result.total += value;
  result.highest = first ? value : std::max(result.highest, value);
  result.lowest = first ? value : std::min(result.lowest, value);
  if (state.loud_at && value >= *state.loud_at) ++result.loud;
  const std::int64_t bar = value - state.min;
  if (bar >= 0 && bar < static_cast<std::int64_t>(result.histogram.size()))
    ++result.histogram[static_cast<std::size_t>(bar)];
}

Results summed(const State& state) {
  Results results;
  for (const Option& option : state.options)
    if (state.max - state.min <= histogram_steps_max)
      results[option.id].histogram.resize(static_cast<std::size_t>(state.max - state.min + 1));
    else
      results[option.id] = {};
  bool first = true;
  state.ballots.each([&](SeatId, const Ballot& ballot) {
    if (!is_whole(state, ballot)) return;
    for (auto& [id, result] : results) {
      const Score* score = ballot.scores.find(id);
      add(state, result, score == nullptr ? state.min : score->value, first);
    }
    first = false;
  });
  return results;
}

// acceptance = 100 · (1 − (R − min·n) / ((max − min)·n)), to the nearest whole percent.
std::int64_t acceptance_of(const State& state, std::int64_t total) {
  const auto n = static_cast<std::int64_t>(state.whole);
  const std::int64_t widest = (state.max - state.min) * n;
  if (widest <= 0) return 0;
  return (200 * (state.max * n - total) + widest) / (2 * widest);
}

}  // namespace

// The least resisted first; with dots, the one with the most. Equal totals stay equal: they share
// their rank, and none of them is picked (methods, S-3). What is no better than deciding nothing
// cannot be best.
void weigh(State& state) {
  Results results = summed(state);
  const auto before = [&](const std::string& a, const std::string& b) {
    const std::int64_t x = results[a].total, y = results[b].total;
    return state.dots ? x > y : x < y;
  };
  state.ranking.clear();
  state.best.clear();
  for (const Option& option : state.options) state.ranking.push_back(option.id);
  std::stable_sort(state.ranking.begin(), state.ranking.end(), before);
  for (std::size_t i = 0; i < state.ranking.size(); ++i) {
    OptionResult& result = results[state.ranking[i]];
    const bool shared = i > 0 && results[state.ranking[i - 1]].total == result.total;
    result.rank = shared ? results[state.ranking[i - 1]].rank : static_cast<std::int64_t>(i) + 1;
    if (!state.dots) result.acceptance = acceptance_of(state, result.total);
  }
  for (const std::string& id : state.ranking)
    if (results[id].rank == 1) state.best.push_back(id);
  if (state.passive &&
      std::find(state.best.begin(), state.best.end(), passive_option) != state.best.end())
    state.best.clear();
  state.results = {};
  for (auto& [id, result] : results) state.results.set(id, std::move(result));
}

}  // namespace palabre::activities::score
