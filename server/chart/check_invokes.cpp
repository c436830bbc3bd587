// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string>

#include "chart/check_chart.hpp"
#include "chart/flow.hpp"
#include "chart/params.hpp"

namespace palabre::chart {
namespace {

/// The outcomes for which `guard` surely passes; a guard that asks more covers none.
void add_covered(const Guard& guard, const std::vector<Param>& params, std::set<std::string>& out) {
  if (guard.kind == Guard::Kind::any)
    for (const Guard& part : guard.parts) add_covered(part, params, out);
  if (guard.kind != Guard::Kind::leaf || guard.type != "outcome" || guard.params.contains("of"))
    return;
  if (!params_in(guard.params).empty()) return;
  out.insert(guard.params.value("is", ""));
}

void check_outcomes(const Chart& chart,
                    const Invoke& invoke,
                    const ActivitySpec& spec,
                    Mistakes& out) {
  std::set<std::string> covered;
  bool any = false, all = false;
  for (TransitionIndex index : chart.states[invoke.state].transitions) {
    const Transition& transition = chart.transitions[index];
    if (transition.event != "done.invoke." + invoke.id) continue;
    any = true;
    if (!transition.guard)
      all = true;
    else
      add_covered(*transition.guard, chart.params, covered);
  }
  if (!any || all || spec.always_on) return;
  std::string missing;
  for (const std::string& outcome : spec.outcomes)
    if (!covered.contains(outcome)) missing += (missing.empty() ? "" : ", ") + outcome;
  if (missing.empty() && !spec.outcomes.empty()) return;
  out.push_back({under(invoke.pointer, "onDone"),
                 "uncovered_outcome",
                 missing.empty()
                     ? "No branch is sure to be taken when \"" + invoke.id + "\" ends."
                     : "Nothing is said for when \"" + invoke.id + "\" ends with: " + missing + ".",
                 "Add a last branch without a guard."});
}

/// Checks that what is referred to exists, and runs here or may have run before.
class References {
 public:
  References(const Chart& chart, const Vocabulary& vocabulary, Mistakes& out)
      : chart_(chart), flow_(chart, vocabulary), out_(out) {}

  void check(const Json& holder,
             const std::set<std::string>& fields,
             StateIndex at,
             const std::string& pointer) {
    if (!holder.is_object()) return;
    for (const std::string& field : fields) {
      if (!holder.contains(field)) continue;
      const std::string here = under(pointer, field);
      const Json& written = holder[field];
      if (written.is_string()) check_one(written.get<std::string>(), at, here);
      if (!written.is_array()) continue;
      for (std::size_t n = 0; n < written.size(); ++n)
        if (written[n].is_string()) check_one(written[n].get<std::string>(), at, under(here, n));
    }
  }

  void check_guard(const Guard& guard, const Vocabulary& vocabulary, StateIndex at) {
    for (const Guard& part : guard.parts) check_guard(part, vocabulary, at);
    if (guard.kind != Guard::Kind::leaf) return;
    const auto spec = vocabulary.guards.find(guard.type);
    const std::set<std::string> own = {"of"};
    if (guard.type == "outcome" || spec != vocabulary.guards.end())
      check(guard.params,
            guard.type == "outcome" ? own : spec->second.references,
            at,
            under(guard.pointer, "params"));
  }

 private:
  void check_one(const std::string& id, StateIndex at, const std::string& pointer) {
    const Invoke* invoke = find_invoke(chart_, id);
    if (invoke == nullptr)
      out_.push_back({pointer,
                      "unknown_reference",
                      "No activity of this scenario has the id \"" + id + "\".",
                      "Write the \"id\" of an invocation."});
    else if (flow_.reachable()[invoke->state] && flow_.reachable()[at] &&
             !flow_.from(invoke->state)[at])
      out_.push_back({pointer,
                      "reference_too_early",
                      "\"" + id + "\" cannot have begun when this is reached.",
                      "Refer to an activity that runs here or has run before."});
  }

  const Chart& chart_;
  Flow flow_;
  Mistakes& out_;
};

}  // namespace

Mistakes check_invokes(const Chart& chart, const Vocabulary& vocabulary) {
  Mistakes out;
  References references(chart, vocabulary, out);
  for (StateIndex index = 0; index < chart.states.size(); ++index) {
    const State& state = chart.states[index];
    for (const Invoke& invoke : state.invokes) {
      const auto spec = vocabulary.activities.find(invoke.src);
      if (spec == vocabulary.activities.end()) continue;
      check_outcomes(chart, invoke, spec->second, out);
      references.check(
          invoke.input, spec->second.references, index, under(invoke.pointer, "input"));
    }
    references.check(state.output, {"decision", "of", "text"}, index, state.pointer + "/output");
    references.check(state.meta, {"about"}, index, state.pointer + "/meta");
  }
  for (const Transition& transition : chart.transitions)
    if (transition.guard) references.check_guard(*transition.guard, vocabulary, transition.source);
  return out;
}

}  // namespace palabre::chart
