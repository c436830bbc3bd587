// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/memory_journal.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/log_rules.hpp"
#include "base/hash.hpp"

namespace palabre::store {

namespace asio = boost::asio;
using app::RoomId;
using app::Task;

MemoryJournal::MemoryJournal(asio::io_context& loop, std::shared_ptr<JournalRecords> records)
    : loop_(loop), records_(std::move(records)) {}

// Every call completes in a later turn of the loop, as it would with a disk.
Task<Result<void>> MemoryJournal::turn() {
  asio::use_awaitable_t<asio::io_context::executor_type> token;
  co_await asio::post(loop_, token);
  if (fails_) co_return refuse("unavailable");
  co_return Result<void>();
}

Task<Result<app::Head>> MemoryJournal::head(RoomId room) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return refuse("no_such_room");
  if (found->second.erased) co_return refuse("erased");
  co_return found->second.head;
}

Task<Result<std::vector<app::JournaledEntry>>> MemoryJournal::read(RoomId room,
                                                                   std::uint64_t seq,
                                                                   std::size_t max) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  std::vector<app::JournaledEntry> entries;
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return entries;
  if (found->second.erased) co_return refuse("erased");
  const auto& all = found->second.entries;
  const std::size_t last = std::min(all.size(), seq + std::min(max, app::append_entries_max));
  for (std::size_t i = seq; i < last; ++i) entries.push_back(all[i]);
  co_return entries;
}

Task<Result<app::Head>> MemoryJournal::write(RoomId room,
                                             app::Head after,
                                             std::uint32_t epoch,
                                             std::vector<app::JournaledEntry> entries) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  JournalRecords::Room& there = records_->rooms[room];
  if (there.erased) co_return refuse("erased");
  const bool beyond = after.seq > there.entries.size();
  const std::string hash =
      beyond || after.seq == 0 ? std::string() : there.entries[after.seq - 1].logged.hash;
  if (beyond || hash != after.hash) co_return app::conflict_with(there.head);
  if (there.entries.size() > after.seq) there.closed_at = 0;
  there.entries.resize(after.seq);
  there.head = app::Head{epoch, after.seq, after.hash};
  for (app::JournaledEntry& one : entries) {
    there.head.seq += 1;
    there.head.hash = hash_of({there.head.hash, one.logged.entry.header, one.logged.entry.facts});
    one.logged.seq = there.head.seq;
    one.logged.hash = there.head.hash;
    there.entries.push_back(std::move(one));
  }
  co_return there.head;
}

Task<Result<void>> MemoryJournal::put_blob(std::string hash, std::string bytes) {
  if (auto able = co_await turn(); !able) co_return able;
  records_->blobs.emplace(std::move(hash), std::move(bytes));
  co_return Result<void>();
}

Task<Result<std::string>> MemoryJournal::get_blob(std::string hash) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  const auto found = records_->blobs.find(hash);
  if (found == records_->blobs.end()) co_return refuse("no_such_blob");
  co_return found->second;
}

Task<Result<void>> MemoryJournal::bind_code(std::string code, RoomId room) {
  if (auto able = co_await turn(); !able) co_return able;
  records_->codes[std::move(code)] = std::move(room);
  co_return Result<void>();
}

Task<Result<RoomId>> MemoryJournal::find_code(std::string code) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  const auto found = records_->codes.find(code);
  if (found == records_->codes.end()) co_return refuse("no_such_palabre");
  co_return found->second;
}

Task<Result<std::vector<std::string>>> MemoryJournal::codes(RoomId room) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  std::vector<std::string> codes;
  for (const auto& [code, of] : records_->codes)
    if (of == room) codes.push_back(code);
  co_return codes;
}

Task<Result<std::vector<app::JournaledRoom>>> MemoryJournal::rooms(RoomId after, std::size_t max) {
  if (auto able = co_await turn(); !able) co_return tl::unexpected(able.error());
  std::vector<app::JournaledRoom> found;
  for (auto at = records_->rooms.upper_bound(after); at != records_->rooms.end(); ++at) {
    if (found.size() == max) break;
    found.push_back({at->first, at->second.head, at->second.closed_at, at->second.erased});
  }
  co_return found;
}

Task<Result<void>> MemoryJournal::mark_closed(RoomId room, app::Head head, Instant at) {
  if (auto able = co_await turn(); !able) co_return able;
  const auto found = records_->rooms.find(room);
  const app::Head there = found == records_->rooms.end() ? app::Head{} : found->second.head;
  if (there.seq == 0 || there.seq != head.seq || there.hash != head.hash)
    co_return app::conflict_with(there);
  if (found->second.closed_at == 0) found->second.closed_at = at;
  co_return Result<void>();
}

Task<Result<void>> MemoryJournal::erase(RoomId room) {
  if (auto able = co_await turn(); !able) co_return able;
  records_->rooms[room] = JournalRecords::Room{{}, {}, true, 0};
  std::erase_if(records_->codes, [&room](const auto& code) { return code.second == room; });
  co_return Result<void>();
}

}  // namespace palabre::store
