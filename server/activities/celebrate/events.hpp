// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of a celebration.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/fields.hpp"

namespace palabre::activities::celebrate {

inline constexpr Bounds thanks_bounds{1, 140};  // a breath's length

// Commands.
struct JoinIn {
  static constexpr std::string_view name = "join_in";
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
struct Thank {
  static constexpr std::string_view name = "thank";
  SeatId seat;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("text", self.text, thanks_bounds);
  }
};
/// Takes one's own thanks back: a neighbour may have entered them wrongly.
struct Withdraw {
  static constexpr std::string_view name = "withdraw";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
using Command = std::variant<JoinIn, Thank, Withdraw>;

// Events.
struct SeatJoinedIn {
  static constexpr std::string_view name = "seat_joined_in/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
struct SeatThanked {
  static constexpr std::string_view name = "seat_thanked/1";
  ItemId item;
  SeatId seat;  ///< who thanks
  SeatId to;
  std::optional<SeatId> entered_by;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("to", self.to);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct ThanksWithdrawn {
  static constexpr std::string_view name = "thanks_withdrawn/1";
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
using Event = std::variant<SeatJoinedIn, SeatThanked, ThanksWithdrawn>;

}  // namespace palabre::activities::celebrate
