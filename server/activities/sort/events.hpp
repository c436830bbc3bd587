// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of a sort.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"

namespace palabre::activities::sort {

/// A group of cards: "g1".
using GroupId = Id<'g'>;

inline constexpr Bounds items_bounds{1, 16};  // cards picked up at once
inline constexpr Bounds name_bounds{1, 60};   // a heading, read from the back of the room

// Commands.
/// Puts cards into a new group.
struct Group {
  static constexpr std::string_view name = "group";
  std::vector<ItemId> items;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("items", self.items, items_bounds);
  }
};
/// Puts cards into a group, out of those that they were in.
struct Move {
  static constexpr std::string_view name = "move";
  std::vector<ItemId> items;
  GroupId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("items", self.items, items_bounds);
    field("to", self.to);
  }
};
/// Takes cards out of their groups: a loner is a card, too.
struct Alone {
  static constexpr std::string_view name = "alone";
  std::vector<ItemId> items;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("items", self.items, items_bounds);
  }
};
struct NameGroup {
  static constexpr std::string_view name = "name";
  GroupId group;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("group", self.group);
    field("text", self.text, name_bounds);
  }
};
/// Shows a card in one more group, instead of moving it back and forth.
struct Copy {
  static constexpr std::string_view name = "copy";
  ItemId item;
  GroupId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("to", self.to);
  }
};

// Events.
/// The cards are these now (ranges); one that is gone leaves its groups.
struct CardsKnown {
  static constexpr std::string_view name = "cards_known/1";
  std::vector<std::int64_t> ranges;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("ranges", self.ranges);
  }
};
struct OfCards {
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::vector<ItemId> items;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("items", self.items);
  }
};
struct GroupFormed : OfCards {
  static constexpr std::string_view name = "group_formed/1";
  GroupId group;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfCards::fields(self, field);
    field("group", self.group);
  }
};
struct CardsMoved : OfCards {
  static constexpr std::string_view name = "cards_moved/1";
  GroupId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfCards::fields(self, field);
    field("to", self.to);
  }
};
struct CardsFreed : OfCards {
  static constexpr std::string_view name = "cards_freed/1";
};
struct CardCopied : OfCards {  ///< one of them
  static constexpr std::string_view name = "card_copied/1";
  GroupId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfCards::fields(self, field);
    field("to", self.to);
  }
};
struct GroupNamed {
  static constexpr std::string_view name = "group_named/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  GroupId group;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("group", self.group);
    field("text", self.text);
  }
};
/// No card has been moved for a while.
struct CardsAtRest {
  static constexpr std::string_view name = "cards_at_rest/1";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

}  // namespace palabre::activities::sort
