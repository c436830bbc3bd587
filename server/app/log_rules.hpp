// SPDX-License-Identifier: AGPL-3.0-or-later
// What every log does alike, whatever it is stored in.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "app/ports.hpp"
#include "base/result.hpp"
#include "base/types.hpp"

namespace palabre::app {

/// Commands that wait in a room's inbox: as many as one turn takes.
inline constexpr std::size_t parked_commands_max = append_entries_max;

/// How long a tombstone stands, so that no repair or import brings an erased room back.
inline constexpr Duration tombstone_ms = 90LL * 24 * 60 * 60 * 1000;

/// Whether a log that ends at `head` lost what `expected` knows: no log goes back by itself.
inline bool ends_before(const Head& head, const Head& expected) {
  return std::tie(head.epoch, head.seq) < std::tie(expected.epoch, expected.seq);
}

/// The refusal of whoever expected something else of a log that ends at `head`.
[[nodiscard]] inline tl::unexpected<Error> conflict_with(const Head& head) {
  return refuse("conflict", {{"epoch", head.epoch}, {"seq", head.seq}, {"hash", head.hash}});
}

/// The refusal of an append to a log that lost what was there before it, and ends at `head`.
[[nodiscard]] inline tl::unexpected<Error> log_behind(const Head& head) {
  return refuse("log_behind", {{"epoch", head.epoch}, {"seq", head.seq}, {"hash", head.hash}});
}

/// What the log cannot do now, and may do later.
inline bool is_passing(const std::string& code) {
  return code == "unavailable" || code == "disk_full" || code == "inbox_full";
}

/// How long what was put back in part stays hidden after its latest part. Then whoever knew the
/// rest is taken for gone, and the log is what there is.
inline constexpr Duration restoring_ms = 60'000;

/// The refusal of whoever reads a log that is being put back, and ends at `head` for now. Its hash
/// is for servers only.
[[nodiscard]] inline tl::unexpected<Error> restoring_at(const Head& head) {
  return refuse(
      "unavailable",
      {{"reason", "restoring"}, {"epoch", head.epoch}, {"seq", head.seq}, {"hash", head.hash}});
}

/// The refusal of whoever asks for a room that was closed and left the log when it ended at `head`.
/// Its hash is for servers only.
[[nodiscard]] inline tl::unexpected<Error> left_at(const Head& head) {
  return refuse("archived", {{"epoch", head.epoch}, {"seq", head.seq}, {"hash", head.hash}});
}

/// The head that a refusal carries.
inline Head head_of(const Error& error) {
  return Head{error.params.value("epoch", std::uint32_t{1}),
              error.params.value("seq", std::uint64_t{0}),
              error.params.value("hash", std::string())};
}

/// How far the log is put back, when that is what `error` says.
inline std::optional<Head> restored_to(const Error& error) {
  if (error.code != "unavailable" || error.params.value("reason", std::string()) != "restoring")
    return std::nullopt;
  return head_of(error);
}

/// Where the room ended when it left the log, when that is what `error` says.
inline std::optional<Head> archived_at(const Error& error) {
  return error.code == "archived" ? std::optional(head_of(error)) : std::nullopt;
}

/// Refuses with `too_large` what no log takes.
inline Result<void> check_size(const std::vector<StoredEntry>& entries) {
  if (entries.size() > append_entries_max)
    return refuse("too_large", {{"entries", entries.size()}, {"max", append_entries_max}});
  for (const StoredEntry& entry : entries) {
    const std::size_t bytes = entry.header.size() + entry.facts.size() + entry.words.size();
    if (bytes > entry_bytes_max)
      return refuse("too_large", {{"bytes", bytes}, {"max", entry_bytes_max}});
  }
  return {};
}

inline Result<void> check_size(const std::string& blob) {
  if (blob.size() > blob_bytes_max)
    return refuse("too_large", {{"bytes", blob.size()}, {"max", blob_bytes_max}});
  return {};
}

}  // namespace palabre::app
