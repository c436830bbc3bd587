// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of a collect.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"

namespace palabre::activities::collect {

enum class Visibility { live, blind };
constexpr std::array<std::string_view, 2> names_of(Visibility) { return {"live", "blind"}; }
enum class Asked { text, choice, number, seat };
constexpr std::array<std::string_view, 4> names_of(Asked) {
  return {"text", "choice", "number", "seat"};
}
/// Who reveals: the last one who finishes, whoever conducts, or nobody: notes for oneself.
enum class Reveal { automatic, desk, never };
constexpr std::array<std::string_view, 3> names_of(Reveal) { return {"auto", "desk", "never"}; }

inline constexpr Bounds number_bounds{-1'000'000, 1'000'000};  // what a person can still read

struct NoFields {
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

/// What a person gives: exactly one of these, as the input asks.
struct Given {
  std::optional<Text> text;
  std::optional<std::string> choice;
  std::optional<std::int64_t> number;
  std::optional<SeatId> seat;
  bool operator==(const Given&) const = default;
};

inline constexpr Bounds named_items_bounds{1, 4};  // more is about everything

/// What an item says beside its words.
struct Beside {
  std::optional<std::vector<std::string>> about;  ///< items of the activity that `from` names
  std::optional<std::string> tag;
  bool operator==(const Beside&) const = default;
};

// Commands.
struct OfGiven {
  Given given;
  Beside beside;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.given.text);
    field("choice", self.given.choice);
    field("number", self.given.number, number_bounds);
    field("seat", self.given.seat);
    field("about", self.beside.about, named_items_bounds);
    field("tag", self.beside.tag);
  }
};
struct Submit : OfGiven {
  static constexpr std::string_view name = "submit";
  std::optional<std::vector<ItemId>> on;  ///< what it builds on
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfGiven::fields(self, field);
    field("on", self.on, named_items_bounds);
  }
};
struct ChangeItem : OfGiven {
  static constexpr std::string_view name = "change";
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    OfGiven::fields(self, field);
  }
};
struct OfItem {
  ItemId item;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
  }
};
struct Withdraw : OfItem {
  static constexpr std::string_view name = "withdraw";
};
struct Finish : NoFields {
  static constexpr std::string_view name = "finish";
};
struct Reopen : NoFields {
  static constexpr std::string_view name = "reopen";
};
struct RevealNow : NoFields {
  static constexpr std::string_view name = "reveal";
};
struct Hide : OfItem {
  static constexpr std::string_view name = "hide";
};
struct Show : OfItem {
  static constexpr std::string_view name = "show";
};

// Events.
/// These seats are waited for (ranges, ascending).
struct SeatsAwaited {
  static constexpr std::string_view name = "seats_awaited/1";
  std::vector<std::int64_t> ranges;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("ranges", self.ranges);
  }
};
struct OfSeat {
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
/// A human act took the seat out: nobody waits for it. What it gave stays.
struct SeatReleased : OfSeat {
  static constexpr std::string_view name = "seat_released/1";
};
struct SeatFinished : OfSeat {
  static constexpr std::string_view name = "seat_finished/1";
};
struct SeatReopened : OfSeat {
  static constexpr std::string_view name = "seat_reopened/1";
};
struct OfContent {
  ItemId item;
  SeatId seat;  ///< whose it is
  std::optional<SeatId> entered_by;
  std::optional<Text> text;
  std::optional<std::string> choice;
  std::optional<std::int64_t> number;
  std::optional<SeatId> seat_chosen;
  std::optional<std::vector<std::string>> about;  ///< none, of a change: as it was; likewise `tag`
  std::optional<std::string> tag;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
    field("choice", self.choice);
    field("number", self.number, number_bounds);
    field("seat_chosen", self.seat_chosen);
    field("about", self.about);
    field("tag", self.tag);
  }
};
struct ItemSubmitted : OfContent {
  static constexpr std::string_view name = "item_submitted/1";
  std::optional<std::vector<ItemId>> on;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    OfContent::fields(self, field);
    field("on", self.on);
  }
};
struct ItemChanged : OfContent {
  static constexpr std::string_view name = "item_changed/1";
};
struct OfItemBySeat {
  ItemId item;
  SeatId seat;  ///< whose act it was
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
struct ItemWithdrawn : OfItemBySeat {
  static constexpr std::string_view name = "item_withdrawn/1";
};
struct ItemHidden : OfItemBySeat {
  static constexpr std::string_view name = "item_hidden/1";
};
struct ItemShown : OfItemBySeat {
  static constexpr std::string_view name = "item_shown/1";
};
/// Everybody sees everything from here on; only builds are added any more, where they may be.
struct ItemsRevealed {
  static constexpr std::string_view name = "items_revealed/1";
  std::optional<SeatId> by;  ///< none: the last one had finished
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("by", self.by);
  }
};

}  // namespace palabre::activities::collect
