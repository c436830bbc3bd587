// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/outbox.hpp"

#include <algorithm>
#include <utility>

namespace palabre::sim {

std::uint64_t Outbox::put(Json frame) {
  frame["t"] = "command";
  frame["cseq"] = next_;
  entries_.push_back(Entry{std::move(frame), next_, std::nullopt, false});
  return next_++;
}

void Outbox::above(std::uint64_t judged) { next_ = std::max(next_, judged + 1); }

void Outbox::fresh_line() {
  for (Entry& entry : entries_) entry.sent = false;
  held_ = false;
}

std::vector<Json> Outbox::take() {
  std::vector<Json> frames;
  if (held_) return frames;
  std::size_t open = 0;
  for (Entry& entry : entries_) {
    if (entry.acked) continue;
    if (++open > unanswered_max) break;
    if (!std::exchange(entry.sent, true)) frames.push_back(entry.frame);
  }
  return frames;
}

void Outbox::acked(std::uint64_t cseq, std::uint64_t seq, std::uint64_t shown) {
  for (Entry& entry : entries_)
    if (entry.cseq == cseq) entry.acked = seq;
  seen(shown);
}

void Outbox::seen(std::uint64_t shown) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.acked && *entry.acked <= shown; });
}

// The log stands at `shown`, perhaps before where it once was [C4].
void Outbox::whole(std::uint64_t shown) {
  for (Entry& entry : entries_)
    if (entry.frame["seen"].get<std::uint64_t>() > shown) entry.frame["seen"] = shown;
}

void Outbox::refused(std::uint64_t cseq, bool final) {
  if (final) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.cseq == cseq; });
    return;
  }
  for (Entry& entry : entries_)
    if (entry.cseq >= cseq && !entry.acked) entry.sent = false;
  held_ = true;
}

std::size_t Outbox::unanswered() const {
  return static_cast<std::size_t>(std::count_if(
      entries_.begin(), entries_.end(), [](const Entry& entry) { return !entry.acked; }));
}

}  // namespace palabre::sim
