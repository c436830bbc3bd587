// SPDX-License-Identifier: AGPL-3.0-or-later
// One room's end of the log: entries out, entries in, the chain checked on the way.
#pragma once

#include <string>
#include <vector>

#include "app/ports.hpp"
#include "room/event.hpp"

namespace palabre::app {

class RoomLog {
 public:
  RoomLog(EventLog& log, RoomId id) : log_(log), id_(std::move(id)) {}

  const Head& head() const { return head_; }

  /// Learns the log's epoch. Refuses with `no_such_room`, `erased`.
  Task<Result<void>> open();

  /// Entries read back, in order.
  struct Slice {
    std::vector<room::Entry> entries;
    std::uint64_t first_seq = 0;  ///< of the first one
    bool ours = false;  ///< they begin with what the last append() wrote, though it was not told so
  };

  /// The next entries after the head, at most `max`; none at the end of the log. Refuses with
  /// `damaged` {seq} when the chain is broken, and what the log refuses with.
  Task<Result<Slice>> read_on(std::size_t max);

  /// Appends at the head. Gives what others parked. Refuses as EventLog::append; after any refusal
  /// the log has to be read on before the next append.
  Task<Result<std::vector<std::string>>> append(std::vector<room::Entry> entries,
                                                std::vector<std::string> commands);

 private:
  EventLog& log_;
  RoomId id_;
  Head head_;
  std::string tried_;  ///< the first header of an append whose end is not known
};

}  // namespace palabre::app
