// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/practice.hpp"
#include "activities/roles/roles.hpp"

namespace palabre::activities::roles {

// Mostly accepts what is proposed; takes what nobody holds, the needed roles sooner.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (const auto* proposed = state.proposals.find(by.seat); proposed && !proposed->empty())
    return Json{{"type", happens(by, 85) ? "accept" : "decline"},
                {"role", proposed->begin()->first}};
  std::optional<Json> take;
  state.roles.each([&](const std::string& name, const Role& role) {
    if (take || role.holder || role.proposed || name == "facilitator") return;
    if (happens(by, role.required || name == "proposer" ? 20 : 1))
      take = Json{{"type", "take"}, {"role", name}};
  });
  return take;
}

}  // namespace palabre::activities::roles
