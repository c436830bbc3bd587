// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/memory_shelf.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/log_rules.hpp"

namespace palabre::store {

namespace asio = boost::asio;
using app::Head;
using app::RoomId;
using app::Task;

Task<void> MemoryShelf::turn() {
  asio::use_awaitable_t<asio::io_context::executor_type> token;
  co_await asio::post(loop_, token);
}

Task<Result<app::Shelf::Told>> MemoryShelf::report(Report report) {
  co_await turn();
  const Instant now = records_->now;
  const auto old = [now](Duration longest) {
    return [now, longest](const auto& one) { return one.second < now - longest; };
  };
  std::erase_if(records_->servers, old(app::server_gone_ms));
  std::erase_if(records_->wanted, old(app::wanted_ms));
  Told told;
  told.known = records_->servers.contains(report.server);
  records_->servers[report.server] = now;
  std::vector<std::pair<Instant, RoomId>> due;
  for (const auto& [room, at] : records_->closed)
    if (at <= report.closed_before) due.emplace_back(at, room);
  std::sort(due.begin(), due.end());
  for (std::size_t i = report.due_after; i < due.size(); ++i)
    if (told.due.size() < app::shelf_rooms_max) told.due.push_back(due[i].second);
  for (const auto& [room, at] : records_->wanted) told.wanted.push_back(room);
  told.erased_until = report.erased_since;
  for (const auto& [at, room] : records_->erased) {
    if (at < report.erased_since || told.erased.size() == app::shelf_rooms_max) continue;
    told.erased.push_back(room);
    told.erased_until = at;
  }
  co_return told;
}

Task<Result<void>> MemoryShelf::close(RoomId room, Head head, Instant at) {
  co_await turn();
  const auto found = records_->rooms.find(room);
  const MemoryRecords::Room there =
      found == records_->rooms.end() ? MemoryRecords::Room() : found->second;
  if (there.erased) co_return refuse("erased");
  if (there.barred(records_->now) || there.head != head) co_return app::conflict_with(there.head);
  records_->closed[room] = at;
  co_return Result<void>();
}

// Whoever reported lately, and no one else, has to have it.
bool MemoryShelf::have_all(const MemoryRecords::Room& room) const {
  return std::all_of(records_->servers.begin(), records_->servers.end(), [&](const auto& server) {
    const auto kept = room.kept.find(server.first);
    return server.second < records_->now - app::server_gone_ms ||
           (kept != room.kept.end() && kept->second == room.head.hash);
  });
}

Task<Result<bool>> MemoryShelf::leave(RoomId room, Head head, std::string server) {
  co_await turn();
  const bool lost = !records_->rooms.contains(room);
  MemoryRecords::Room& there = records_->rooms[room];
  if (there.erased || (there.left && !there.is_hidden(records_->now))) records_->closed.erase(room);
  if (there.erased) co_return refuse("erased");
  if (there.is_hidden(records_->now)) co_return app::conflict_with(there.head);
  if (there.left) co_return true;
  if (!lost) {
    if (there.head != head) co_return app::conflict_with(there.head);
    there.kept[server] = there.head.hash;
    if (!have_all(there)) co_return false;
  }
  MemoryRecords::Room left;
  left.head.epoch = head.epoch;
  left.left = std::move(head);
  left.parked = std::move(there.parked);
  there = std::move(left);
  records_->closed.erase(room);
  co_return true;
}

Task<Result<void>> MemoryShelf::want(RoomId room) {
  co_await turn();
  const auto found = records_->rooms.find(room);
  if (found != records_->rooms.end() && found->second.left) records_->wanted[room] = records_->now;
  co_return Result<void>();
}

Task<Result<std::vector<std::string>>> MemoryShelf::codes(RoomId room) {
  co_await turn();
  std::vector<std::string> codes;
  for (const auto& [code, of] : records_->codes)
    if (of == room) codes.push_back(code);
  co_return codes;
}

}  // namespace palabre::store
