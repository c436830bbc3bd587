// SPDX-License-Identifier: AGPL-3.0-or-later
// The frames of SPEC §3 as values: what a phone, desk or screen says, and what it is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"
#include "room/position.hpp"

namespace palabre::wire {

using room::Position;

inline constexpr std::size_t frames_max = 64;                // [L1]
inline constexpr std::size_t message_bytes_max = 16 * 1024;  // [L4]
inline constexpr std::size_t json_depth_max = 16;            // a command is three levels deep

// ---- from the phone

/// [P1] The first frame of a line.
struct Hello {
  std::string code;
  std::string secret;
  std::optional<Position> position;  ///< of the view that the phone still has
  bool watches_screen = false;
  bool unpacks = false;  ///< [L5] it reads packed messages
  bool operator==(const Hello&) const = default;
};

/// [P2]
struct Command {
  std::uint64_t cseq = 0;
  std::uint64_t seen = 0;
  std::string on;  ///< "", "c7", "a3"
  std::optional<std::int64_t> version;
  std::optional<SeatId> for_seat;
  Json body = Json::object();
  bool operator==(const Command&) const = default;
};

/// [P3]
struct Visible {
  bool hidden = false;
  bool operator==(const Visible&) const = default;
};
struct Ping {
  bool operator==(const Ping&) const = default;
};
struct Watch {
  bool screen = false;
  bool operator==(const Watch&) const = default;
};

using FrameUp = std::variant<Hello, Command, Visible, Ping, Watch>;

// ---- from the server (views and patches are put together of shared pieces: see layers.hpp)

/// [S1]
struct Welcome {
  std::vector<SeatId> seats;
  bool founder = false;
  std::string face;
  Instant now = 0;
  std::string scenario;  ///< the hash of its blob
  std::string build;
  std::uint64_t cseq = 0;
  std::optional<SeatId> claiming;
  bool operator==(const Welcome&) const = default;
};

/// [S4]
struct Ack {
  std::uint64_t cseq = 0;
  std::uint64_t seq = 0;
  bool operator==(const Ack&) const = default;
};

/// [S5]
struct Refused {
  std::uint64_t cseq = 0;
  Error error;
  bool final = true;
  bool operator==(const Refused&) const = default;
};

/// [S6]
struct Time {
  Instant now = 0;
  bool operator==(const Time&) const = default;
};
struct Presence {
  std::size_t here = 0;
  std::vector<SeatId> awaited;
  bool operator==(const Presence&) const = default;
};
inline constexpr std::size_t awaited_max = 64;  // more is a crowd, not a list of names
struct Notice {
  Error error;
  bool operator==(const Notice&) const = default;
};
struct Go {
  Duration after_ms = 0;
  std::string code;
  bool operator==(const Go&) const = default;
};

using FrameDown = std::variant<Welcome, Ack, Refused, Time, Presence, Notice, Go>;

}  // namespace palabre::wire
