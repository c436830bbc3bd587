// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of a score.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.hpp"

namespace palabre::activities::score {

inline constexpr Bounds scale_bounds{0, 20};    // finer steps nobody can tell apart
inline constexpr Bounds dots_bounds{1, 100};    // more are not spread but bargained
inline constexpr std::size_t options_max = 64;  // as long as a list of a view may be
/// The option that is always there when the input says `passive`: to decide nothing.
inline constexpr std::string_view passive_option = "passive";

struct NoFields {
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

// Commands.
struct Rate {
  static constexpr std::string_view name = "rate";
  std::string option;
  std::int64_t value = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("option", self.option);
    field("value", self.value, scale_bounds);
  }
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

// Events.
/// The options are these now, each in this version. An option in another version than before is
/// another one: its scores are gone.
struct OptionsSet {
  static constexpr std::string_view name = "options_set/1";
  std::vector<std::string> options;
  std::vector<std::int64_t> versions;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("options", self.options);
    field("versions", self.versions);
  }
};
enum class Unfit { too_few, too_many };
constexpr std::array<std::string_view, 2> names_of(Unfit) { return {"too_few", "too_many"}; }
/// There is nothing to weigh one against another, or more than anybody can weigh.
struct OptionsUnfit {
  static constexpr std::string_view name = "options_unfit/1";
  Unfit reason = Unfit::too_few;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("reason", self.reason);
  }
};
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
/// A human act took the seat out: nobody waits for it. What it gave whole stays.
struct SeatReleased : OfSeat {
  static constexpr std::string_view name = "seat_released/1";
};
struct SeatFinished : OfSeat {
  static constexpr std::string_view name = "seat_finished/1";
};
struct SeatReopened : OfSeat {
  static constexpr std::string_view name = "seat_reopened/1";
};
struct OptionRated {
  static constexpr std::string_view name = "option_rated/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::string option;
  std::int64_t value = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("option", self.option);
    field("value", self.value, scale_bounds);
  }
};
/// Everybody sees the totals from here on; nothing is scored any more.
struct ScoresRevealed {
  static constexpr std::string_view name = "scores_revealed/1";
  std::optional<SeatId> by;  ///< none: the last one had finished
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("by", self.by);
  }
};

}  // namespace palabre::activities::score
