// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite_tables.hpp"

#include <algorithm>

#include "app/log_rules.hpp"
#include "base/hash.hpp"

namespace palabre::store {
namespace {

// The database counts in int64.
std::int64_t signed_of(std::uint64_t value) { return static_cast<std::int64_t>(value); }

}  // namespace

SqliteTables::SqliteTables(std::unique_ptr<Sqlite> database)
    : database_(std::move(database)),
      find_room_(*database_, "SELECT number, epoch, seq, hash, erased_at FROM room WHERE id = ?"),
      add_room_(*database_,
                "INSERT INTO room (id, epoch, seq, hash, appended_at) VALUES (?, ?, 0, '', ?) "
                "RETURNING number"),
      move_room_(*database_,
                 "UPDATE room SET epoch = ?, seq = ?, hash = ?, appended_at = ? WHERE number = ?"),
      entomb_room_(*database_,
                   "UPDATE room SET epoch = 0, seq = 0, hash = '', erased_at = ? WHERE number = ?"),
      latest_append_(*database_, "SELECT coalesce(max(appended_at), 0) FROM room"),
      drop_tombstones_(*database_, "DELETE FROM room WHERE erased_at < ?"),
      add_entry_(*database_,
                 "INSERT INTO entry (room, seq, header, facts, hash) VALUES (?, ?, ?, ?, ?)"),
      // The entry that was just written.
      add_words_(*database_, "INSERT INTO words (entry, words) VALUES (last_insert_rowid(), ?)"),
      read_entries_(
          *database_,
          "SELECT seq, header, facts, hash, words FROM entry LEFT JOIN words ON words.entry "
          "= entry.number WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?"),
      hash_at_(*database_, "SELECT hash FROM entry WHERE room = ? AND seq = ?"),
      erase_entries_(*database_, "DELETE FROM entry WHERE room = ?"),
      erase_words_(*database_,
                   "DELETE FROM words WHERE entry IN (SELECT number FROM entry WHERE room = ?)"),
      erase_words_of_(
          *database_,
          "DELETE FROM words WHERE entry = (SELECT number FROM entry WHERE room = ? AND "
          "seq = ?)"),
      count_parked_(*database_, "SELECT count(*) FROM parked WHERE room = ?"),
      add_parked_(*database_, "INSERT INTO parked (room, command) VALUES (?, ?)"),
      read_parked_(*database_, "SELECT command FROM parked WHERE room = ? ORDER BY number"),
      drop_parked_(*database_, "DELETE FROM parked WHERE room = ?"),
      add_blob_(*database_, "INSERT OR IGNORE INTO blob (hash, bytes) VALUES (?, ?)"),
      find_blob_(*database_, "SELECT bytes FROM blob WHERE hash = ?"),
      add_code_(*database_, "INSERT INTO code (code, room) VALUES (?, ?)"),
      find_code_(*database_, "SELECT room FROM code WHERE code = ?"),
      drop_code_(*database_, "DELETE FROM code WHERE code = ?"),
      drop_codes_of_(*database_, "DELETE FROM code WHERE room = ?") {}

std::optional<SqliteTables::RoomRow> SqliteTables::find(const app::RoomId& room) {
  Rows rows = find_room_.rows(room);
  if (!rows.next()) return std::nullopt;
  RoomRow row;
  row.number = rows.integer(0);
  row.head.epoch = static_cast<std::uint32_t>(rows.integer(1));
  row.head.seq = static_cast<std::uint64_t>(rows.integer(2));
  row.head.hash = rows.text(3);
  row.erased = !rows.is_null(4);
  return row;
}

Result<SqliteTables::RoomRow> SqliteTables::living(const app::RoomId& room) {
  std::optional<RoomRow> row = find(room);
  if (!row) return refuse("no_such_room");
  if (row->erased) return refuse("erased");
  return *row;
}

bool SqliteTables::is_hidden(const app::RoomId& room, const RoomRow& row) const {
  const auto at = whole_at_.find(room);
  return at != whole_at_.end() && row.head.seq < at->second;
}

Result<app::Appended> SqliteTables::append(const Append& append, Instant now) {
  std::optional<RoomRow> row = find(append.room);
  if (row && row->erased) return refuse("erased");
  const app::Head head = row ? row->head : app::Head{};
  if (row && is_hidden(append.room, *row)) return app::restoring_at(head);
  if (app::ends_before(head, append.expected)) return app::log_behind(head);
  if (head != append.expected) {
    const bool forked =
        row && hash_before(row->number, append.expected.seq) != append.expected.hash;
    Result<void> parked = forked ? Result<void>() : park(append.room, append.commands);
    if (!parked) return tl::unexpected(parked.error());
    return app::conflict_with(head);
  }
  if (append.entries.empty()) return app::Appended{head, take_parked(append.room)};
  if (!row) row = add_room(append.room, head.epoch, now);
  write(*row, append.entries, now);
  return app::Appended{row->head, take_parked(append.room)};
}

Result<app::Head> SqliteTables::restore(const Restore& restore, Instant now) {
  std::optional<RoomRow> row = find(restore.room);
  if (row && row->erased) return refuse("erased");
  const app::Head head = row ? row->head : app::Head{};
  if (head != restore.expected || restore.epoch < head.epoch) return app::conflict_with(head);
  if (!row) row = add_room(restore.room, restore.epoch, now);
  row->head.epoch = restore.epoch;
  write(*row, restore.entries, now);
  if (restore.whole_at > row->head.seq)
    whole_at_[restore.room] = std::max(whole_at_[restore.room], restore.whole_at);
  return row->head;
}

SqliteTables::RoomRow SqliteTables::add_room(const app::RoomId& room,
                                             std::uint32_t epoch,
                                             Instant now) {
  RoomRow row;
  row.head.epoch = epoch;
  Rows added = add_room_.rows(room, std::int64_t{epoch}, now);
  if (added.next()) row.number = added.integer(0);
  return row;
}

void SqliteTables::write(RoomRow& row, const std::vector<app::StoredEntry>& entries, Instant now) {
  for (const app::StoredEntry& entry : entries) {
    row.head.seq += 1;
    row.head.hash = hash_of({row.head.hash, entry.header, entry.facts});
    add_entry_.run(row.number, signed_of(row.head.seq), entry.header, entry.facts, row.head.hash);
    if (!entry.words.empty()) add_words_.run(entry.words);
  }
  move_room_.run(
      std::int64_t{row.head.epoch}, signed_of(row.head.seq), row.head.hash, now, row.number);
}

Result<void> SqliteTables::park(const app::RoomId& room, const std::vector<std::string>& commands) {
  if (commands.empty()) return {};
  Rows count = count_parked_.rows(room);
  const std::int64_t there = count.next() ? count.integer(0) : 0;
  if (there + static_cast<std::int64_t>(commands.size()) > std::int64_t{app::parked_commands_max})
    return refuse("inbox_full");
  for (const std::string& command : commands) add_parked_.run(room, command);
  return {};
}

std::vector<std::string> SqliteTables::take_parked(const app::RoomId& room) {
  std::vector<std::string> taken;
  {
    Rows rows = read_parked_.rows(room);
    while (rows.next()) taken.push_back(rows.text(0));
  }
  if (!taken.empty()) drop_parked_.run(room);
  return taken;
}

std::string SqliteTables::hash_before(std::int64_t number, std::uint64_t seq) {
  Rows rows = hash_at_.rows(number, signed_of(seq));
  return rows.next() ? rows.text(0) : std::string();
}

Result<std::vector<app::LoggedEntry>> SqliteTables::read(const app::RoomId& room,
                                                         std::uint64_t seq,
                                                         std::size_t max) {
  const std::optional<RoomRow> row = find(room);
  if (!row) return std::vector<app::LoggedEntry>{};
  if (row->erased) return refuse("erased");
  if (is_hidden(room, *row)) return app::restoring_at(row->head);
  std::string hash = hash_before(row->number, seq);
  std::vector<app::LoggedEntry> entries;
  Rows rows = read_entries_.rows(
      row->number, signed_of(seq), signed_of(std::min(max, app::append_entries_max)));
  while (rows.next()) {
    app::LoggedEntry logged;
    logged.seq = static_cast<std::uint64_t>(rows.integer(0));
    logged.entry = {rows.text(1), rows.text(2), rows.text(4)};
    logged.hash = rows.text(3);
    hash = hash_of({hash, logged.entry.header, logged.entry.facts});
    // Bytes that the disk changed by itself must not become anybody's decision.
    if (logged.seq != seq + entries.size() + 1 || logged.hash != hash)
      return refuse("unavailable", {{"reason", "damaged"}, {"seq", logged.seq}});
    entries.push_back(std::move(logged));
  }
  return entries;
}

Result<app::Head> SqliteTables::head(const app::RoomId& room) {
  const Result<RoomRow> row = living(room);
  if (!row) return tl::unexpected(row.error());
  if (is_hidden(room, *row)) return app::restoring_at(row->head);
  return row->head;
}

Result<void> SqliteTables::put_blob(const std::string& hash, const std::string& bytes) {
  add_blob_.run(hash, Blob{bytes});
  return {};
}

Result<std::string> SqliteTables::get_blob(const std::string& hash) {
  Rows rows = find_blob_.rows(hash);
  if (!rows.next()) return refuse("no_such_blob");
  return rows.text(0);
}

Result<void> SqliteTables::bind_code(const std::string& code, const app::RoomId& room) {
  Rows rows = find_code_.rows(code);
  if (!rows.next()) {
    add_code_.run(code, room);
    return {};
  }
  if (rows.text(0) != room) return refuse("code_taken");
  return {};
}

Result<app::RoomId> SqliteTables::find_code(const std::string& code) {
  Rows rows = find_code_.rows(code);
  if (!rows.next()) return refuse("no_such_palabre");
  return rows.text(0);
}

Result<void> SqliteTables::release_code(const std::string& code) {
  drop_code_.run(code);
  return {};
}

Result<void> SqliteTables::erase_words(const app::RoomId& room,
                                       const std::vector<std::uint64_t>& seqs) {
  const Result<RoomRow> row = living(room);
  if (!row) return tl::unexpected(row.error());
  if (seqs.empty()) erase_words_.run(row->number);
  for (const std::uint64_t seq : seqs) erase_words_of_.run(row->number, signed_of(seq));
  return {};
}

Result<void> SqliteTables::erase(const app::RoomId& room, Instant now) {
  const std::optional<RoomRow> row = find(room);
  if (!row) return refuse("no_such_room");
  if (row->erased) return {};
  erase_words_.run(row->number);
  erase_entries_.run(row->number);
  drop_parked_.run(room);
  drop_codes_of_.run(room);
  entomb_room_.run(now, row->number);
  return {};
}

Instant SqliteTables::latest_append() {
  Rows rows = latest_append_.rows();
  return rows.next() ? rows.integer(0) : 0;
}

void SqliteTables::drop_tombstones(Instant instant) { drop_tombstones_.run(instant); }

}  // namespace palabre::store
