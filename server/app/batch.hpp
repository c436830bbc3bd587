// SPDX-License-Identifier: AGPL-3.0-or-later
// What a turn is asked, and by whom.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "room/take_turn.hpp"

namespace palabre::app {

using Answer = std::function<void(const room::Reply&)>;

/// An input of a room, and who waits for the answer, if anybody.
struct Item {
  room::Input input;
  Answer answer;
  std::optional<Random::Seed> chance{};  ///< what it drew from, when that is journaled
  Instant parked_at = 0;                 ///< when other servers were last given a copy
  Instant until = 0;                     ///< of somebody who comes in: no copy is good for longer
};
using Batch = std::vector<Item>;

/// Whoever was given a copy has so long to decide it, before others are given one too.
inline constexpr Duration parked_again_ms = 250;

/// Whoever comes in waits so long for one of the servers: a copy is not decided later.
inline constexpr Duration open_parked_for_ms = 1'000;

/// Whether others can decide it for us: what a person wishes, and who comes in.
bool can_be_parked(const Item& item);
/// What of `batches` is to be parked at `now`, in bytes: that of which nobody has a copy, or not
/// lately, and with each wish whatever else its session said, so that nothing overtakes it.
std::vector<std::string> park(const std::vector<Batch*>& batches, Instant now);
/// Beside each entry, the wish that led to it: repair may have to decide it again.
std::vector<std::string> journaled_of(const std::vector<room::Entry>& entries, const Batch& batch);
/// Those of `batch` that the log has judged meanwhile: they are taken out of it.
Batch take_judged(const room::Room& room, Batch& batch);
/// They are parked now, or may be: whoever takes them decides them as well.
void mark_elsewhere(Batch& batch);
/// Others served the room while this server slept: nothing is to be moved.
void drop_slept(Batch& batch);

}  // namespace palabre::app
