// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/own_chain.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/spawn.hpp"

namespace palabre::app {

void OwnChain::begin(Head after) {
  ++begun_;
  follows_ = true;
  cut_ = true;
  epoch_ = after.epoch;
  if (begun_ > 1 && after.seq > after_.seq) {
    std::erase_if(waiting_, [&](const auto& one) { return one.logged.seq > after.seq; });
  } else {
    after_ = std::move(after);
    waiting_.clear();
  }
}

void OwnChain::add(LoggedEntry logged, std::string command, std::uint32_t epoch) {
  const std::uint64_t known = waiting_.empty() ? after_.seq : waiting_.back().logged.seq;
  if (!follows_ || logged.seq <= known) return;
  if (waiting_.size() >= unjournaled_max) {
    spdlog::error("room {} is not journaled any further until it is loaded again",
                  id_.substr(0, 8));
    follows_ = false;
    return;
  }
  epoch_ = epoch;
  waiting_.push_back(JournaledEntry{std::move(logged), std::move(command)});
  write_soon();
}

Head OwnChain::end() const {
  if (waiting_.empty()) return after_;
  const LoggedEntry& last = waiting_.back().logged;
  return Head{epoch_, last.seq, last.hash};
}

void OwnChain::release() {
  if (std::exchange(held_, false)) write_soon();
}

void OwnChain::write_soon() {
  if (writing_ || held_) return;
  writing_ = true;
  spawn(loop_, write(shared_from_this()));
}

// Behind the append, in whatever batches come: nobody waits for it.
Task<void> OwnChain::write(std::shared_ptr<OwnChain> self) {
  while (!self->held_ && (!self->waiting_.empty() || self->cut_)) {
    const auto count = std::min(self->waiting_.size(), append_entries_max);
    std::vector<JournaledEntry> batch(self->waiting_.begin(),
                                      self->waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    const Head after = self->after_;
    const int begun = self->begun_;
    RoomId id = self->id_;
    const auto written =
        co_await self->journal_.write(std::move(id), after, self->epoch_, std::move(batch));
    if (self->begun_ != begun) continue;  // what was written beyond is dropped with the next
    if (!written) {
      // Tried again with the next entry; what waits is there for repair meanwhile.
      spdlog::warn(
          "room {} could not be journaled: {}", self->id_.substr(0, 8), written.error().code);
      break;
    }
    self->cut_ = false;
    self->after_ = *written;
    self->waiting_.erase(self->waiting_.begin(),
                         self->waiting_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  self->writing_ = false;
}

Task<Result<std::vector<JournaledEntry>>> OwnChain::read(std::uint64_t seq, std::size_t max) {
  // Before begin() there is only the journal.
  const std::uint64_t journaled = begun_ > 0 ? after_.seq : UINT64_MAX;
  std::vector<JournaledEntry> entries;
  if (seq < journaled) {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(max, journaled - seq));
    RoomId id = id_;
    auto read = co_await journal_.read(std::move(id), seq, most);
    if (!read) co_return tl::unexpected(read.error());
    entries = std::move(*read);
  }
  for (const JournaledEntry& one : waiting_)
    if (entries.size() < max && one.logged.seq == seq + entries.size() + 1) entries.push_back(one);
  co_return entries;
}

Task<Result<std::string>> OwnChain::hash_at(std::uint64_t seq) {
  if (seq == 0) co_return std::string();
  const auto one = co_await read(seq - 1, 1);
  if (!one) co_return tl::unexpected(one.error());
  co_return one->empty() ? std::string() : one->front().logged.hash;
}

}  // namespace palabre::app
