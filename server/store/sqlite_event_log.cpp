// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite_event_log.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "app/log_rules.hpp"
#include "base/check.hpp"
#include "base/hash.hpp"

namespace palabre::store {

using app::RoomId;
using app::Task;

Result<std::unique_ptr<SqliteEventLog>> SqliteEventLog::open(boost::asio::io_context& loop,
                                                             const std::string& folder) {
  Result<FolderLock> lock = FolderLock::take(folder);
  if (!lock) return tl::unexpected(lock.error());
  Result<std::unique_ptr<Sqlite>> database = open_database(folder + "/palabre.db");
  if (!database) return tl::unexpected(database.error());
  auto tables = std::make_unique<SqliteTables>(std::move(*database));
  const LogClock clock(tables->latest_append());
  tables->drop_tombstones(clock.now() - app::tombstone_ms);
  if (const auto failure = tables->database().take_failure())
    return refuse("cannot_open",
                  {{"sentence", folder + "/palabre.db cannot be used: " + failure->sentence}});
  return std::unique_ptr<SqliteEventLog>(
      new SqliteEventLog(loop, std::move(*lock), std::move(tables), clock));
}

SqliteEventLog::SqliteEventLog(boost::asio::io_context& loop,
                               FolderLock lock,
                               std::unique_ptr<SqliteTables> tables,
                               LogClock clock)
    : loop_(loop), lock_(std::move(lock)), clock_(clock), thread_(loop, std::move(tables)) {}

template <class T>
Task<Result<T>> SqliteEventLog::ask(Job::Kind kind, std::function<Result<T>(SqliteTables&)> how) {
  auto outcome = std::make_shared<Result<T>>(refuse("unavailable"));
  Job job(
      kind,
      [outcome, how = std::move(how)](SqliteTables& tables) { *outcome = how(tables); },
      [outcome](const Error& error) { *outcome = tl::unexpected(error); });
  co_await thread_.submit(std::move(job));
  co_return std::move(*outcome);
}

Task<Result<app::Appended>> SqliteEventLog::append(RoomId room,
                                                   app::Head expected,
                                                   std::vector<app::StoredEntry> entries,
                                                   std::vector<std::string> commands) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  auto asked = std::make_shared<Append>();
  asked->room = room;
  asked->expected = std::move(expected);
  asked->entries = std::move(entries);
  asked->commands = std::move(commands);
  std::function<Result<app::Appended>(SqliteTables&)> how = [this, asked](SqliteTables& tables) {
    return tables.append(*asked, clock_.now());
  };
  Result<app::Appended> appended = co_await ask(Job::Kind::write, std::move(how));
  if (appended && !asked->entries.empty()) tell(room);
  co_return appended;
}

Task<Result<std::vector<app::LoggedEntry>>> SqliteEventLog::read(RoomId room,
                                                                 std::uint64_t seq,
                                                                 std::size_t max) {
  std::function<Result<std::vector<app::LoggedEntry>>(SqliteTables&)> how =
      [room = std::move(room), seq, max](SqliteTables& tables) {
        return tables.read(room, seq, max);
      };
  return ask(Job::Kind::read, std::move(how));
}

Task<Result<app::Head>> SqliteEventLog::head(RoomId room) {
  std::function<Result<app::Head>(SqliteTables&)> how =
      [room = std::move(room)](SqliteTables& tables) { return tables.head(room); };
  return ask(Job::Kind::read, std::move(how));
}

Task<Result<app::Head>> SqliteEventLog::restore(RoomId room,
                                                app::Head expected,
                                                std::uint32_t epoch,
                                                std::vector<app::StoredEntry> entries,
                                                std::uint64_t whole_at) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  auto asked = std::make_shared<Restore>();
  asked->room = room;
  asked->expected = std::move(expected);
  asked->epoch = epoch;
  asked->entries = std::move(entries);
  asked->whole_at = whole_at;
  std::function<Result<app::Head>(SqliteTables&)> how = [this, asked](SqliteTables& tables) {
    return tables.restore(*asked, clock_.now());
  };
  Result<app::Head> restored = co_await ask(Job::Kind::write, std::move(how));
  if (restored) tell(room);
  co_return restored;
}

void SqliteEventLog::subscribe(RoomId room, std::function<void()> moved) {
  subscribers_[std::move(room)] = std::move(moved);
}

void SqliteEventLog::unsubscribe(RoomId room) { subscribers_.erase(room); }

// Posted: whoever appended goes on first.
void SqliteEventLog::tell(const RoomId& room) {
  const auto subscriber = subscribers_.find(room);
  if (subscriber != subscribers_.end()) boost::asio::post(loop_, subscriber->second);
}

Task<Result<void>> SqliteEventLog::put_blob(std::string hash, std::string bytes) {
  PALABRE_CHECK(hash == short_hash_of(bytes));
  const Result<void> fits = app::check_size(bytes);
  if (!fits) co_return tl::unexpected(fits.error());
  std::function<Result<void>(SqliteTables&)> how =
      [hash = std::move(hash), bytes = std::move(bytes)](SqliteTables& tables) {
        return tables.put_blob(hash, bytes);
      };
  co_return co_await ask(Job::Kind::write, std::move(how));
}

Task<Result<std::string>> SqliteEventLog::get_blob(std::string hash) {
  std::function<Result<std::string>(SqliteTables&)> how =
      [hash = std::move(hash)](SqliteTables& tables) { return tables.get_blob(hash); };
  return ask(Job::Kind::read, std::move(how));
}

Task<Result<void>> SqliteEventLog::bind_code(std::string code, RoomId room) {
  std::function<Result<void>(SqliteTables&)> how = [code = std::move(code),
                                                    room = std::move(room)](SqliteTables& tables) {
    return tables.bind_code(code, room);
  };
  return ask(Job::Kind::write, std::move(how));
}

Task<Result<RoomId>> SqliteEventLog::find_code(std::string code) {
  std::function<Result<RoomId>(SqliteTables&)> how =
      [code = std::move(code)](SqliteTables& tables) { return tables.find_code(code); };
  return ask(Job::Kind::read, std::move(how));
}

Task<Result<void>> SqliteEventLog::release_code(std::string code) {
  std::function<Result<void>(SqliteTables&)> how = [code = std::move(code)](SqliteTables& tables) {
    return tables.release_code(code);
  };
  return ask(Job::Kind::write, std::move(how));
}

Task<Result<void>> SqliteEventLog::erase_words(RoomId room, std::vector<std::uint64_t> seqs) {
  std::function<Result<void>(SqliteTables&)> how = [room = std::move(room),
                                                    seqs = std::move(seqs)](SqliteTables& tables) {
    return tables.erase_words(room, seqs);
  };
  return ask(Job::Kind::erase, std::move(how));
}

Task<Result<void>> SqliteEventLog::erase(RoomId room) {
  std::function<Result<void>(SqliteTables&)> how = [this,
                                                    room = std::move(room)](SqliteTables& tables) {
    return tables.erase(room, clock_.now());
  };
  return ask(Job::Kind::erase, std::move(how));
}

}  // namespace palabre::store
