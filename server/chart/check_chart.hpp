// SPDX-License-Identifier: AGPL-3.0-or-later
// What only the whole of a scenario shows: whether it gets stuck, ends, and has all its words.
#pragma once

#include <map>
#include <string>

#include "chart/chart.hpp"
#include "chart/mistake.hpp"
#include "chart/vocabulary.hpp"

namespace palabre::chart {

/// The texts of a scenario by language: what stands in `texts.<language>.json`.
using Texts = std::map<std::string, Json, std::less<>>;

/// Everything that is wrong with a chart that could be parsed; empty = it may be founded.
Mistakes check_chart(const Chart& chart, const Texts& texts, const Vocabulary& vocabulary);

/// Unreachable states, dead ends, ways out that hang on one person, endless loops, no end.
Mistakes check_flow(const Chart& chart, const Vocabulary& vocabulary);
/// Outcomes without a branch, and references to activities that cannot have run yet.
Mistakes check_invokes(const Chart& chart, const Vocabulary& vocabulary);
/// Missing languages, texts, forms of address and gestures; texts that nothing shows.
Mistakes check_texts(const Chart& chart, const Texts& texts, const Vocabulary& vocabulary);

}  // namespace palabre::chart
