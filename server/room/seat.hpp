// SPDX-License-Identifier: AGPL-3.0-or-later
// Seats and sessions: a person's place, and what a device holds.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/activity.hpp"
#include "base/shared.hpp"
#include "base/types.hpp"

namespace palabre::room {

using activities::Attendance;
using ClaimId = Id<'k'>;
using AsideId = Id<'x'>;    ///< a contribution that was set aside
using OutcomeId = Id<'o'>;  ///< an outcome on the side of a fork that does not hold

inline constexpr std::size_t seats_max =
    12'000;  // 10 000 people, and those who came back as new ones
inline constexpr std::size_t sessions_max =
    40'000;  // a phone, a tab and a lost browser for each seat
inline constexpr std::size_t seats_listed_max =
    64;  // above, a phone gets counts instead of the list

enum class Face { phone, desk, screen };
constexpr std::array<std::string_view, 3> names_of(Face) { return {"phone", "desk", "screen"}; }

/// A person's place in the palabre, with or without a device.
struct Seat {
  Text name;
  std::string place;  ///< "room", "remote", or a place's own name
  Attendance attendance = Attendance::counted;
  bool device = true;
  SeatId voice;  ///< who added a seat without a device, and enters for it
  bool late = false;
  Text last_word;
  Instant joined_at = 0;
  bool operator==(const Seat&) const = default;
};

/// An answer kept for a command that may be sent again [C2].
struct KeptAnswer {
  std::uint64_t cseq = 0;
  std::uint64_t seq = 0;
  std::string salt;     ///< empty once the words were erased: a repeat is then taken as the same
  std::string digest;   ///< hash_of({salt, body})
  std::string refused;  ///< the code of a refusal that is kept; empty: it was accepted
  bool operator==(const KeptAnswer&) const = default;
};
inline constexpr std::size_t kept_answers_max = 8;  // as many as a session may have unanswered

/// What a device holds. Its secret is stored nowhere; its id is the secret's hash.
struct Session {
  Face face = Face::phone;
  std::vector<SeatId> seats;
  bool founder = false;
  bool closed = false;
  std::uint64_t last_cseq = 0;
  std::vector<Shared<KeptAnswer>> answers;
  bool operator==(const Session&) const = default;
};

/// "It is me, I am back": waits for a neighbour or the desk.
struct Claim {
  std::string sid;
  SeatId seat;
  bool operator==(const Claim&) const = default;
};

}  // namespace palabre::room
