// SPDX-License-Identifier: AGPL-3.0-or-later
// SQLite, owned: a connection and its prepared statements. The only place that sees sqlite3.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace palabre::store {

/// One connection. It remembers its first failure, after which everything does nothing until
/// take_failure(): a transaction asks once, at its end, whether all of it went well.
class Sqlite {
 public:
  struct Failure {
    enum class Kind { other, disk_full, damaged, not_a_database, busy, read_only };
    Kind kind = Kind::other;
    std::string sentence;  ///< as SQLite says it
  };

  /// Opens or creates the file; failed() tells whether it could.
  explicit Sqlite(const std::string& path);
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  /// Runs statements that give no row.
  void run(const std::string& statements);
  /// The first column of the first row, as text; empty when there is none.
  std::string value_of(std::string_view statement);

  bool failed() const { return failure_.has_value(); }
  std::optional<Failure> take_failure();

  /// Pages in the write-ahead log after the latest commit.
  int log_pages() const { return log_pages_; }

 private:
  friend class Statement;
  friend class Rows;
  void note(int result);

  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
  std::optional<Failure> failure_;
  int log_pages_ = 0;
};

/// The rows of one run of a statement, which is free for the next run when this is destroyed.
class Rows {
 public:
  Rows(Sqlite& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  /// Moves to the next row; false at the end and after a failure.
  bool next();
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  Sqlite* database_;
  sqlite3_stmt* statement_;
};

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement. Parameters are copied.
class Statement {
 public:
  Statement(Sqlite& database, std::string_view sql);

  template <class... Parameters>
  Rows rows(const Parameters&... parameters) {
    int index = 0;
    (bind(++index, parameters), ...);
    return Rows(*database_, statement_.get());
  }
  /// For a statement that gives no row.
  template <class... Parameters>
  void run(const Parameters&... parameters) {
    Rows nothing = rows(parameters...);
    nothing.next();
  }

 private:
  void bind(int index, std::int64_t value);
  void bind(int index, const std::string& text);
  void bind(int index, Blob blob);

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Sqlite* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace palabre::store
