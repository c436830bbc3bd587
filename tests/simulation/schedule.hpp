// SPDX-License-Identifier: AGPL-3.0-or-later
// Virtual time: what is to happen, by its instant, then in the order in which it was asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "base/types.hpp"

namespace palabre::sim {

class Schedule {
 public:
  explicit Schedule(Instant begin) : now_(begin) {}

  Instant now() const { return now_; }
  void at(Instant instant, std::function<void()> happens) {
    events_.emplace(std::pair(std::max(instant, now_), ++count_), std::move(happens));
  }
  void in(Duration wait, std::function<void()> happens) { at(now_ + wait, std::move(happens)); }

  /// When the next thing happens; 0 when nothing will.
  Instant next() const { return events_.empty() ? 0 : events_.begin()->first.first; }
  /// Lets no time pass beyond `instant`.
  void advance(Instant instant) { now_ = std::max(now_, instant); }
  /// Lets the next thing happen, at its instant.
  void step() {
    auto first = events_.extract(events_.begin());
    now_ = first.key().first;
    first.mapped()();
  }
  /// Nothing of what was asked for happens any more.
  void drop() { events_.clear(); }

 private:
  Instant now_;
  std::uint64_t count_ = 0;
  std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> events_;
};

}  // namespace palabre::sim
