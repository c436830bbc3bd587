// SPDX-License-Identifier: AGPL-3.0-or-later
// Guards put together, habits overridden, and the "why not" of buttons.
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "chart/exits.hpp"
#include "chart/run.hpp"
#include "chart/sample.hpp"

namespace palabre::chart {
namespace {

Guard leaf(const std::string& type, bool law = true) {
  Guard guard;
  guard.type = type;
  guard.law = law;
  return guard;
}

Guard put_together(Guard::Kind kind, std::vector<Guard> parts) {
  Guard guard;
  guard.kind = kind;
  guard.parts = std::move(parts);
  return guard;
}

std::vector<std::string> types(const std::vector<Guard>& guards) {
  std::vector<std::string> found;
  for (const Guard& guard : guards)
    found.push_back(guard.kind == Guard::Kind::negation ? "not " + guard.parts[0].type
                                                        : guard.type);
  return found;
}

const Judge by_name = [](const Guard& guard) { return guard.type == "yes"; };
using Types = std::vector<std::string>;

TEST_CASE("all, any and not") {
  const Guard yes = leaf("yes"), no = leaf("no");
  using Kind = Guard::Kind;
  CHECK(passes(yes, by_name));
  CHECK_FALSE(passes(put_together(Kind::all, {yes, no}), by_name));
  CHECK(passes(put_together(Kind::any, {no, yes}), by_name));
  CHECK(passes(put_together(Kind::negation, {no}), by_name));
  CHECK_FALSE(passes(put_together(Kind::negation, {put_together(Kind::any, {no, yes})}), by_name));
}

TEST_CASE("what fails is told leaf by leaf") {
  const Guard yes = leaf("yes"), no = leaf("no"), nay = leaf("nay");
  using Kind = Guard::Kind;
  CHECK(failing_leaves(put_together(Kind::all, {yes, no, nay}), by_name).size() == 2);
  CHECK(types(failing_leaves(put_together(Kind::any, {no, nay}), by_name)) == Types{"no", "nay"});
  CHECK(types(failing_leaves(put_together(Kind::negation, {yes}), by_name)) == Types{"not yes"});
  CHECK(failing_leaves(put_together(Kind::any, {no, yes}), by_name).empty());
}

TEST_CASE("a habit can be overridden, also in a negation, law never") {
  using Kind = Guard::Kind;
  CHECK(passes(leaf("no", false), by_name, Habits::overridden));
  CHECK_FALSE(passes(leaf("no", true), by_name, Habits::overridden));
  CHECK(passes(put_together(Kind::negation, {leaf("yes", false)}), by_name, Habits::overridden));
  CHECK_FALSE(
      passes(put_together(Kind::negation, {leaf("yes", true)}), by_name, Habits::overridden));
}

Guard any_guard(int depth) {
  const int kind = depth == 0 ? 3 : *rc::gen::inRange(0, 4);
  if (kind == 3)
    return leaf(*rc::gen::arbitrary<bool>() ? "yes" : "no", *rc::gen::arbitrary<bool>());
  std::vector<Guard> parts;
  const int count = kind == 2 ? 1 : *rc::gen::inRange(1, 4);
  for (int n = 0; n < count; ++n) parts.push_back(any_guard(depth - 1));
  return put_together(kind == 0   ? Guard::Kind::all
                      : kind == 1 ? Guard::Kind::any
                                  : Guard::Kind::negation,
                      std::move(parts));
}

TEST_CASE("a guard passes when and only when nothing in it fails, and overriding never hinders") {
  CHECK(rc::check("failing leaves and passing agree", [] {
    const Guard guard = any_guard(4);
    RC_ASSERT(passes(guard, by_name) == failing_leaves(guard, by_name).empty());
    RC_ASSERT(!passes(guard, by_name) || passes(guard, by_name, Habits::overridden));
  }));
  CHECK(rc::check("only habits in the way = overriding passes, where all must hold", [] {
    std::vector<Guard> parts;
    const int count = *rc::gen::inRange(1, 6);
    for (int n = 0; n < count; ++n) parts.push_back(any_guard(0));
    const Guard guard = put_together(Guard::Kind::all, parts);
    bool law_fails = false;
    for (const Guard& failing : failing_leaves(guard, by_name)) law_fails |= failing.law;
    RC_ASSERT(passes(guard, by_name, Habits::overridden) == !law_fails);
  }));
}

TEST_CASE("the exits of a state say what may be called and why not") {
  const Chart chart = sample::chart_of(sample::consent_short());
  Run run(chart, [](const Guard&) { return true; });
  run.send("done.invoke.text");
  REQUIRE(run.leaves() == "clarify");

  const auto now = [&](const Judge& judge) { return exits(chart, run.configuration, judge); };
  const auto open = now([](const Guard& guard) { return guard.law; });
  REQUIRE(open.size() == 2);
  CHECK(open[0].event == "advance");
  CHECK(open[0].targets == std::vector<std::string>{"check"});
  CHECK_FALSE(open[0].passes);
  CHECK(open[0].passes_overridden);
  CHECK(types(open[0].failing) == Types{"no_pending_question"});
  CHECK_FALSE(open[0].taken);
  CHECK(open[1].event == "withdraw");
  CHECK(open[1].passes);
  CHECK(open[1].taken);

  const auto closed = now([](const Guard& guard) { return !guard.law; });
  CHECK(types(closed[0].failing) == Types{"round_closed"});
  CHECK_FALSE(closed[0].passes_overridden);
}

TEST_CASE("overriding takes the transition that habits kept back") {
  const Chart chart = sample::chart_of(sample::consent_short());
  Run run(chart, [](const Guard& guard) { return guard.law; });
  run.send("done.invoke.text");
  CHECK_FALSE(run.send("advance"));
  CHECK(run.send("advance", Habits::overridden));
  CHECK(run.leaves() == "check");
}

TEST_CASE("exits come inner before outer, with all branches of an event") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"initial": "b", "on": {"advance": "z", "withdraw": "z"}, "states": {
      "b": {"on": {"advance": [{"target": "c", "guard": {"type": "flag"}}, {"target": "d"}]}},
      "c": {}, "d": {}}},
    "z": {"type": "final"}})");
  Run run(chart, by_name);
  std::string found;
  for (const Exit& exit : exits(chart, run.configuration, by_name))
    found += exit.event + ">" + exit.targets[0] + (exit.taken ? "! " : " ");
  CHECK(found == "advance>c advance>d! advance>z withdraw>z! ");
}

TEST_CASE("nobody can call what the chart raises, or what happens by itself") {
  const Chart chart = sample::chart_of("a", R"({
    "a": {"entry": {"type": "raise", "params": {"event": "go"}},
          "on": {"go": {"target": "z", "guard": {"type": "flag"}}, "advance": "z"},
          "after": {"1000": "z"}},
    "z": {"type": "final"}})");
  CHECK(is_callable(chart, "advance"));
  CHECK_FALSE(is_callable(chart, "go"));
  CHECK_FALSE(is_callable(chart, "after.1000.a"));
  CHECK_FALSE(is_callable(chart, ""));
  CHECK_FALSE(is_callable(chart, "withdraw"));
  Run run(chart, [](const Guard&) { return false; });
  CHECK(exits(chart, run.configuration, by_name).size() == 1);
}

TEST_CASE("there are no exits after the end") {
  const Chart chart = sample::chart_of(sample::consent_short());
  Run run(chart, by_name);
  run.send("withdraw");
  CHECK(exits(chart, run.configuration, by_name).empty());
}

}  // namespace
}  // namespace palabre::chart
