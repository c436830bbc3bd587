// SPDX-License-Identifier: AGPL-3.0-or-later
// What a scenario may name, drawn from the activities' own declarations.
#include "activities/registry.hpp"
#include "room/guards.hpp"

namespace palabre::room {
namespace {

Json field(Json spec, bool required = true) {
  spec["required"] = required;
  return spec;
}

// A text is withdrawn by whoever writes it, and by nobody else. (Whoever facilitates may end a
// presentation, and that role is relayed: `present` hangs on nobody.)
bool hangs_on_writer(const Json& input) { return input.value("by", "proposer") != "facilitator"; }

chart::ActivitySpec spec_of(const activities::Kind& kind) {
  chart::ActivitySpec spec;
  spec.check = [make = kind.make](const Json& input) {
    std::vector<chart::Fault> faults;
    const auto made = make(input);
    if (!made) {
      const std::string name = made.error().params.value("field", std::string());
      const std::string reason = made.error().params.value("reason", made.error().code);
      faults.push_back({name.empty() ? "" : "/" + name, "the activity refuses it: " + reason});
    }
    return faults;
  };
  spec.outcomes = {kind.outcomes.begin(), kind.outcomes.end()};
  if (kind.kind == "edit") spec.one_person = &hangs_on_writer;
  spec.always_on = kind.kind == "queue" || kind.kind == "roles";
  return spec;
}

std::map<std::string, chart::GuardSpec, std::less<>> guards() {
  const Json name = {{"string", 64}};
  const Json count = {{"integer", {0, 12'000}}};
  std::map<std::string, chart::GuardSpec, std::less<>> all;
  all["settled"].fields = {{"of", field(name)}};
  all["nothing_missing"].fields = {{"of", field(name)}, {"code", field(name, false)}};
  all["role_held"].fields = {{"role", field(name)}};
  all["seats_at_least"].fields = {{"n", field(count)}};
  all["param"].fields = {{"name", field(name)}, {"is", field({{"any", true}})}};
  all["param"].params = {"name"};
  all["entered_at_least"].fields = {{"state", field(name)}, {"times", field(count)}};
  all["entered_less_than"].fields = {{"state", field(name)}, {"times", field(count)}};
  all["everyone_chose"].fields = {{"of", field(name)}, {"choice", field(name)}};
  all["decided_together"].fields = {{"of", field(name)}};
  all["decided_together"].only_law = true;
  return all;
}

}  // namespace

chart::Vocabulary vocabulary() {
  chart::Vocabulary known;
  for (const activities::Kind& kind : activities::registry())
    known.activities.emplace(kind.kind, spec_of(kind));
  known.guards = guards();
  known.events = {"advance"};
  known.roles = {"facilitator", "timekeeper", "scribe", "guardian", "proposer"};
  return known;
}

}  // namespace palabre::room
