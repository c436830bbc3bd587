// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs charts for tests/conformance/chart_xstate.mjs. On each line of its input stands
//   {"chart": file, "limit": n, "events": [names]}
// and it answers with a line {"turns": [{"active": [keys], "log": ["+key" | "-key"], "settled":
// bool}]}, one turn for the beginning and one for each event, or {"mistakes": [sentences]}. The
// guard `flag` passes when its `name` is below `limit`.
#include <iostream>
#include <string>

#include "chart/parse_chart.hpp"
#include "chart/run.hpp"

namespace {

using namespace palabre;
using namespace palabre::chart;

Vocabulary vocabulary() {
  Vocabulary words;
  words.guards["flag"] = {.fields = {{"name", {{"integer", {0, 1000}}}}}};
  return words;
}

Json keys_of(const Chart& chart, const Configuration& configuration) {
  Json keys = Json::array();
  for (StateIndex state : configuration)
    if (state != root_state) keys.push_back(chart.states[state].key);
  return keys;
}

/// What happened since `from`, as XState's log of entries and exits has it.
Json turn_of(const Chart& chart, const Run& run, std::size_t from) {
  Json log = Json::array();
  for (std::size_t n = from; n < run.steps.size(); ++n) {
    for (StateIndex state : run.steps[n].exited) log.push_back("-" + chart.states[state].key);
    for (StateIndex state : run.steps[n].entered)
      if (state != root_state) log.push_back("+" + chart.states[state].key);
  }
  return {{"active", keys_of(chart, run.configuration)},
          {"log", std::move(log)},
          {"settled", run.settled},
          {"ended", ended(chart, run.configuration)}};
}

Json answer(const OrderedJson& question) {
  const auto chart = parse_chart(question["chart"], vocabulary());
  Json told = Json::object();
  if (!chart) {
    for (const Mistake& mistake : chart.error()) told["mistakes"].push_back(line_of(mistake));
    return told;
  }
  const int limit = question["limit"].get<int>();
  Run run(*chart, [limit](const Guard& leaf) { return leaf.params["name"].get<int>() < limit; });
  told["turns"].push_back(turn_of(*chart, run, 0));
  for (const auto& event : question["events"]) {
    if (!run.settled) break;
    const std::size_t from = run.steps.size();
    run.send(event.get<std::string>());
    told["turns"].push_back(turn_of(*chart, run, from));
  }
  return told;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(OrderedJson::parse(line)).dump() << "\n";
}
