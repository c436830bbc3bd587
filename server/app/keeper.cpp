// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/keeper.hpp"

#include <utility>

#include <spdlog/spdlog.h>

#include "app/log_rules.hpp"
#include "app/repair.hpp"
#include "app/spawn.hpp"
#include "base/hash.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t copied_at_once = 512;  // entries

bool same_end(const Head& a, const Head& b) { return a.seq == b.seq && a.hash == b.hash; }

}  // namespace

Keeper::Keeper(std::shared_ptr<Services> services,
               std::shared_ptr<RoomDirectory> rooms,
               Duration closed_stay)
    : services_(std::move(services)),
      rooms_(std::move(rooms)),
      server_(draw_secret(services_->entropy)),
      closed_stay_(closed_stay) {}

void Keeper::start() {
  beat_ = services_->alarms.ring_at(services_->alarms.now() + keeper_every_ms, [this] { beat(); });
}

void Keeper::stop() {
  stopped_ = true;
  services_->alarms.cancel(beat_);
}

void Keeper::beat() {
  start();
  if (std::exchange(reporting_, true)) return;
  spawn(services_->loop, report(shared_from_this()));
}

// What there is to do is done beside: a server that is busy with it goes on reporting.
Task<void> Keeper::report(Self self) {
  Shelf::Report asked{self->server_,
                      self->services_->alarms.now() - self->closed_stay_,
                      self->due_after_,
                      self->erased_until_};
  auto told = co_await self->services_->shelf->report(std::move(asked));
  self->reporting_ = false;
  if (!told || self->stopped_) co_return;
  // At the start, and whenever the log has forgotten this server: what else did it lose?
  if (!told->known) self->stays_until_ = self->services_->alarms.now() + server_gone_ms;
  const bool is_due = !told->known || self->sweep_again_;
  if (is_due && !std::exchange(self->sweeping_, true)) spawn(self->services_->loop, sweep(self));
  if (std::exchange(self->working_, true)) co_return;
  spawn(self->services_->loop, work(self, std::move(*told)));
}

Task<void> Keeper::work(Self self, Shelf::Told told) {
  for (const RoomId& room : told.erased)
    if (!self->stopped_) co_await self->forget(room);
  for (const RoomId& room : told.wanted)
    if (!self->stopped_) co_await self->bring_back(room);
  for (const RoomId& room : told.due)
    if (!self->stopped_) co_await self->let_go(room);
  self->erased_until_ = told.erased_until;
  // One that stays for some reason must not keep the others from leaving.
  const bool more = told.due.size() == shelf_rooms_max;
  self->due_after_ = more ? self->due_after_ + told.due.size() : 0;
  self->working_ = false;
}

// ---- leaving

Task<void> Keeper::let_go(RoomId room) {
  const auto head = co_await services_->log.head(room);
  if (!head && head.error().code == "erased")  // nothing of it is due any more
    co_await services_->shelf->leave(room, Head{}, server_);
  if (!head) co_return;
  const auto known = co_await services_->journal->head(room);
  if (!known && known.error().code != "no_such_room") co_return;
  const Head kept = known.value_or(Head{});
  if (!same_end(kept, *head)) {
    // A host journals by itself.
    if (!rooms_->holds(room)) co_await copy(std::move(room), kept, *head);
    co_return;
  }
  const auto around = co_await keep_surroundings(room);
  if (!around) co_return;
  const auto marked = co_await services_->journal->mark_closed(room, *head, services_->log.now());
  if (!marked || services_->alarms.now() < stays_until_) co_return;
  const auto left = co_await services_->shelf->leave(room, *head, server_);
  if (!left || !*left) co_return;
  services_->metrics.left.Increment();
  spdlog::info("room {} is closed, and left the log for the journals", room.substr(0, 8));
}

// Into the journal as it stands in the log, each link of the chain checked.
Task<Result<void>> Keeper::copy(RoomId room, Head kept, Head head) {
  const auto same = co_await agrees(room, kept);
  if (!same) co_return tl::unexpected(same.error());
  if (!*same) co_return co_await open_host(std::move(room));  // a fork: a host settles it
  while (kept.seq < head.seq && !stopped_) {
    auto slice = co_await services_->log.read(room, kept.seq, copied_at_once);
    if (!slice) co_return tl::unexpected(slice.error());
    if (slice->empty()) break;
    std::vector<JournaledEntry> entries;
    Head end = kept;
    for (LoggedEntry& one : *slice) {
      end.hash = hash_of({end.hash, one.entry.header, one.entry.facts});
      if (one.seq != ++end.seq || one.hash != end.hash)
        co_return refuse("damaged", {{"seq", one.seq}});
      entries.push_back(JournaledEntry{std::move(one), {}});
    }
    auto written =
        co_await services_->journal->write(room, std::move(kept), head.epoch, std::move(entries));
    if (!written) co_return tl::unexpected(written.error());
    kept = std::move(*written);
  }
  co_return Result<void>();
}

// Whether the log's chain is the one that ends, or ended, at `kept`.
Task<Result<bool>> Keeper::agrees(RoomId room, Head kept) {
  if (kept.seq == 0) co_return true;
  const auto one = co_await services_->log.read(std::move(room), kept.seq - 1, 1);
  if (!one) co_return tl::unexpected(one.error());
  co_return !one->empty() && one->front().seq == kept.seq && one->front().hash == kept.hash;
}

// An archive is of use only with its scenario, and the codes that lead to it.
Task<Result<void>> Keeper::keep_surroundings(RoomId room) {
  const auto codes = co_await services_->shelf->codes(room);
  if (!codes) co_return tl::unexpected(codes.error());
  for (const std::string& code : *codes) {
    const auto bound = co_await services_->journal->bind_code(code, room);
    if (!bound) co_return bound;
  }
  const auto first = co_await services_->journal->read(room, 0, 1);
  if (!first) co_return tl::unexpected(first.error());
  const std::string hash =
      first->empty() ? std::string() : scenario_hash_of(first->front().logged.entry);
  const auto here = co_await services_->journal->get_blob(hash);
  if (here || hash.empty()) co_return Result<void>();
  auto blob = co_await services_->log.get_blob(hash);
  if (!blob) co_return tl::unexpected(blob.error());
  co_return co_await services_->journal->put_blob(hash, std::move(*blob));
}

// ---- coming back, and going for good

Task<void> Keeper::bring_back(RoomId room) {
  const auto head = co_await services_->log.head(room);
  const auto left = head ? std::nullopt : archived_at(head.error());
  const bool half = !head && restored_to(head.error());
  const auto known = co_await services_->journal->head(room);
  if ((!left && !half) || !known || (left && known->seq < left->seq)) co_return;
  OwnChain chain(services_->loop, *services_->journal, room);
  const auto mended = co_await mend(services_->log, chain, room, *known);
  if (!mended) co_return;
  services_->metrics.brought_back.Increment();
  spdlog::info("room {} was closed, and is back in the log: a server asked", room.substr(0, 8));
  // It leaves again once whoever asked has it.
  co_await services_->shelf->close(std::move(room), mended->head, 0);
}

Task<void> Keeper::forget(RoomId room) {
  const auto known = co_await services_->journal->head(room);
  if (!known) co_return;
  co_await services_->journal->erase(room);
  spdlog::info("room {} was erased elsewhere, and is erased here", room.substr(0, 8));
}

}  // namespace palabre::app
