// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/bases.hpp"

#include <algorithm>
#include <utility>

namespace palabre::app {

void Bases::add(std::shared_ptr<const room::Room> room, Instant now) {
  while (!kept_.empty() && kept_.front().at + base_kept_ms < now) kept_.pop_front();
  if (kept_.size() >= bases_max) {
    std::deque<Base> thinned;
    for (std::size_t i = 0; i < kept_.size(); ++i)
      if (i >= kept_.size() / 2 || i % 2 == 1) thinned.push_back(std::move(kept_[i]));
    kept_ = std::move(thinned);
  }
  const std::uint64_t seq = room->position.seq;
  if (!kept_.empty() && kept_.back().seq >= seq) kept_.pop_back();
  kept_.push_back(Base{seq, now, std::move(room)});
}

std::shared_ptr<const room::Room> Bases::find(std::uint64_t seq) const {
  const auto at =
      std::lower_bound(kept_.begin(), kept_.end(), seq, [](const Base& base, std::uint64_t wanted) {
        return base.seq < wanted;
      });
  return at != kept_.end() && at->seq == seq ? at->room : nullptr;
}

}  // namespace palabre::app
