// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers agree on beside a log that they share: who of them runs, which closed palabres may
// leave it, which one somebody has not got, and what was erased.
#pragma once

#include <string>
#include <vector>

#include "app/ports.hpp"

namespace palabre::app {

/// Servers report every few seconds; one that has not for so long is not waited for. Whoever was
/// forgotten itself waits as long before it lets anything go: the others may have been forgotten
/// too.
inline constexpr Duration server_gone_ms = 10'000;
/// A palabre that was asked for is brought back by whoever has it, within so long.
inline constexpr Duration wanted_ms = 60'000;
/// Of each kind, in one report.
inline constexpr std::size_t shelf_rooms_max = 64;

/// A closed palabre leaves the log once every server that runs has journaled all of it. Its codes
/// stay, and where it ended: whoever asks the log for it is refused `archived` {epoch, seq, hash},
/// until somebody who has it restores it, whole. Calls as EventLog's; may refuse with
/// `unavailable`, `disk_full`.
class Shelf {
 public:
  virtual ~Shelf() = default;

  struct Told {
    bool known = false;  ///< the server was registered: the log remembers it
    std::vector<RoomId> due;
    std::vector<RoomId> wanted;  ///< left the log, and asked for
    std::vector<RoomId> erased;
    Instant erased_until = 0;  ///< for the next report
  };
  struct Report {
    std::string server;
    Instant closed_before = 0;  ///< palabres closed before are due
    std::size_t due_after = 0;  ///< so many of them were looked at
    Instant erased_since = 0;
  };
  /// Registers the server, and tells what there is to do: at most shelf_rooms_max of each.
  virtual Task<Result<Told>> report(Report report) = 0;
  /// `room` is closed since `at`, and was when the log ended at `head`. Refuses with `conflict`
  /// when it does not end there any more.
  virtual Task<Result<void>> close(RoomId room, Head head, Instant at) = 0;
  /// `server` has all of `room` journaled, up to `head`. True when it is out of the log, which may
  /// be later, when the others said so; a room that the log lost is taken for one that left.
  /// Refuses with `conflict`, `erased`.
  virtual Task<Result<bool>> leave(RoomId room, Head head, std::string server) = 0;
  /// Asks whoever has `room` to bring it back.
  virtual Task<Result<void>> want(RoomId room) = 0;
  /// The codes that lead to `room`.
  virtual Task<Result<std::vector<std::string>>> codes(RoomId room) = 0;
};

}  // namespace palabre::app
