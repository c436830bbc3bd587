// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite_journal.hpp"

#include <utility>

#include "app/log_rules.hpp"
#include "base/check.hpp"
#include "base/hash.hpp"

namespace palabre::store {
namespace {

using app::RoomId;
using app::Task;

template <class T>
using How = std::function<Result<T>(SqliteTables&)>;

template <class T>
Task<Result<T>> ask(StoreThread& thread, Job::Kind kind, How<T> how) {
  auto outcome = std::make_shared<Result<T>>(refuse("unavailable"));
  Job job(
      kind,
      [outcome, how = std::move(how)](SqliteTables& tables) { *outcome = how(tables); },
      [outcome](const Error& error) { *outcome = tl::unexpected(error); });
  co_await thread.submit(std::move(job));
  co_return std::move(*outcome);
}

}  // namespace

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(boost::asio::io_context& loop,
                                                           const std::string& folder) {
  Result<FolderLock> lock = FolderLock::take(folder);
  if (!lock) return tl::unexpected(lock.error());
  Result<std::unique_ptr<Sqlite>> database = open_database(folder + "/journal.db");
  if (!database) return tl::unexpected(database.error());
  auto tables = std::make_unique<SqliteTables>(std::move(*database));
  const LogClock clock(tables->latest_append());
  tables->drop_tombstones(clock.now() - app::tombstone_ms);
  auto journal = std::unique_ptr<SqliteJournal>(
      new SqliteJournal(loop, std::move(*lock), std::move(tables), clock));
  if (journal->failure_)
    return refuse("cannot_open",
                  {{"sentence", folder + "/journal.db cannot be used: " + *journal->failure_}});
  return journal;
}

SqliteJournal::SqliteJournal(boost::asio::io_context& loop,
                             FolderLock lock,
                             std::unique_ptr<SqliteTables> tables,
                             LogClock clock)
    : lock_(std::move(lock)),
      clock_(clock),
      journal_(std::make_unique<JournalTables>(*tables)),
      failure_(failure_of(*tables)),
      thread_(loop, std::move(tables)) {}

std::optional<std::string> SqliteJournal::failure_of(SqliteTables& tables) {
  const auto failure = tables.database().take_failure();
  return failure ? std::optional(failure->sentence) : std::nullopt;
}

Task<Result<app::Head>> SqliteJournal::head(RoomId room) {
  How<app::Head> how = [room = std::move(room)](SqliteTables& tables) { return tables.head(room); };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<std::vector<app::JournaledEntry>>> SqliteJournal::read(RoomId room,
                                                                   std::uint64_t seq,
                                                                   std::size_t max) {
  How<std::vector<app::JournaledEntry>> how =
      [this, room = std::move(room), seq, max](SqliteTables&) {
        return journal_->read(room, seq, max);
      };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<app::Head>> SqliteJournal::write(RoomId room,
                                             app::Head after,
                                             std::uint32_t epoch,
                                             std::vector<app::JournaledEntry> entries) {
  auto asked = std::make_shared<JournalWrite>();
  asked->room = std::move(room);
  asked->after = std::move(after);
  asked->epoch = epoch;
  asked->entries = std::move(entries);
  How<app::Head> how = [this, asked](SqliteTables&) {
    return journal_->write(*asked, clock_.now());
  };
  return ask(thread_, Job::Kind::behind, std::move(how));
}

Task<Result<void>> SqliteJournal::put_blob(std::string hash, std::string bytes) {
  PALABRE_CHECK(hash == short_hash_of(bytes));
  How<void> how = [hash = std::move(hash), bytes = std::move(bytes)](SqliteTables& tables) {
    return tables.put_blob(hash, bytes);
  };
  return ask(thread_, Job::Kind::write, std::move(how));
}

Task<Result<std::string>> SqliteJournal::get_blob(std::string hash) {
  How<std::string> how = [hash = std::move(hash)](SqliteTables& tables) {
    return tables.get_blob(hash);
  };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<void>> SqliteJournal::bind_code(std::string code, RoomId room) {
  // The log says whose a code is: what the journal had of it is older.
  How<void> how = [code = std::move(code), room = std::move(room)](SqliteTables& tables) {
    tables.release_code(code);
    return tables.bind_code(code, room);
  };
  return ask(thread_, Job::Kind::write, std::move(how));
}

Task<Result<RoomId>> SqliteJournal::find_code(std::string code) {
  How<RoomId> how = [code = std::move(code)](SqliteTables& tables) {
    return tables.find_code(code);
  };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<std::vector<std::string>>> SqliteJournal::codes(RoomId room) {
  How<std::vector<std::string>> how = [this, room = std::move(room)](SqliteTables&) {
    return Result<std::vector<std::string>>(journal_->codes(room));
  };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<std::vector<app::JournaledRoom>>> SqliteJournal::rooms(RoomId after, std::size_t max) {
  How<std::vector<app::JournaledRoom>> how = [this, after = std::move(after), max](SqliteTables&) {
    return Result<std::vector<app::JournaledRoom>>(journal_->rooms(after, max));
  };
  return ask(thread_, Job::Kind::read, std::move(how));
}

Task<Result<void>> SqliteJournal::mark_closed(RoomId room, app::Head head, Instant at) {
  How<void> how = [this, room = std::move(room), head = std::move(head), at](SqliteTables&) {
    return journal_->mark_closed(room, head, at);
  };
  return ask(thread_, Job::Kind::write, std::move(how));
}

Task<Result<void>> SqliteJournal::erase(RoomId room) {
  How<void> how = [this, room = std::move(room)](SqliteTables&) {
    return journal_->erase(room, clock_.now());
  };
  return ask(thread_, Job::Kind::erase, std::move(how));
}

}  // namespace palabre::store
