// SPDX-License-Identifier: AGPL-3.0-or-later
// What every log does alike, whatever it is stored in.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "base/types.hpp"

namespace palabre::store {

/// Commands that wait in a room's inbox: as many as one turn takes.
inline constexpr std::size_t parked_commands_max = app::append_entries_max;

/// How long a tombstone stands, so that no repair or import brings an erased room back.
inline constexpr Duration tombstone_ms = 90LL * 24 * 60 * 60 * 1000;

/// The refusal of an append to a log that ends at `head`.
[[nodiscard]] inline tl::unexpected<Error> conflict_with(const app::Head& head) {
  return refuse("conflict", {{"epoch", head.epoch}, {"seq", head.seq}, {"hash", head.hash}});
}

/// Refuses with `too_large` what no log takes.
Result<void> check_size(const std::vector<app::StoredEntry>& entries);
Result<void> check_size(const std::string& blob);

}  // namespace palabre::store
