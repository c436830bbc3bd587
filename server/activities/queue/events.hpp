// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands and events of the speaker queue.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/fields.hpp"

namespace palabre::activities::queue {

enum class Policy { fifo, fewest_turns };
constexpr std::array<std::string_view, 2> names_of(Policy) { return {"fifo", "fewest_turns"}; }
/// What the hand is for: to speak, to answer what was just said, a point of order.
enum class HandKind { speak, reply, order };
constexpr std::array<std::string_view, 3> names_of(HandKind) { return {"speak", "reply", "order"}; }
enum class SignalKind { cannot_hear, slower, not_understood, frame };
constexpr std::array<std::string_view, 4> names_of(SignalKind) {
  return {"cannot_hear", "slower", "not_understood", "frame"};
}

struct NoFields {
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
struct OfSeat {
  SeatId seat;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
  }
};

// Commands.
struct Raise {
  static constexpr std::string_view name = "raise";
  std::optional<HandKind> kind;  ///< speak
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("kind", self.kind);
  }
};
struct Lower : NoFields {
  static constexpr std::string_view name = "lower";
};
struct GiveFloor : OfSeat {
  static constexpr std::string_view name = "give_floor";
};
struct CallNext : NoFields {
  static constexpr std::string_view name = "call_next";
};
struct Finish : NoFields {
  static constexpr std::string_view name = "finish";
};
struct GiveSignal {
  static constexpr std::string_view name = "signal";
  SignalKind kind = SignalKind::cannot_hear;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("kind", self.kind);
  }
};
struct ClearSignal : NoFields {
  static constexpr std::string_view name = "clear_signal";
};
struct ClearSignals : NoFields {
  static constexpr std::string_view name = "clear_signals";
};
struct Pause : NoFields {
  static constexpr std::string_view name = "pause";
};
struct Unpause : NoFields {
  static constexpr std::string_view name = "unpause";
};

// Events.
struct HandRaised {
  static constexpr std::string_view name = "hand_raised/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  HandKind kind = HandKind::speak;
  std::uint32_t ticket = 0;  ///< the order in which hands went up
  std::uint32_t place = 0;   ///< the order in which they are called, within a kind
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("kind", self.kind);
    field("ticket", self.ticket);
    field("place", self.place);
  }
};
struct HandLowered : OfSeat {
  static constexpr std::string_view name = "hand_lowered/1";
};
struct FloorGiven : OfSeat {
  static constexpr std::string_view name = "floor_given/1";
};
struct FloorEnded : OfSeat {
  static constexpr std::string_view name = "floor_ended/1";
};
struct SignalGiven {
  static constexpr std::string_view name = "signal_given/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  SignalKind kind = SignalKind::cannot_hear;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
    field("kind", self.kind);
  }
};
struct SignalCleared : OfSeat {
  static constexpr std::string_view name = "signal_cleared/1";
};
struct SignalsCleared : OfSeat {
  static constexpr std::string_view name = "signals_cleared/1";
};
struct PauseCalled {
  static constexpr std::string_view name = "pause_called/1";
  SeatId seat;
  std::optional<SeatId> entered_by;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seat", self.seat);
    field("entered_by", self.entered_by);
  }
};
struct PauseEnded : OfSeat {
  static constexpr std::string_view name = "pause_ended/1";
};

}  // namespace palabre::activities::queue
