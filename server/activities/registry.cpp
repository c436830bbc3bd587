// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/registry.hpp"

#include <algorithm>

#include "activities/agenda/agenda.hpp"
#include "activities/celebrate/celebrate.hpp"
#include "activities/collect/collect.hpp"
#include "activities/commitments/commitments.hpp"
#include "activities/consent_check/consent_check.hpp"
#include "activities/edit/edit.hpp"
#include "activities/groups/groups.hpp"
#include "activities/objections/objections.hpp"
#include "activities/present/present.hpp"
#include "activities/queue/queue.hpp"
#include "activities/roles/roles.hpp"
#include "activities/round/round.hpp"
#include "activities/score/score.hpp"
#include "activities/silence/silence.hpp"
#include "activities/sort/sort.hpp"

namespace palabre::activities {

const std::vector<Kind>& registry() {
  static const std::vector<Kind> kinds = {
      agenda::kind(),
      celebrate::kind(),
      collect::kind(),
      commitments::kind(),
      consent_check::kind(),
      edit::kind(),
      groups::kind(),
      objections::kind(),
      present::kind(),
      queue::kind(),
      roles::kind(),
      round::kind(),
      score::kind(),
      silence::kind(),
      sort::kind(),
  };
  return kinds;
}

const Kind* find_kind(std::string_view name) {
  const auto& kinds = registry();
  const auto at =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& kind) { return kind.kind == name; });
  return at == kinds.end() ? nullptr : &*at;
}

}  // namespace palabre::activities
