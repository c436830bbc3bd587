// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/seat_set.hpp"

#include <bit>

#include <sodium.h>

#include "room/seat.hpp"

namespace palabre::app {
namespace {

constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
constexpr std::size_t bytes_max = room::seats_max / 8 + 1;

std::uint8_t bit_of(SeatId seat) { return static_cast<std::uint8_t>(1U << (seat.n % 8)); }

}  // namespace

void SeatSet::insert(SeatId seat) {
  if (!seat) return;
  const std::size_t at = seat.n / 8;
  if (bits_.size() <= at) bits_.resize(at + 1);
  bits_[at] |= bit_of(seat);
}

void SeatSet::insert(const SeatSet& others) {
  if (bits_.size() < others.bits_.size()) bits_.resize(others.bits_.size());
  for (std::size_t at = 0; at < others.bits_.size(); ++at) bits_[at] |= others.bits_[at];
}

bool SeatSet::contains(SeatId seat) const {
  const std::size_t at = seat.n / 8;
  return at < bits_.size() && (bits_[at] & bit_of(seat)) != 0;
}

std::size_t SeatSet::size() const {
  std::size_t count = 0;
  for (const std::uint8_t eight : bits_) count += static_cast<std::size_t>(std::popcount(eight));
  return count;
}

std::string SeatSet::text() const {
  std::string text(sodium_base64_encoded_len(bits_.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bits_.data(), bits_.size(), variant);
  text.pop_back();  // the 0 that C wants
  return text;
}

std::optional<SeatSet> SeatSet::read(const std::string& text) {
  SeatSet set;
  set.bits_.resize(bytes_max);
  std::size_t size = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(
      set.bits_.data(), bytes_max, text.data(), text.size(), nullptr, &size, &end, variant);
  if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
  set.bits_.resize(size);
  while (!set.bits_.empty() && set.bits_.back() == 0) set.bits_.pop_back();
  return set;
}

}  // namespace palabre::app
