// SPDX-License-Identifier: AGPL-3.0-or-later
#include "chart/check_chart.hpp"

namespace palabre::chart {

Mistakes check_chart(const Chart& chart, const Texts& texts, const Vocabulary& vocabulary) {
  Mistakes mistakes = check_flow(chart, vocabulary);
  for (const Mistakes& more :
       {check_invokes(chart, vocabulary), check_texts(chart, texts, vocabulary)})
    mistakes.insert(mistakes.end(), more.begin(), more.end());
  return mistakes;
}

}  // namespace palabre::chart
