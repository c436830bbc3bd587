// SPDX-License-Identifier: AGPL-3.0-or-later
// What pushes told of one room: where its log ends, and the entries that led there.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "app/ports.hpp"

namespace palabre::app {

/// As many as a server may fall behind and still go on from what it was told.
inline constexpr std::size_t told_entries_max = 1'024;
inline constexpr std::size_t told_heads_max = 64;

class Told {
 public:
  /// Somebody appended: the log ends at `head`, and `entries` (none: they are not known here) are
  /// its last. False when that is no news: what is pushed may come later than what is answered.
  bool grew(const Head& head, std::vector<LoggedEntry> entries);
  /// Somebody looked: the log ends there now, perhaps earlier than before. False when that is no
  /// news.
  bool ends(const Head& head);
  /// Whether it was told of as the end, or as led to, lately: an answer that pushes overtook.
  bool knows(const Head& head) const;
  /// Where it ended when that was last told.
  const std::optional<Head>& end() const { return end_; }

  /// The entries beyond `after` up to the end that is known, without a gap; none when they are not
  /// all here, or of another epoch.
  std::vector<LoggedEntry> after(const Head& after);

 private:
  std::optional<Head> end_;
  std::deque<LoggedEntry> entries_;  ///< the last ones up to end_, or none
  std::deque<Head> known_;           ///< the last ones that were told of
};

inline bool Told::grew(const Head& head, std::vector<LoggedEntry> entries) {
  if (end_ && std::tie(head.epoch, head.seq) <= std::tie(end_->epoch, end_->seq)) return false;
  const bool leads_there =
      !entries.empty() && entries.back().seq == head.seq && entries.back().hash == head.hash;
  const bool goes_on = leads_there && end_ && end_->epoch == head.epoch && !entries_.empty() &&
                       entries_.back().seq + 1 == entries.front().seq;
  if (!goes_on) entries_.clear();
  if (leads_there)
    for (const LoggedEntry& one : entries) known_.push_back(Head{head.epoch, one.seq, one.hash});
  else
    known_.push_back(head);
  while (known_.size() > told_heads_max) known_.pop_front();
  if (leads_there)
    entries_.insert(entries_.end(),
                    std::make_move_iterator(entries.begin()),
                    std::make_move_iterator(entries.end()));
  while (entries_.size() > told_entries_max) entries_.pop_front();
  end_ = head;
  return true;
}

inline bool Told::knows(const Head& head) const {
  return std::find(known_.begin(), known_.end(), head) != known_.end();
}

inline bool Told::ends(const Head& head) {
  if (end_ == head) return false;
  entries_.clear();
  known_.assign({head});
  end_ = head;
  return true;
}

inline std::vector<LoggedEntry> Told::after(const Head& after) {
  if (!end_ || end_->epoch != after.epoch) return {};
  while (!entries_.empty() && entries_.front().seq <= after.seq) entries_.pop_front();
  if (entries_.empty() || entries_.front().seq != after.seq + 1) return {};
  return {entries_.begin(), entries_.end()};
}

}  // namespace palabre::app
