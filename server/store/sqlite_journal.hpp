// SPDX-License-Identifier: AGPL-3.0-or-later
// A server's journal: journal.db in its folder, of the same tables as a log, and the commands
// beside the entries. A file of its own, so that nobody takes it for the log itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "store/journal_tables.hpp"
#include "store/log_clock.hpp"
#include "store/open_database.hpp"
#include "store/store_thread.hpp"

namespace palabre::store {

class SqliteJournal final : public app::Journal {
 public:
  /// Opens `folder`/journal.db, alone. Refuses with `cannot_open` {sentence}.
  static Result<std::unique_ptr<SqliteJournal>> open(boost::asio::io_context& loop,
                                                     const std::string& folder);
  /// Finishes what was asked for.
  ~SqliteJournal() override = default;

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
  SqliteJournal(boost::asio::io_context& loop,
                FolderLock lock,
                std::unique_ptr<SqliteTables> tables,
                LogClock clock);
  static std::optional<std::string> failure_of(SqliteTables& tables);

  FolderLock lock_;
  LogClock clock_;
  std::unique_ptr<JournalTables> journal_;  ///< the thread uses it to its last job
  std::optional<std::string> failure_;      ///< of opening, as SQLite says it
  StoreThread thread_;
};

}  // namespace palabre::store
