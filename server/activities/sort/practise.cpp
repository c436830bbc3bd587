// SPDX-License-Identifier: AGPL-3.0-or-later
// What a bot seat does here, for practice.
#include "activities/practice.hpp"
#include "activities/sort/sort.hpp"

namespace palabre::activities::sort {
namespace {

inline constexpr std::size_t groups_enough = 4;

std::optional<ItemId> a_loner(const State& state, const Context& by) {
  if (state.ungrouped() == 0) return std::nullopt;
  std::uint64_t skip = by.random->below(state.ungrouped());
  std::optional<ItemId> found;
  state.cards.each([&](std::uint32_t n) {
    if (!found && !state.placed.contains(ItemId{n}) && skip-- == 0) found = ItemId{n};
  });
  return found;
}

}  // namespace

// Puts what lies alone somewhere, a few groups in all; then names what has no name.
std::optional<Json> Model::practise(const State& state, const Context& by) {
  if (const auto card = a_loner(state, by)) {
    const Json items = Json::array({card->str()});
    if (state.groups.size() < groups_enough && (state.groups.empty() || happens(by, 30)))
      return Json{{"type", "group"}, {"items", items}};
    const GroupId* to = state.groups.key_at(by.random->below(state.groups.size()));
    return Json{{"type", "move"}, {"items", items}, {"to", to->str()}};
  }
  std::optional<Json> command;
  state.groups.each([&](GroupId group, const Heap& heap) {
    if (!command && !heap.name)
      command = Json{{"type", "name"}, {"group", group.str()}, {"text", words_for("group_name")}};
  });
  return command;
}

}  // namespace palabre::activities::sort
