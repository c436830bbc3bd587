// SPDX-License-Identifier: AGPL-3.0-or-later
// Small judgements that several kinds of activity share.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "activities/activity.hpp"

namespace palabre::activities {

/// A version of a text, as a key of rows: "v3".
using VersionId = Id<'v'>;

/// Who entered the act, when it was another seat than the one whose act it is.
inline std::optional<SeatId> entered_by_other(const Context& by) {
  if (!by.entered_by || by.entered_by == by.seat) return std::nullopt;
  return by.entered_by;
}

/// Refuses with `not_counted` when the seat of the act is not counted now.
inline Result<void> seat_counted(const Context& by) {
  if (by.is_counted(by.seat)) return {};
  return refuse("not_counted");
}

/// Refuses with `not_allowed` unless the act is one of whoever facilitates (who may, even when
/// aside in the matter itself), or of any counted seat in a palabre without a conductor.
inline Result<void> conducting(const Context& by) {
  if (!by.conducts()) return refuse("not_allowed");
  return by.has_role("facilitator") ? Result<void>() : seat_counted(by);
}

/// Refuses with `stale` {version} when the act is about another version than `current`, or about
/// none.
inline Result<void> about_version(const Context& by, std::int64_t current) {
  if (by.version == current) return {};
  return refuse("stale", {{"version", current}});
}

/// The `version` in the output of the referenced activity `id`; 0 when there is none.
inline std::int64_t version_of(const Context& by, const std::string& id) {
  const auto at = by.refs.find(id);
  if (at == by.refs.end() || !at->second.is_object()) return 0;
  const auto version = at->second.find("version");
  return version != at->second.end() && version->is_number_integer() ? version->get<std::int64_t>()
                                                                     : 0;
}

/// Whether `written` is a day of the calendar, as "2026-12-20".
bool is_date(std::string_view written);

/// Seats in ascending order as pairs first, last: s1 s2 s3 s7 → 1 3 7 7. Thousands of seats fit
/// into an event so.
std::vector<std::int64_t> seat_ranges(const std::vector<SeatId>& ascending);

/// The seats of such ranges; what is not a range is left out, and of all that follows
/// `seats_in_ranges_max` seats, so that no recorded event can cost without bound.
std::vector<SeatId> seats_of_ranges(const std::vector<std::int64_t>& ranges);
inline constexpr std::size_t seats_in_ranges_max = 20'000;  // twice the largest room

/// The counted seats of the census, in ascending order.
std::vector<SeatId> counted_seats(const Context& by);

/// The ids as strings, for outputs and minutes.
Json seat_names(const std::vector<SeatId>& seats);

using SeatCounts = PersistentMap<SeatId, std::size_t>;

/// One more, or one less, of `seat`; a seat with none is not kept.
void add_one(SeatCounts& counts, SeatId seat);
void take_one(SeatCounts& counts, SeatId seat);

/// The first keys of a map of seats, as many as a `Missing` may name.
template <class V>
std::vector<SeatId> first_seats(const PersistentMap<SeatId, V>& map) {
  std::vector<SeatId> seats;
  for (std::size_t i = 0; i < missing_seats_max; ++i) {
    const SeatId* seat = map.key_at(i);
    if (seat == nullptr) break;
    seats.push_back(*seat);
  }
  return seats;
}

}  // namespace palabre::activities
