// SPDX-License-Identifier: AGPL-3.0-or-later
// How a host mends its log, and decides again what a fork of it orphaned.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/log_rules.hpp"
#include "app/room_host.hpp"

namespace palabre::app {

// The log lost what we know, or goes on otherwise.
Task<Result<void>> RoomHost::repair() {
  auto mended = co_await log_.mend();
  if (!mended) co_return tl::unexpected(mended.error());
  const bool forked = mended->found == Mended::Found::forked;
  take_mended(std::move(*mended));
  // Nothing is judged on a room that is folded in part, nor on none: what is folded anew after a
  // fork agrees with a log that loses everything meanwhile, but the journal still has it.
  retry_ms_ = std::max(retry_ms_, retry_first_ms);
  while (forked && !broken_) {
    auto folded = co_await fold_anew();
    if (folded && is_founded()) break;
    if (!folded && !is_passing(folded.error().code)) co_return tl::unexpected(folded.error());
    co_await pause_before_retry();
  }
  co_return Result<void>();
}

Task<Result<void>> RoomHost::fold_anew() {
  const auto folded = co_await catch_up();
  if (!folded) co_return tl::unexpected(folded.error());
  if (is_founded()) co_return Result<void>();
  auto opened = co_await log_.open();
  if (!opened) co_return tl::unexpected(opened.error());
  take_mended(std::move(*opened));
  co_return Result<void>();
}

// Told to operators whenever something was put back or taken apart. After a fork the room is folded
// anew from the chain that holds; whoever has a line is shown nothing of it before the orphans are
// decided again.
void RoomHost::take_mended(Mended mended) {
  using Found = Mended::Found;
  if (mended.found == Found::whole) return;
  if (mended.found == Found::left) {
    services_->metrics.brought_back.Increment();
    spdlog::info("room {} was closed, and is back in the log", id_.substr(0, 8));
    return;
  }
  const char* found = mended.found == Found::behind    ? "behind"
                      : mended.found == Found::emptied ? "emptied"
                                                       : "forked";
  services_->metrics.repaired(found, mended.restored, mended.orphans.size());
  spdlog::warn("room {}: the log was {}; {} entries put back, {} orphans to be decided again",
               id_.substr(0, 8),
               found,
               mended.restored,
               mended.orphans.size());
  if (mended.found != Found::forked) return;
  if (!fork_) fork_.emplace();
  fork_->add(std::move(mended.orphans), mended.head.seq, services_->alarms.now());
  room_ = std::make_shared<const room::Room>();
  fanout_.forget();
}

// One after the other, each in an entry of its own: what the next is about may have another name by
// then. Others may decide the same; whoever comes first settles it for all.
Task<Result<void>> RoomHost::settle_orphans() {
  while (fork_ && !broken_ && is_founded()) {
    const auto orphan = fork_->next(services_->alarms.now());
    if (!orphan) break;
    Batch batch;
    batch.push_back(Item{*orphan, nullptr});
    retry_ms_ = retry_first_ms;
    room::Turn turn = decide(batch);
    const auto entries = turn.entries;
    if (entries.empty()) fork_->drop(*orphan);
    const auto done = co_await commit(turn, batch);
    if (!done) co_return tl::unexpected(done.error());
    if (!*done) continue;
    for (const room::Entry& entry : entries)
      if (!entry.events.empty() && entry.events.front().record.type == room::SetAside::name)
        services_->metrics.set_aside.Increment();
  }
  if (!fork_ || broken_) co_return Result<void>();
  if (!fork_->is_settled()) {
    services_->alarms.cancel(orphans_due_);
    orphans_due_ = services_->alarms.ring_at(fork_->due(), [this] {
      orphans_due_ = AlarmClock::Id{};
      look_again();
    });
    co_return Result<void>();
  }
  const auto outcomes = fork_->outcomes();
  fork_.reset();
  log_.let_orphans_go();
  for (const room::CompareOutcome& outcome : outcomes)
    submit(room::ServerCommand(outcome), nullptr);
  spdlog::warn("room {}: the fork is settled", id_.substr(0, 8));
  co_return Result<void>();
}

// [G2] What a session said after an orphan that waits for another server waits with it.
void RoomHost::hold_back(Batch& batch) {
  if (!fork_) return;
  const auto held = std::stable_partition(batch.begin(), batch.end(), [&](const Item& item) {
    const auto* wish = std::get_if<room::Wish>(&item.input);
    return wish == nullptr || !fork_->comes_before(wish->sid, wish->cseq);
  });
  std::move(held, batch.end(), std::back_inserter(held_));
  batch.erase(held, batch.end());
}

// Before whatever came since; what must wait on is held back again.
void RoomHost::bring_back(Batch& into) {
  auto waited = std::exchange(held_, {});
  hold_back(waited);
  into.insert(
      into.begin(), std::make_move_iterator(waited.begin()), std::make_move_iterator(waited.end()));
}

// Once the journal has it as it is, the shelf is told; again when something was written since.
void RoomHost::note_closed() {
  if (services_->shelf == nullptr || noting_ || log_.is_archived() || !is_founded()) return;
  if (room_->access != room::Access::closed || room_->erasing || room_->taken_out) return;
  if (noted_ == room_->position.seq) return;
  noting_ = true;
  spawn(services_->loop, tell_closed(shared_from_this()));
}

Task<void> RoomHost::tell_closed(std::shared_ptr<RoomHost> self) {
  const Head head = self->log_.head();
  const Instant at = self->room_->touched_at;
  RoomId id = self->id_;
  auto told = co_await self->services_->journal->mark_closed(std::move(id), head, at);
  if (told) {
    id = self->id_;
    told = co_await self->services_->shelf->close(std::move(id), head, at);
  }
  if (told) self->noted_ = head.seq;
  self->noting_ = false;
}

// The journal keeps the scenario too: the log may lose it together with the room.
Task<void> RoomHost::keep_blob() {
  if (services_->journal == nullptr) co_return;
  const std::string hash = room_->charter->scenario_hash;
  if (const auto kept = co_await services_->journal->get_blob(hash); kept) co_return;
  auto blob = co_await services_->log.get_blob(hash);
  if (blob) co_await services_->journal->put_blob(hash, std::move(*blob));
}

}  // namespace palabre::app
