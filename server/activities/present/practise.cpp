// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/practice.hpp"
#include "activities/present/present.hpp"

namespace palabre::activities::present {

std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (state.finished || state.presenter != by.seat || !happens(by, 30)) return std::nullopt;
  return Json{{"type", "finish"}};
}

}  // namespace palabre::activities::present
