// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/room_host.hpp"

namespace palabre::app {

RoomLine* LineList::add(const std::string& sid, RoomLine* line) {
  RoomLine*& at = by_sid_[sid];
  RoomLine* before = at;
  if (before != nullptr) lines_[before->slot_] = nullptr;
  at = line;
  line->slot_ = lines_.size();
  lines_.push_back(line);
  drop_gaps();
  return before;
}

void LineList::remove(const std::string& sid, RoomLine* line) {
  const auto at = by_sid_.find(sid);
  if (at == by_sid_.end() || at->second != line) return;
  by_sid_.erase(at);
  lines_[line->slot_] = nullptr;
  drop_gaps();
}

RoomLine* LineList::find(const std::string& sid) const {
  const auto at = by_sid_.find(sid);
  return at == by_sid_.end() ? nullptr : at->second;
}

void LineList::each(const std::function<void(RoomLine&)>& tell) {
  const std::size_t count = lines_.size();
  if (count == 0) return;
  ++telling_;
  start_ = (start_ + 1) % count;
  for (std::size_t i = 0; i < count; ++i)
    if (RoomLine* line = lines_[(start_ + i) % count]) tell(*line);
  --telling_;
  drop_gaps();
}

// Gaps are closed once they are as many as the lines, so that each removal stays O(1).
void LineList::drop_gaps() {
  if (telling_ > 0 || lines_.size() < 2 * by_sid_.size() + 8) return;
  std::size_t to = 0;
  for (RoomLine* line : lines_) {
    if (line == nullptr) continue;
    line->slot_ = to;
    lines_[to++] = line;
  }
  lines_.resize(to);
}

}  // namespace palabre::app
