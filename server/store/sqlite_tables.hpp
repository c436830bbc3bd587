// SPDX-License-Identifier: AGPL-3.0-or-later
// What the log is in tables. Called by one thread at a time, within a transaction that is not ours;
// a failure of the database shows in the connection, not here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "store/sqlite.hpp"

namespace palabre::store {

/// One append, as app::EventLog::append takes it.
struct Append {
  app::RoomId room;
  app::Head expected;
  std::vector<app::StoredEntry> entries;
  std::vector<std::string> commands;
};

/// One repair, as app::EventLog::restore takes it.
struct Restore {
  app::RoomId room;
  app::Head expected;
  std::uint32_t epoch = 1;
  std::vector<app::StoredEntry> entries;
  std::uint64_t whole_at = 0;
};

class SqliteTables {
 public:
  explicit SqliteTables(std::unique_ptr<Sqlite> database);

  Sqlite& database() { return *database_; }

  Result<app::Appended> append(const Append& append, Instant now);
  Result<app::Head> restore(const Restore& restore, Instant now);
  Result<std::vector<app::LoggedEntry>> read(const app::RoomId& room,
                                             std::uint64_t seq,
                                             std::size_t max);
  Result<app::Head> head(const app::RoomId& room);
  Result<void> put_blob(const std::string& hash, const std::string& bytes);
  Result<std::string> get_blob(const std::string& hash);
  Result<void> bind_code(const std::string& code, const app::RoomId& room);
  Result<app::RoomId> find_code(const std::string& code);
  Result<void> release_code(const std::string& code);
  Result<void> erase_words(const app::RoomId& room, const std::vector<std::uint64_t>& seqs);
  Result<void> erase(const app::RoomId& room, Instant now);

  /// Room time of the latest append of all; 0 in an empty log.
  Instant latest_append();
  /// Drops tombstones that were set before `instant`.
  void drop_tombstones(Instant instant);

 private:
  struct RoomRow {
    std::int64_t number = 0;
    app::Head head;
    bool erased = false;
  };
  std::optional<RoomRow> find(const app::RoomId& room);
  Result<RoomRow> living(const app::RoomId& room);
  bool is_hidden(const app::RoomId& room, const RoomRow& row) const;
  Result<void> park(const app::RoomId& room, const std::vector<std::string>& commands);
  std::vector<std::string> take_parked(const app::RoomId& room);
  RoomRow add_room(const app::RoomId& room, std::uint32_t epoch, Instant now);
  void write(RoomRow& row, const std::vector<app::StoredEntry>& entries, Instant now);
  std::string hash_before(std::int64_t number, std::uint64_t seq);

  std::unique_ptr<Sqlite> database_;
  /// Where what is being put back ends. Only an import takes several calls, in a process of its
  /// own: one that died bound no code yet, so that nobody finds what it left.
  std::map<app::RoomId, std::uint64_t> whole_at_;
  Statement find_room_, add_room_, move_room_, entomb_room_, latest_append_, drop_tombstones_;
  Statement add_entry_, add_words_, read_entries_, hash_at_;
  Statement erase_entries_, erase_words_, erase_words_of_;
  Statement count_parked_, add_parked_, read_parked_, drop_parked_;
  Statement add_blob_, find_blob_, add_code_, find_code_, drop_code_, drop_codes_of_;
};

}  // namespace palabre::store
