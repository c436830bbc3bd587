// SPDX-License-Identifier: AGPL-3.0-or-later
// What a journal has beside the tables of a log: commands, chains that are cut back, what is
// closed.
#pragma once

#include <string>
#include <vector>

#include "app/ports.hpp"
#include "store/sqlite_tables.hpp"

namespace palabre::store {

/// One write, as app::Journal::write takes it.
struct JournalWrite {
  app::RoomId room;
  app::Head after;
  std::uint32_t epoch = 1;
  std::vector<app::JournaledEntry> entries;
};

/// Of the store's thread, as SqliteTables is.
class JournalTables {
 public:
  /// Makes the tables of commands and of what is closed when they are missing.
  explicit JournalTables(SqliteTables& tables);

  Result<std::vector<app::JournaledEntry>> read(const app::RoomId& room,
                                                std::uint64_t seq,
                                                std::size_t max);
  Result<app::Head> write(const JournalWrite& asked, Instant now);
  std::vector<std::string> codes(const app::RoomId& room);
  std::vector<app::JournaledRoom> rooms(const app::RoomId& after, std::size_t max);
  Result<void> mark_closed(const app::RoomId& room, const app::Head& head, Instant at);
  Result<void> erase(const app::RoomId& room, Instant now);

 private:
  /// The statements, prepared once the table is there.
  struct Prepared {
    explicit Prepared(Sqlite& database);
    Statement read_commands, add_command, drop_commands, hash_at, drop_words, drop_entries,
        move_room, add_room, codes_of, list_rooms, mark_closed, unmark_closed;
  };
  static Sqlite& with_own_tables(Sqlite& database);

  SqliteTables& tables_;
  Prepared prepared_;
};

}  // namespace palabre::store
