// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite.hpp"

#include <sqlite3.h>

namespace palabre::store {
namespace {

Sqlite::Failure::Kind kind_of(int result) {
  using Kind = Sqlite::Failure::Kind;
  switch (result & 0xff) {
    case SQLITE_FULL: return Kind::disk_full;
    case SQLITE_CORRUPT: return Kind::damaged;
    case SQLITE_NOTADB: return Kind::not_a_database;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Kind::busy;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: return Kind::read_only;
    default: return Kind::other;
  }
}

int remember_log_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

void Sqlite::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Sqlite::Sqlite(const std::string& path) {
  sqlite3* connection = nullptr;
  // NOMUTEX: one thread at a time uses a connection.
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int result = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  note(result);
  if (failed()) return;
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_wal_hook(connection, &remember_log_pages, &log_pages_);
}

void Sqlite::note(int result) {
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE || failed()) return;
  const char* sentence = connection_ ? sqlite3_errmsg(connection_.get()) : sqlite3_errstr(result);
  failure_ = Failure{kind_of(result), sentence};
}

std::optional<Sqlite::Failure> Sqlite::take_failure() {
  std::optional<Failure> taken = std::move(failure_);
  failure_.reset();
  return taken;
}

void Sqlite::run(const std::string& statements) {
  if (failed()) return;
  note(sqlite3_exec(connection_.get(), statements.c_str(), nullptr, nullptr, nullptr));
}

std::string Sqlite::value_of(std::string_view statement) {
  Statement prepared(*this, statement);
  Rows rows = prepared.rows();
  return rows.next() ? rows.text(0) : std::string();
}

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  // Unbinds, so that erased words do not live on in a parameter.
  sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
  if (database_->failed() || statement_ == nullptr) return false;
  const int result = sqlite3_step(statement_);
  database_->note(result);
  return result == SQLITE_ROW;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Rows::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (bytes == nullptr || size <= 0) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement::Statement(Sqlite& database, std::string_view sql) : database_(&database) {
  if (database.failed()) return;
  sqlite3_stmt* statement = nullptr;
  database.note(sqlite3_prepare_v3(database.connection_.get(),
                                   sql.data(),
                                   static_cast<int>(sql.size()),
                                   SQLITE_PREPARE_PERSISTENT,
                                   &statement,
                                   nullptr));
  statement_.reset(statement);
}

void Statement::bind(int index, std::int64_t value) {
  if (statement_) database_->note(sqlite3_bind_int64(statement_.get(), index, value));
}

void Statement::bind(int index, const std::string& text) {
  if (!statement_) return;
  database_->note(sqlite3_bind_text(
      statement_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
}

void Statement::bind(int index, Blob blob) {
  if (!statement_) return;
  database_->note(sqlite3_bind_blob(statement_.get(),
                                    index,
                                    blob.bytes.data(),
                                    static_cast<int>(blob.bytes.size()),
                                    SQLITE_TRANSIENT));
}

}  // namespace palabre::store
