// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of groups.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/fields.hpp"

namespace palabre::activities::groups {

using GroupId = Id<'g'>;

inline constexpr Bounds idea_bounds{1, 280};  // one idea, as it would be said aloud

// Commands.
struct Share {
  static constexpr std::string_view name = "share";
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text, idea_bounds);
  }
};
/// `group`: another one than one's own, by whoever conducts (in a hall).
struct Pass {
  static constexpr std::string_view name = "pass";
  std::optional<GroupId> group;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("group", self.group);
  }
};
struct ChangeIdea {
  static constexpr std::string_view name = "change";
  ItemId item;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("text", self.text, idea_bounds);
  }
};
struct Withdraw {
  static constexpr std::string_view name = "withdraw";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Move {
  static constexpr std::string_view name = "move";
  SeatId seat;
  GroupId to;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("to", self.to);
  }
};
using Command = std::variant<Share, Pass, ChangeIdea, Withdraw, Move>;

// Events.
/// The groups as they were drawn, from g1 on, written as `packed` (packed.hpp) writes them: ten
/// thousand seats fit into one entry of the log so.
struct GroupsDrawn {
  static constexpr std::string_view name = "groups_drawn/1";
  std::string members;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("members", self.members);
  }
};
/// A seat came late, came back after it had left, or was moved.
struct SeatPlaced {
  static constexpr std::string_view name = "seat_placed/1";
  SeatId seat;
  GroupId group;
  std::optional<SeatId> by;  ///< who moved it; none: it came late
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("group", self.group);
    field("by", self.by);
    field("entered_by", self.entered_by);
  }
};
/// A member is not awaited now, or is again; it keeps its group.
struct MemberMarked {
  static constexpr std::string_view name = "member_marked/1";
  SeatId seat;
  bool here = false;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("here", self.here);
  }
};
struct MemberLeft {
  static constexpr std::string_view name = "member_left/1";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};
struct IdeaShared {
  static constexpr std::string_view name = "idea_shared/1";
  ItemId item;
  GroupId group;
  SeatId seat;  ///< who said it for the group
  std::optional<SeatId> entered_by;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("group", self.group);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct GroupPassed {
  static constexpr std::string_view name = "group_passed/1";
  GroupId group;
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("group", self.group);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
struct IdeaChanged {
  static constexpr std::string_view name = "idea_changed/1";
  ItemId item;
  SeatId seat;
  std::optional<SeatId> entered_by;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct IdeaWithdrawn {
  static constexpr std::string_view name = "idea_withdrawn/1";
  ItemId item;
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
using Event = std::variant<GroupsDrawn,
                           SeatPlaced,
                           MemberMarked,
                           MemberLeft,
                           IdeaShared,
                           GroupPassed,
                           IdeaChanged,
                           IdeaWithdrawn>;

}  // namespace palabre::activities::groups
