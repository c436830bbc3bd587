// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/open_database.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/schema.hpp"

namespace palabre::store {
namespace {

namespace fs = std::filesystem;

// "PALA": says whose file it is.
constexpr int application_id = 0x50414c41;
constexpr int schema_version = 1;
// A whole check reads the whole file, at about 1 GB/s; above this it is done only after a server
// that did not end well, and otherwise each palabre's chain is checked when it is loaded.
constexpr std::uintmax_t whole_check_bytes_max = 64U << 20U;

tl::unexpected<Error> cannot_open(std::string sentence) {
  return refuse("cannot_open", {{"sentence", std::move(sentence)}});
}

tl::unexpected<Error> cannot_open(const std::string& path, const Sqlite::Failure& failure) {
  using Kind = Sqlite::Failure::Kind;
  switch (failure.kind) {
    case Kind::damaged:
      return cannot_open(
          fmt::format("{} is damaged ({}); nothing was changed: put a backup in its place, or "
                      "start with another --data",
                      path,
                      failure.sentence));
    case Kind::not_a_database:
      return cannot_open(fmt::format("{} is not a database of Palabre; nothing was changed", path));
    case Kind::disk_full: return cannot_open(fmt::format("no space is left for {}", path));
    case Kind::busy: return cannot_open(fmt::format("another program holds {}", path));
    case Kind::read_only: return cannot_open(fmt::format("{} cannot be written", path));
    case Kind::other: break;
  }
  return cannot_open(fmt::format("{} cannot be opened: {}", path, failure.sentence));
}

// A new file's name is durable only when its folder is.
void sync_folder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

// Readable by its owner alone, as then are the files that SQLite makes beside it.
void make_private(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return;  // SQLite finds the same, and says it better
  fchmod(descriptor, 0600);
  close(descriptor);
}

// What can be told without writing: whose file it is, of which version, and whether it is whole.
Result<void> inspect(Sqlite& database, const std::string& path, bool ended_well) {
  const std::string owner = database.value_of("PRAGMA application_id");
  const std::string version = database.value_of("PRAGMA user_version");
  if (!database.failed() && owner != std::to_string(application_id))
    return cannot_open(path, {Sqlite::Failure::Kind::not_a_database, {}});
  if (!database.failed() && version != std::to_string(schema_version))
    return cannot_open(
        fmt::format("{} was written by a newer Palabre (schema {}, this one knows {}); nothing was "
                    "changed: start the newer one",
                    path,
                    version,
                    schema_version));
  std::error_code ignored;
  const bool whole = !ended_well || fs::file_size(path, ignored) <= whole_check_bytes_max;
  const std::string found =
      database.value_of(whole ? "PRAGMA quick_check(1)" : "PRAGMA quick_check('room')");
  if (!database.failed() && found != "ok")
    return cannot_open(path, {Sqlite::Failure::Kind::damaged, found});
  return {};
}

void prepare(Sqlite& database, bool is_new) {
  // FULL: a commit is on the disk when it returns. Checkpoints are made by the store's own thread
  // when nothing waits. secure_delete: erased words leave no trace in free pages.
  database.run(
      "PRAGMA busy_timeout=2000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
      "PRAGMA cache_size=-16000; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
  if (is_new)
    database.run(
        fmt::format("BEGIN IMMEDIATE; {}; PRAGMA application_id={}; PRAGMA "
                    "user_version={}; COMMIT",
                    schema_sql,
                    application_id,
                    schema_version));
  // Whatever was erased before an unclean end is swept out of the write-ahead log now.
  database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string path = folder + "/palabre.lock";
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return cannot_open(
        fmt::format("the folder {} cannot be written: {}", folder, std::strerror(errno)));
  FolderLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return cannot_open(fmt::format("another Palabre is already using the folder {}", folder));
  return lock;
}

Result<std::unique_ptr<Sqlite>> open_database(const std::string& path) {
  std::error_code error;
  const bool is_new = !fs::exists(path, error) || fs::file_size(path, error) == 0;
  const bool ended_well = !fs::exists(path + "-wal", error);
  if (is_new) make_private(path);
  auto database = std::make_unique<Sqlite>(path);
  if (!is_new && !database->failed()) {
    Result<void> sound = inspect(*database, path, ended_well);
    if (!sound) return tl::unexpected(sound.error());
  }
  if (!database->failed()) prepare(*database, is_new);
  if (std::optional<Sqlite::Failure> failure = database->take_failure())
    return cannot_open(path, *failure);
  if (is_new) sync_folder(fs::path(path).parent_path().string());
  return database;
}

}  // namespace palabre::store
