// SPDX-License-Identifier: AGPL-3.0-or-later
// A room's log and its journal: whether the one still holds what the other does, at the beginning
// and ever again.
#include <algorithm>
#include <utility>

#include "app/log_rules.hpp"
#include "app/room_log.hpp"
#include "app/spawn.hpp"

namespace palabre::app {

Task<Result<Mended>> RoomLog::open() {
  const auto head = co_await log_.head(id_);
  const bool in_part = !head && restored_to(head.error());
  const auto left = head ? std::nullopt : archived_at(head.error());
  Result<Head> known = refuse("no_such_room");
  if (chain_) known = co_await chain_->journal().head(id_);
  if (!head && head.error().code == "erased") {
    if (known) co_await erase_journal();
    co_return tl::unexpected(head.error());
  }
  if (!known && known.error().code == "erased") {
    // An older file of the log brought back what was erased.
    if (head || left) co_await log_.erase(id_);
    co_return tl::unexpected(known.error());
  }
  if (left) {
    Result<bool> here = false;
    if (known) here = co_await is_journaled(*left, *known);
    if (!here) co_return tl::unexpected(here.error());
    if (!*here) co_return refuse("archived");
    known->epoch = std::max(known->epoch, left->epoch);
  }
  if (!known) {
    if (in_part) co_return refuse("unavailable", {{"reason", "restoring"}});
    if (!head) co_return tl::unexpected(head.error());
    head_.epoch = head->epoch;
    if (chain_) chain_->begin(head_);
    co_return Mended{};
  }
  const bool gone = left || (!head && head.error().code == "no_such_room");
  if (!head && !gone && !in_part) co_return tl::unexpected(head.error());
  if (gone) {
    archived_ = true;
    head_.epoch = known->epoch;
    co_return Mended{};
  }
  auto mended = co_await app::mend(log_, *chain_, id_, *known);
  if (mended) follow(*mended, *known);
  co_return mended;
}

Task<Result<bool>> RoomLog::is_journaled(Head left, Head known) {
  if (known.seq < left.seq) co_return false;
  const auto hash = co_await chain_->hash_at(left.seq);
  if (!hash) co_return tl::unexpected(hash.error());
  co_return *hash == left.hash;
}

// What is read from now on begins at the room's first entry; the journal has the part up to
// `journaled`.
void RoomLog::follow(const Mended& mended, Head journaled) {
  head_ = Head{mended.head.epoch, 0, {}};
  archived_ = false;
  if (mended.found == Mended::Found::forked) {
    chain_->hold();
    chain_->begin(mended.head);
  } else {
    journaled.epoch = mended.head.epoch;
    chain_->begin(std::move(journaled));
  }
}

struct RoomLog::Asked {
  explicit Asked(net::io_context& loop) : done(loop) {}
  Happening done;
  Result<Head> head;
};

Task<void> RoomLog::ask_head(std::shared_ptr<Asked> asked, EventLog& log, RoomId id) {
  asked->head = co_await log.head(std::move(id));
  asked->done.happen();
}

void RoomLog::ask_epoch() {
  asked_ = std::make_shared<Asked>(loop_);
  spawn(loop_, ask_head(asked_, log_, id_));
}

Task<void> RoomLog::look_at_epoch() {
  if (!asked_) ask_epoch();
  const auto asked = std::exchange(asked_, nullptr);
  co_await asked->done.wait();
  const auto& head = asked->head;
  if (!head || head->hash != head_.hash) co_return;
  if (head->epoch < head_.epoch && chain_)
    co_await mend();  // an older file: no epoch comes twice
  else
    head_.epoch = head->epoch;
}

Task<Result<Mended>> RoomLog::mend() {
  if (!chain_) co_return refuse("damaged", {{"seq", head_.seq}});
  // What is folded anew may not have reached the end of our chain yet.
  const Head ours = std::max(
      head_, chain_->end(), [](const Head& one, const Head& other) { return one.seq < other.seq; });
  auto mended = co_await app::mend(log_, *chain_, id_, ours);
  if (!mended) co_return mended;
  if (mended->found != Mended::Found::forked && head_.seq < ours.seq) {
    const auto known = co_await chain_->hash_at(head_.seq);
    if (!known) co_return tl::unexpected(known.error());
    if (*known != head_.hash) mended->found = Mended::Found::forked;  // what was folded is gone
  }
  const bool was_archived = std::exchange(archived_, false);
  if (mended->found == Mended::Found::forked)
    follow(*mended, ours);
  else
    head_.epoch = mended->head.epoch;
  if (was_archived && head_.seq > 0) chain_->begin(head_);
  co_return mended;
}

void RoomLog::let_orphans_go() {
  if (chain_) chain_->release();
}

Task<void> RoomLog::erase_journal() {
  if (chain_) co_await chain_->journal().erase(id_);
}

// Asked beside the turns: what pushes tell goes on being read meanwhile.
Task<bool> RoomLog::still_holds() {
  if (!chain_ || archived_ || head_.seq == 0) co_return false;
  const Head stood = head_;
  const auto asked = std::make_shared<Asked>(loop_);
  spawn(loop_, ask_head(asked, log_, id_));
  const auto there = co_await log_.read(id_, stood.seq - 1, 1);
  co_await asked->done.wait();
  co_return there && there->size() == 1 && there->front().seq == stood.seq &&
      there->front().hash == stood.hash && asked->head && asked->head->epoch == head_.epoch;
}

}  // namespace palabre::app
