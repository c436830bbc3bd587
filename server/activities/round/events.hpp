// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of a round.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/fields.hpp"

namespace palabre::activities::round {

/// Where a seat stands in the order. From `spoke` on: terminal, one per seat when the round closes.
enum class Mark { waiting, speaking, spoke, passed, away, aside, left, without_answer };
constexpr std::array<std::string_view, 8> names_of(Mark) {
  return {"waiting", "speaking", "spoke", "passed", "away", "aside", "left", "without_answer"};
}
/// `second`: whoever passed is asked once more.
enum class Phase { first, second, closed };
constexpr std::array<std::string_view, 3> names_of(Phase) { return {"first", "second", "closed"}; }
/// `rotate`: starts one seat further than the palabre's last round.
enum class Start { rotate, first };
constexpr std::array<std::string_view, 2> names_of(Start) { return {"rotate", "first"}; }
/// Who moved the stick on: the speaker, the next seat, whoever conducts.
enum class Ending { finished, taken_over, moved_on };
constexpr std::array<std::string_view, 3> names_of(Ending) {
  return {"finished", "taken_over", "moved_on"};
}

struct NoFields {
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};

// Commands.
struct Finish {
  static constexpr std::string_view name = "finish";
  std::optional<Text> note;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("note", self.note);
  }
};
struct Pass : NoFields {
  static constexpr std::string_view name = "pass";
};
struct Resume : NoFields {
  static constexpr std::string_view name = "resume";
};
struct TakeOver : NoFields {
  static constexpr std::string_view name = "take_over";
};
struct MoveOn : NoFields {
  static constexpr std::string_view name = "move_on";
};
struct Later : NoFields {
  static constexpr std::string_view name = "later";
};
struct WriteNote {
  static constexpr std::string_view name = "note";
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text);
  }
};
struct Ask {
  static constexpr std::string_view name = "ask";
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("text", self.text);
  }
};
struct Reply {
  static constexpr std::string_view name = "reply";
  ItemId item;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("text", self.text);
  }
};

// Events.
/// The order: the counted seats (ranges, ascending), turned so that `start` comes first.
struct OrderDrawn {
  static constexpr std::string_view name = "order_drawn/1";
  std::vector<std::int64_t> ranges;
  SeatId start;
  bool backward = false;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("ranges", self.ranges);
    field("start", self.start);
    field("backward", self.backward);
  }
};
struct TurnGiven {
  static constexpr std::string_view name = "turn_given/1";
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};
struct TurnEnded {
  static constexpr std::string_view name = "turn_ended/1";
  SeatId seat;  ///< who has spoken
  Ending how = Ending::finished;
  SeatId by;  ///< whose act it was
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("how", self.how);
    field("by", self.by);
    field("entered_by", self.entered_by);
  }
};
struct TurnPassed {
  static constexpr std::string_view name = "turn_passed/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
struct TurnDeferred {
  static constexpr std::string_view name = "turn_deferred/1";
  SeatId seat;
  SeatId by;
  std::uint32_t ticket = 0;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("by", self.by);
    field("ticket", self.ticket);
  }
};
/// A late comer, somebody who is back, or a passer who speaks after all.
struct SeatQueued {
  static constexpr std::string_view name = "seat_queued/1";
  SeatId seat;
  std::uint32_t ticket = 0;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("ticket", self.ticket);
    field("entered_by", self.entered_by);
  }
};
/// A human act took the seat out before it could speak.
struct SeatMarked {
  static constexpr std::string_view name = "seat_marked/1";
  SeatId seat;
  Mark mark = Mark::away;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("mark", self.mark);
  }
};
/// `seats` passed and are asked once more, in this order.
struct SecondPassOpened {
  static constexpr std::string_view name = "second_pass_opened/1";
  std::vector<SeatId> seats;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seats", self.seats);
  }
};
struct RoundClosed : NoFields {
  static constexpr std::string_view name = "round_closed/1";
};
struct NoteWritten {
  static constexpr std::string_view name = "note_written/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  Text text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct QuestionAsked {
  static constexpr std::string_view name = "question_asked/1";
  ItemId item;
  SeatId seat;
  std::optional<SeatId> entered_by;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};
struct QuestionAnswered {
  static constexpr std::string_view name = "question_answered/1";
  ItemId item;
  SeatId seat;  ///< who answered
  std::optional<SeatId> entered_by;
  std::optional<Text> text;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("item", self.item);
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("text", self.text);
  }
};

}  // namespace palabre::activities::round
