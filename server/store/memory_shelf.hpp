// SPDX-License-Identifier: AGPL-3.0-or-later
// What servers agree on, in memory beside MemoryEventLog's rooms: the same promises as in Redis.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/shelf.hpp"
#include "store/memory_event_log.hpp"

namespace palabre::store {

class MemoryShelf final : public app::Shelf {
 public:
  MemoryShelf(boost::asio::io_context& loop, std::shared_ptr<MemoryRecords> records)
      : loop_(loop), records_(std::move(records)) {}

  app::Task<Result<Told>> report(Report report) override;
  app::Task<Result<void>> close(app::RoomId room, app::Head head, Instant at) override;
  app::Task<Result<bool>> leave(app::RoomId room, app::Head head, std::string server) override;
  app::Task<Result<void>> want(app::RoomId room) override;
  app::Task<Result<std::vector<std::string>>> codes(app::RoomId room) override;

 private:
  app::Task<void> turn();
  bool have_all(const MemoryRecords::Room& room) const;

  boost::asio::io_context& loop_;
  std::shared_ptr<MemoryRecords> records_;
};

}  // namespace palabre::store
