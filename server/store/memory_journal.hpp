// SPDX-License-Identifier: AGPL-3.0-or-later
// A journal in memory, for tests and the simulation: the same promises as the one on disk.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/ports.hpp"

namespace palabre::store {

/// What is journaled: outlives the server whose journal it is.
struct JournalRecords {
  struct Room {
    app::Head head;
    std::vector<app::JournaledEntry> entries;
    bool erased = false;
    Instant closed_at = 0;
  };
  std::map<app::RoomId, Room> rooms;
  std::map<std::string, std::string> blobs;
  std::map<std::string, app::RoomId> codes;
};

class MemoryJournal final : public app::Journal {
 public:
  explicit MemoryJournal(
      boost::asio::io_context& loop,
      std::shared_ptr<JournalRecords> records = std::make_shared<JournalRecords>());

  /// From now on every call is refused `unavailable`, until it is told otherwise.
  void fail(bool fails) { fails_ = fails; }
  const JournalRecords& records() const { return *records_; }

  app::Task<Result<app::Head>> head(app::RoomId room) override;
  app::Task<Result<std::vector<app::JournaledEntry>>> read(app::RoomId room,
                                                           std::uint64_t seq,
                                                           std::size_t max) override;
  app::Task<Result<app::Head>> write(app::RoomId room,
                                     app::Head after,
                                     std::uint32_t epoch,
                                     std::vector<app::JournaledEntry> entries) override;
  app::Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  app::Task<Result<std::string>> get_blob(std::string hash) override;
  app::Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  app::Task<Result<app::RoomId>> find_code(std::string code) override;
  app::Task<Result<std::vector<std::string>>> codes(app::RoomId room) override;
  app::Task<Result<std::vector<app::JournaledRoom>>> rooms(app::RoomId after,
                                                           std::size_t max) override;
  app::Task<Result<void>> mark_closed(app::RoomId room, app::Head head, Instant at) override;
  app::Task<Result<void>> erase(app::RoomId room) override;

 private:
  app::Task<Result<void>> turn();

  boost::asio::io_context& loop_;
  std::shared_ptr<JournalRecords> records_;
  bool fails_ = false;
};

}  // namespace palabre::store
