// SPDX-License-Identifier: AGPL-3.0-or-later
// Credit that is spent by acts and comes back with time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "base/types.hpp"

namespace palabre::app {

/// At most `burst` acts at once, one more every `every_ms`.
struct Rate {
  std::int64_t burst = 1;
  Duration every_ms = 1000;
};

class Credit {
 public:
  /// Whether an act is allowed at `now`; it is then counted.
  bool take(const Rate& rate, Instant now) {
    if (!has(rate, now)) return false;
    spent_until_ = std::max(spent_until_, now) + rate.every_ms;
    return true;
  }
  bool has(const Rate& rate, Instant now) const {
    return spent_until_ - now <= (rate.burst - 1) * rate.every_ms;
  }
  bool full(Instant now) const { return spent_until_ <= now; }

 private:
  Instant spent_until_ = 0;  ///< when all credit is back
};

/// A credit for each address; bounded: when there are too many, those that are full go first.
class CreditByAddress {
 public:
  explicit CreditByAddress(Rate rate, std::size_t addresses_max = 10'000)
      : rate_(rate), addresses_max_(addresses_max) {}
  bool has(const std::string& address, Instant now) const {
    const auto at = credits_.find(address);
    return at == credits_.end() || at->second.has(rate_, now);
  }
  bool take(const std::string& address, Instant now) {
    if (credits_.size() >= addresses_max_) {
      std::erase_if(credits_, [&](const auto& one) { return one.second.full(now); });
      if (credits_.size() >= addresses_max_) credits_.erase(credits_.begin());
    }
    return credits_[address].take(rate_, now);
  }

 private:
  Rate rate_;
  std::size_t addresses_max_;
  std::map<std::string, Credit> credits_;
};

}  // namespace palabre::app
