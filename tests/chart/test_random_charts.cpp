// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds of every chart, whatever happens in it.
#include <algorithm>

#include <catch2/catch.hpp>

#include "chart/exits.hpp"
#include "chart/flow.hpp"
#include "chart/random_chart.hpp"
#include "chart/run.hpp"

namespace palabre::chart {
namespace {

/// Passes by a drawn number, so that a guard keeps its answer.
Judge drawn_judge() {
  const int limit = *rc::gen::inRange(0, 1001);
  return [limit](const Guard& leaf) { return leaf.params["name"].get<int>() < limit; };
}

Chart drawn_chart() {
  const OrderedJson file = ChartDrawing().draw();
  auto chart = parse_chart(file, sample::vocabulary());
  if (!chart) RC_FAIL(sample::listed(chart.error()) + file.dump(1));
  return std::move(*chart);
}

/// What must hold of a step from one configuration to the next.
void check_step(const Chart& chart, const Configuration& before, const Step& step) {
  const Configuration now = after(before, step);
  RC_ASSERT(is_legal(chart, now));
  RC_ASSERT(std::is_sorted(step.exited.rbegin(), step.exited.rend()));
  RC_ASSERT(std::is_sorted(step.entered.begin(), step.entered.end()));
  for (StateIndex state : step.exited) RC_ASSERT(is_active(before, state));
  for (StateIndex state : step.entered) {
    const bool left = std::find(step.exited.begin(), step.exited.end(), state) != step.exited.end();
    RC_ASSERT(!is_active(before, state) || left);
  }
  for (TransitionIndex taken : step.taken) {
    const Transition& transition = chart.transitions[taken];
    // One that stays where it is does not keep a region beside it from leaving both.
    for (StateIndex target : transition.targets)
      RC_ASSERT(is_active(now, target) || domain_of(chart, transition) == target);
  }
}

TEST_CASE("after each step a configuration is legal and the step is what it says") {
  CHECK(rc::check("every step of a drawn chart", [] {
    const Chart chart = drawn_chart();
    Run run(chart, drawn_judge());
    const int sent = *rc::gen::inRange(0, 20);
    for (int n = 0; n < sent; ++n) run.send(*rc::gen::elementOf(drawn_events));
    Configuration configuration;
    for (const Step& step : run.steps) {
      check_step(chart, configuration, step);
      configuration = after(configuration, step);
    }
    RC_ASSERT(configuration == run.configuration);
  }));
}

TEST_CASE("exits agree with what a call does") {
  CHECK(rc::check("a call does something when and only when one of its exits is taken", [] {
    const Chart chart = drawn_chart();
    const Judge judge = drawn_judge();
    Run run(chart, judge);
    const int sent = *rc::gen::inRange(0, 5);
    for (int n = 0; n < sent; ++n) run.send(*rc::gen::elementOf(drawn_events));
    const auto offered = exits(chart, run.configuration, judge);
    for (const char* event : {"a", "b", "c"}) {
      const bool taken = std::any_of(offered.begin(), offered.end(), [&](const Exit& exit) {
        return exit.event == event && exit.taken;
      });
      RC_ASSERT(taken == microstep(chart, run.configuration, event, judge).has_value());
    }
    for (const Exit& exit : offered) RC_ASSERT(exit.passes == exit.failing.empty());
  }));
}

TEST_CASE("the static checks err on the right side") {
  CHECK(rc::check("what is active was said to be reachable, and from where we were", [] {
    const Chart chart = drawn_chart();
    const Flow flow(chart, sample::vocabulary());
    Run run(chart, drawn_judge());
    const int sent = *rc::gen::inRange(0, 20);
    for (int n = 0; n < sent; ++n) run.send(*rc::gen::elementOf(drawn_events));
    Configuration configuration;
    for (const Step& step : run.steps) {
      const Configuration before = configuration;
      configuration = after(configuration, step);
      for (StateIndex state : configuration) RC_ASSERT(flow.reachable()[state]);
      for (StateIndex from : before) {
        const auto seen = flow.from(from);
        for (StateIndex state : configuration) RC_ASSERT(seen[state]);
      }
    }
  }));
  CHECK(rc::check("a dead end is never left", [] {
    const Chart chart = drawn_chart();
    const Flow flow(chart, sample::vocabulary());
    Run run(chart, drawn_judge());
    const int sent = *rc::gen::inRange(0, 20);
    for (int n = 0; n < sent; ++n) run.send(*rc::gen::elementOf(drawn_events));
    Configuration configuration;
    for (const Step& step : run.steps) {
      configuration = after(configuration, step);
      for (StateIndex state : step.exited) {
        if (chart.states[state].kind != State::Kind::atomic || is_active(configuration, state))
          continue;
        RC_ASSERT(!flow.ways_out(state).empty());
      }
    }
  }));
}

TEST_CASE("a chart is the same whether read once or twice") {
  CHECK(rc::check("parsing is a function", [] {
    const OrderedJson file = ChartDrawing().draw();
    RC_ASSERT(*parse_chart(file, sample::vocabulary()) ==
              *parse_chart_text(file.dump(), sample::vocabulary()));
  }));
}

}  // namespace
}  // namespace palabre::chart
