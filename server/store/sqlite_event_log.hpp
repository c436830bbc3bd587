// SPDX-License-Identifier: AGPL-3.0-or-later
// The log of one machine: palabre.db in a folder, fsynced before anything is answered.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "store/log_clock.hpp"
#include "store/open_database.hpp"
#include "store/store_thread.hpp"

namespace palabre::store {

class SqliteEventLog final : public app::EventLog {
 public:
  /// Opens `folder`/palabre.db, alone. Refuses with `cannot_open` {sentence}.
  static Result<std::unique_ptr<SqliteEventLog>> open(boost::asio::io_context& loop,
                                                      const std::string& folder);
  /// Finishes what was asked for.
  ~SqliteEventLog() override = default;

  Instant now() const override { return clock_.now(); }
  app::Task<Result<app::Appended>> append(app::RoomId room,
                                          app::Head expected,
                                          std::vector<app::StoredEntry> entries,
                                          std::vector<std::string> commands) override;
  app::Task<Result<std::vector<app::LoggedEntry>>> read(app::RoomId room,
                                                        std::uint64_t seq,
                                                        std::size_t max) override;
  app::Task<Result<app::Head>> head(app::RoomId room) override;
  app::Task<Result<app::Head>> restore(app::RoomId room,
                                       app::Head expected,
                                       std::uint32_t epoch,
                                       std::vector<app::StoredEntry> entries,
                                       std::uint64_t whole_at) override;
  void subscribe(app::RoomId room, std::function<void()> moved) override;
  void unsubscribe(app::RoomId room) override;
  app::Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  app::Task<Result<std::string>> get_blob(std::string hash) override;
  app::Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  app::Task<Result<app::RoomId>> find_code(std::string code) override;
  app::Task<Result<void>> release_code(std::string code) override;
  app::Task<Result<void>> erase_words(app::RoomId room, std::vector<std::uint64_t> seqs) override;
  app::Task<Result<void>> erase(app::RoomId room) override;

  /// Transactions since the start, each of one fsync.
  std::uint64_t commits() const { return thread_.commits(); }

 private:
  SqliteEventLog(boost::asio::io_context& loop,
                 FolderLock lock,
                 std::unique_ptr<SqliteTables> tables,
                 LogClock clock);

  template <class T>
  app::Task<Result<T>> ask(Job::Kind kind, std::function<Result<T>(SqliteTables&)> how);
  void tell(const app::RoomId& room);

  boost::asio::io_context& loop_;
  FolderLock lock_;
  LogClock clock_;
  std::map<app::RoomId, std::function<void()>> subscribers_;
  StoreThread thread_;
};

}  // namespace palabre::store
