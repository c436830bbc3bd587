// SPDX-License-Identifier: AGPL-3.0-or-later
// A turn: everything that a room does for one batch of inputs. Pure: the same room, inputs and
// context give the same turn.
#pragma once

#include <vector>

#include "base/random.hpp"
#include "room/command.hpp"
#include "room/room.hpp"

namespace palabre::room {

inline constexpr std::size_t microsteps_max = 64;          // a chart that needs more is endless
inline constexpr std::size_t events_per_entry_max = 4096;  // begin and end of everything, with room
inline constexpr std::uint64_t entries_max = 200'000;      // half a second to replay

/// Looks on while a turn is decided, for coverage; never changes anything.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void took(const chart::Step& step) = 0;
  virtual void judged(const chart::Guard& leaf, bool held) = 0;
};

/// What is handed in from outside.
struct TurnContext {
  Instant now = 0;           ///< room time
  Random* random = nullptr;  ///< fresh chance
  /// The scenario to found on; only read by Found.
  std::shared_ptr<const Scenario> scenario{};
  Observer* observer = nullptr;
  /// What each input draws from, when it may have to draw the same again; else `random`.
  std::vector<Random::Seed> chances{};
  Random* drawn = nullptr;  ///< of the input that is judged now
};

/// What became of one input.
struct Reply {
  std::uint64_t seq = 0;  ///< the entry that holds it; 0 when refused or nothing was written
  std::optional<Error> refusal;
  bool final = true;      ///< of a refusal: false = send it again later
  bool repeated = false;  ///< an answer kept from before
  SeatId seat;            ///< of OpenSession: the seat, if any
  std::string token;      ///< of RenewLinks: the screen's new secret, shown once
};

struct Turn {
  std::vector<Entry> entries;  ///< to be appended in this order; seqs follow the room's position
  Room room;                   ///< after them
  std::vector<Reply> replies;  ///< one for each input
};

/// Settles the deadlines that have come, then judges each input in order, each at the state that
/// those before it left. An input that is refused leaves no trace.
Turn take_turn(const Room& room, const std::vector<Input>& inputs, const TurnContext& context);

/// Records one entry at `seq`. Refuses with `unknown_event` (a newer version wrote it): the room is
/// then not to be served by this build. `scenario` is needed for the founding entry only.
Result<Room> apply(const Room& room,
                   const Entry& entry,
                   std::uint64_t seq,
                   const std::shared_ptr<const Scenario>& scenario = nullptr);

/// When the room wants its next Tick, if ever.
std::optional<Instant> next_deadline(const Room& room);

}  // namespace palabre::room
