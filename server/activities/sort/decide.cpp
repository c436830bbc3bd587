// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may group, move, copy and name: everybody counted, at any time. Nobody's card is safe from
// another hand; that is the method.
#include <algorithm>

#include "activities/judging.hpp"
#include "activities/sort/sort.hpp"

namespace palabre::activities::sort {
namespace {

using Events = std::vector<Model::Event>;

Result<void> are_cards(const State& state, const std::vector<ItemId>& items) {
  for (const ItemId item : items)
    if (!state.cards.contains(item.n)) return refuse("no_such_item", {{"item", item.str()}});
  return {};
}

Result<void> is_group(const State& state, GroupId group) {
  if (state.groups.contains(group)) return {};
  return refuse("no_such_group", {{"group", group.str()}});
}

bool stands_in(const State& state, ItemId item, const std::vector<GroupId>& groups) {
  const auto* in = state.placed.find(item);
  return in == nullptr ? groups.empty() : *in == groups;
}

OfCards cards(const std::vector<ItemId>& items, const Context& by) {
  return {by.seat, entered_by_other(by), items};
}

Result<Events> judge(const State& state, const Group& group, const Context& by) {
  if (auto ok = are_cards(state, group.items); !ok) return tl::unexpected(ok.error());
  if (state.groups.size() >= groups_max) return refuse("too_many", {{"max", groups_max}});
  return Events{GroupFormed{cards(group.items, by), GroupId{state.next_group}}};
}

Result<Events> judge(const State& state, const Move& move, const Context& by) {
  if (auto ok = are_cards(state, move.items); !ok) return tl::unexpected(ok.error());
  if (auto ok = is_group(state, move.to); !ok) return tl::unexpected(ok.error());
  if (std::all_of(move.items.begin(), move.items.end(), [&](ItemId item) {
        return stands_in(state, item, {move.to});
      }))
    return refuse("already_done");
  return Events{CardsMoved{cards(move.items, by), move.to}};
}

Result<Events> judge(const State& state, const Alone& alone, const Context& by) {
  if (auto ok = are_cards(state, alone.items); !ok) return tl::unexpected(ok.error());
  if (std::all_of(alone.items.begin(), alone.items.end(), [&](ItemId item) {
        return stands_in(state, item, {});
      }))
    return refuse("already_done");
  return Events{CardsFreed{cards(alone.items, by)}};
}

Result<Events> judge(const State& state, const NameGroup& name, const Context& by) {
  if (auto ok = is_group(state, name.group); !ok) return tl::unexpected(ok.error());
  return Events{GroupNamed{by.seat, entered_by_other(by), name.group, name.text}};
}

Result<Events> judge(const State& state, const Copy& copy, const Context& by) {
  if (auto ok = are_cards(state, {copy.item}); !ok) return tl::unexpected(ok.error());
  if (auto ok = is_group(state, copy.to); !ok) return tl::unexpected(ok.error());
  if (const auto* in = state.placed.find(copy.item)) {
    if (std::find(in->begin(), in->end(), copy.to) != in->end()) return refuse("already_done");
    if (in->size() >= per_card_max) return refuse("too_many", {{"max", per_card_max}});
  }
  return Events{CardCopied{cards({copy.item}, by), copy.to}};
}

// The cards that there are, as far as everybody may see them.
IdRanges cards_now(const State& state, const Context& by) {
  const auto found = by.refs.find(state.of);
  return found == by.refs.end() ? IdRanges() : IdRanges::in(found->second, "cards");
}

}  // namespace

Events Model::begin(const State& state, const Context& by) {
  return {CardsKnown{cards_now(state, by).written()}};
}

Result<Events> Model::decide(const State& state, const Command& command, const Context& by) {
  if (auto ok = seat_counted(by); !ok) return tl::unexpected(ok.error());
  return std::visit([&](const auto& one) { return judge(state, one, by); }, command);
}

Events Model::react(const State& state, const Change& change, const Context& by) {
  if (const auto* changed = std::get_if<ReferenceChanged>(&change)) {
    if (changed->id != state.of) return {};
    const IdRanges now = cards_now(state, by);
    if (now == state.cards) return {};
    return {CardsKnown{now.written()}};
  }
  const auto due = deadline(state);
  if (std::holds_alternative<Elapsed>(change) && due && *due <= by.now) return {CardsAtRest{}};
  return {};
}

}  // namespace palabre::activities::sort
