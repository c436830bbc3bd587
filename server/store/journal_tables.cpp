// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/journal_tables.hpp"

#include <map>
#include <utility>

#include "app/log_rules.hpp"

namespace palabre::store {
namespace {

std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

JournalTables::Prepared::Prepared(Sqlite& database)
    : read_commands(
          database,
          "SELECT entry.seq, command FROM command JOIN entry ON entry.number = command.entry "
          "JOIN room ON room.number = entry.room WHERE id = ? AND entry.seq > ? "
          "ORDER BY entry.seq LIMIT ?"),
      add_command(database,
                  "INSERT INTO command (entry, command) SELECT entry.number, ? FROM entry JOIN "
                  "room ON room.number = entry.room WHERE id = ? AND entry.seq = ?"),
      drop_commands(database,
                    "DELETE FROM command WHERE entry IN (SELECT entry.number FROM entry JOIN room "
                    "ON room.number = entry.room WHERE id = ? AND entry.seq > ?)"),
      hash_at(database,
              "SELECT entry.hash FROM entry JOIN room ON room.number = entry.room WHERE id = ? "
              "AND entry.seq = ?"),
      drop_words(database,
                 "DELETE FROM words WHERE entry IN (SELECT entry.number FROM entry JOIN room ON "
                 "room.number = entry.room WHERE id = ? AND entry.seq > ?)"),
      drop_entries(database,
                   "DELETE FROM entry WHERE room = (SELECT number FROM room WHERE id = ?) AND "
                   "seq > ?"),
      move_room(database, "UPDATE room SET epoch = ?, seq = ?, hash = ? WHERE id = ?"),
      add_room(database,
               "INSERT OR IGNORE INTO room (id, epoch, seq, hash, appended_at) VALUES (?, 1, 0, "
               "'', ?)"),
      codes_of(database, "SELECT code FROM code WHERE room = ? ORDER BY code"),
      list_rooms(database,
                 "SELECT id, epoch, seq, hash, coalesce(closed.at, 0), erased_at IS NOT NULL FROM "
                 "room LEFT JOIN closed ON closed.room = room.id WHERE id > ? ORDER BY id LIMIT ?"),
      mark_closed(database, "INSERT OR IGNORE INTO closed (room, at) VALUES (?, ?)"),
      unmark_closed(database, "DELETE FROM closed WHERE room = ?") {}

Sqlite& JournalTables::with_own_tables(Sqlite& database) {
  database.run(
      "CREATE TABLE IF NOT EXISTS command (entry INTEGER PRIMARY KEY, command TEXT NOT NULL) "
      "STRICT");
  database.run(
      "CREATE TABLE IF NOT EXISTS closed (room TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT");
  return database;
}

JournalTables::JournalTables(SqliteTables& tables)
    : tables_(tables), prepared_(with_own_tables(tables.database())) {}

Result<std::vector<app::JournaledEntry>> JournalTables::read(const app::RoomId& room,
                                                             std::uint64_t seq,
                                                             std::size_t max) {
  auto logged = tables_.read(room, seq, max);
  if (!logged) return tl::unexpected(logged.error());
  std::vector<app::JournaledEntry> entries;
  for (app::LoggedEntry& one : *logged) entries.push_back({std::move(one), {}});
  Rows rows = prepared_.read_commands.rows(room, signed_of(seq), signed_of(entries.size()));
  while (rows.next()) {
    const auto at = static_cast<std::uint64_t>(rows.integer(0)) - seq - 1;
    if (at < entries.size()) entries[at].command = rows.text(1);
  }
  return entries;
}

Result<app::Head> JournalTables::write(const JournalWrite& asked, Instant now) {
  auto head = tables_.head(asked.room);
  if (!head && head.error().code == "erased") return tl::unexpected(head.error());
  const app::Head there = head.value_or(app::Head{});
  std::string hash;
  if (asked.after.seq > 0) {
    Rows rows = prepared_.hash_at.rows(asked.room, signed_of(asked.after.seq));
    if (rows.next()) hash = rows.text(0);
  }
  if (asked.after.seq > there.seq || hash != asked.after.hash) return app::conflict_with(there);
  if (!head) prepared_.add_room.run(asked.room, now);
  if (there.seq > asked.after.seq) {
    prepared_.unmark_closed.run(asked.room);
    prepared_.drop_commands.run(asked.room, signed_of(asked.after.seq));
    prepared_.drop_words.run(asked.room, signed_of(asked.after.seq));
    prepared_.drop_entries.run(asked.room, signed_of(asked.after.seq));
  }
  prepared_.move_room.run(
      std::int64_t{asked.epoch}, signed_of(asked.after.seq), asked.after.hash, asked.room);
  Restore restore;
  restore.room = asked.room;
  restore.expected = app::Head{asked.epoch, asked.after.seq, asked.after.hash};
  restore.epoch = asked.epoch;
  for (const app::JournaledEntry& one : asked.entries) restore.entries.push_back(one.logged.entry);
  auto written = tables_.restore(restore, now);
  if (!written) return written;
  std::uint64_t seq = asked.after.seq;
  for (const app::JournaledEntry& one : asked.entries) {
    ++seq;
    if (!one.command.empty()) prepared_.add_command.run(one.command, asked.room, signed_of(seq));
  }
  return written;
}

std::vector<std::string> JournalTables::codes(const app::RoomId& room) {
  std::vector<std::string> codes;
  Rows rows = prepared_.codes_of.rows(room);
  while (rows.next()) codes.push_back(rows.text(0));
  return codes;
}

std::vector<app::JournaledRoom> JournalTables::rooms(const app::RoomId& after, std::size_t max) {
  std::vector<app::JournaledRoom> found;
  Rows rows = prepared_.list_rooms.rows(after, signed_of(max));
  while (rows.next()) {
    app::JournaledRoom one;
    one.room = rows.text(0);
    one.head.epoch = static_cast<std::uint32_t>(rows.integer(1));
    one.head.seq = static_cast<std::uint64_t>(rows.integer(2));
    one.head.hash = rows.text(3);
    one.closed_at = rows.integer(4);
    one.erased = rows.integer(5) != 0;
    found.push_back(std::move(one));
  }
  return found;
}

Result<void> JournalTables::mark_closed(const app::RoomId& room,
                                        const app::Head& head,
                                        Instant at) {
  const auto there = tables_.head(room);
  if (!there) return app::conflict_with(app::Head{});
  if (there->seq != head.seq || there->hash != head.hash) return app::conflict_with(*there);
  prepared_.mark_closed.run(room, at);
  return {};
}

Result<void> JournalTables::erase(const app::RoomId& room, Instant now) {
  prepared_.add_room.run(room, now);
  prepared_.drop_commands.run(room, std::int64_t{0});
  prepared_.unmark_closed.run(room);
  return tables_.erase(room, now);
}

}  // namespace palabre::store
