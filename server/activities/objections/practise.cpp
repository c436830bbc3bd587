// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/objections/objections.hpp"
#include "activities/practice.hpp"

namespace palabre::activities::objections {

// Its author argues, mostly upholds once, and lets go when the text has changed, or with time.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (state.asked.unsaid.contains(by.seat))
    return about(
        state.text_version,
        {{"type", happens(by, 80) ? "no_objection" : "still"}, {"item", state.asked.item.str()}});
  const Objection* objection = state.current ? state.items.find(state.current) : nullptr;
  if (objection == nullptr || objection->seat != by.seat) return std::nullopt;
  const std::string item = state.current.str();
  switch (objection->state) {
    case ItemState::pending:
      return Json{{"type", "argue"}, {"item", item}, {"text", words_for("argument")}};
    case ItemState::argued:
      if (happens(by, 30))
        return about(state.text_version,
                     {{"type", "concern"}, {"item", item}, {"text", words_for("concern")}});
      return about(state.text_version, {{"type", "still"}, {"item", item}});
    case ItemState::held:
      if (state.text_version > objection->since_version || happens(by, 15))
        return about(state.text_version, {{"type", "lift"}, {"item", item}});
      return std::nullopt;
    case ItemState::integrated:
    case ItemState::concern:
    case ItemState::lifted: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace palabre::activities::objections
