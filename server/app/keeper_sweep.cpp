// SPDX-License-Identifier: AGPL-3.0-or-later
// The journal against the log, room by room: at the start, and when the log lost what it knew.
#include <string_view>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/keeper.hpp"
#include "app/log_rules.hpp"
#include "app/repair.hpp"
#include "room/event.hpp"

namespace palabre::app {
namespace {

bool says(const Json& event, std::string_view type) {
  return event.is_object() && event.contains("type") && event["type"] == type;
}

bool says_closed(const Json& event) {
  if (!says(event, room::AccessChanged::name) || !event.contains("facts")) return false;
  const Json& facts = event["facts"];
  return facts.is_object() && facts.contains("access") && facts["access"] == "closed";
}

}  // namespace

// Ends only: no room is read but those that differ, and none is held in memory but forks.
Task<void> Keeper::sweep(Self self) {
  RoomId after;
  std::size_t seen = 0;
  std::size_t failed = 0;
  while (!self->stopped_) {
    const auto rooms = co_await self->services_->journal->rooms(after, swept_at_once);
    if (!rooms || rooms->empty()) break;
    for (const JournaledRoom& kept : *rooms) {
      if (self->stopped_) co_return;
      const auto compared = co_await self->compare(kept);
      if (!compared && compared.error().code == "unavailable") ++failed;
    }
    seen += rooms->size();
    after = rooms->back().room;
    co_await self->services_->alarms.pause(sweep_pause_ms);
  }
  self->sweeping_ = false;
  self->sweep_again_ = failed > 0;
  if (seen > 0)
    spdlog::info("{} journaled rooms were compared with the log, {} could not be", seen, failed);
}

Task<Result<void>> Keeper::compare(JournaledRoom kept) {
  // Its host looks every second, at what is open.
  if (rooms_->holds(kept.room) && kept.closed_at == 0) co_return Result<void>();
  const auto head = co_await services_->log.head(kept.room);
  const std::string code = head ? std::string() : head.error().code;
  if (kept.erased) {
    if (!head && code != "archived") co_return Result<void>();
    // An older file of the log brought back what was erased.
    co_return co_await services_->log.erase(kept.room);
  }
  if (head) co_return co_await compare_ends(std::move(kept), *head);
  if (code == "erased") {
    co_await forget(std::move(kept.room));
    co_return Result<void>();
  }
  if (code == "no_such_room") co_return co_await compare_lost(std::move(kept));
  const auto left = archived_at(head.error());
  if (!left) co_return tl::unexpected(head.error());
  // It went on and was closed while this server was away: this one is to have it too.
  if (kept.head.seq < left->seq) co_return co_await services_->shelf->want(kept.room);
  co_return Result<void>();
}

// What is closed stays in the archive, and known to the log; what is open has to be in it.
Task<Result<void>> Keeper::compare_lost(JournaledRoom kept) {
  if (kept.closed_at == 0) co_return co_await put_back(std::move(kept));
  const auto codes = co_await services_->journal->codes(kept.room);
  if (!codes) co_return tl::unexpected(codes.error());
  for (const std::string& one : *codes) {
    const auto bound = co_await services_->log.bind_code(one, kept.room);
    if (!bound && bound.error().code != "code_taken") co_return bound;
  }
  const auto left = co_await services_->shelf->leave(kept.room, kept.head, server_);
  if (!left) co_return tl::unexpected(left.error());
  co_return Result<void>();
}

Task<Result<void>> Keeper::compare_ends(JournaledRoom kept, Head head) {
  if (head.seq == kept.head.seq && head.hash == kept.head.hash)
    co_return co_await look_at_last(std::move(kept));
  if (head.seq > kept.head.seq) {
    const auto same = co_await agrees(kept.room, kept.head);
    if (!same) co_return tl::unexpected(same.error());
    if (*same) co_return Result<void>();  // others wrote on
    co_return co_await open_host(std::move(kept.room));
  }
  co_return co_await put_back(std::move(kept));
}

// A server that died between the last word and what follows from it left that to us.
Task<Result<void>> Keeper::look_at_last(JournaledRoom kept) {
  const auto last = co_await services_->journal->read(kept.room, kept.head.seq - 1, 1);
  if (!last) co_return tl::unexpected(last.error());
  if (last->empty()) co_return Result<void>();
  const LoggedEntry& logged = last->front().logged;
  bool is_closed = kept.closed_at != 0;
  for (const Json& event : events_of(logged.entry)) {
    if (says(event, room::ErasureAsked::name)) co_return co_await open_host(std::move(kept.room));
    is_closed = is_closed || says_closed(event);
  }
  if (!is_closed) co_return Result<void>();
  const Instant at = kept.closed_at != 0 ? kept.closed_at : services_->log.now();
  const auto marked = co_await services_->journal->mark_closed(kept.room, kept.head, at);
  if (!marked) co_return marked;
  co_return co_await services_->shelf->close(kept.room, kept.head, at);
}

Task<Result<void>> Keeper::put_back(JournaledRoom kept) {
  OwnChain chain(services_->loop, *services_->journal, kept.room);
  const auto mended = co_await mend(services_->log, chain, kept.room, kept.head);
  if (!mended) co_return tl::unexpected(mended.error());
  using Found = Mended::Found;
  if (mended->found == Found::forked) co_return co_await open_host(std::move(kept.room));
  if (mended->found != Found::behind && mended->found != Found::emptied) co_return Result<void>();
  const char* found = mended->found == Found::behind ? "behind" : "emptied";
  services_->metrics.repaired(found, mended->restored, 0);
  spdlog::warn("room {}: the log was {}; {} entries put back",
               kept.room.substr(0, 8),
               found,
               mended->restored);
  co_return Result<void>();
}

Task<Result<void>> Keeper::open_host(RoomId room) {
  const auto host = co_await rooms_->visit(std::move(room));
  if (!host && host.error().code != "erased") co_return tl::unexpected(host.error());
  co_return Result<void>();
}

}  // namespace palabre::app
