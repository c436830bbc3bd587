// SPDX-License-Identifier: AGPL-3.0-or-later
// A palabre moves from one log to another, as a file: `palabre export`, `palabre import`.
#pragma once

#include <cstdint>
#include <string>

#include "app/entropy.hpp"
#include "app/ports.hpp"

namespace palabre::app {

/// What moved.
struct MovedRoom {
  RoomId room;
  std::string code;  ///< as people type it
  std::uint64_t entries = 0;
  std::string bytes;  ///< of an export: the file
};

/// Takes the palabre of `code` out of `log`: its last entry says so, no server serves it here any
/// more, and its clocks stand still until it is brought in somewhere (also here again). Gives the
/// file: a line of JSON that names it, one with its scenario, then one an entry, with its hash.
/// Whoever exports twice gets the same file. Refuses with `cannot_move` {sentence}, and what the
/// log refuses with.
Task<Result<MovedRoom>> export_palabre(EventLog& log, Entropy entropy, std::string typed_code);

/// Brings in what export_palabre gave: every hash is computed anew from the stored bytes before
/// anything is written. Nothing is overwritten: a palabre that is here already, has been erased
/// here, or whose code leads elsewhere is refused; what an interrupted import left is completed.
/// Refuses with `cannot_move` {sentence}, and what the log refuses with.
Task<Result<MovedRoom>> import_palabre(EventLog& log, Entropy entropy, std::string bytes);

}  // namespace palabre::app
