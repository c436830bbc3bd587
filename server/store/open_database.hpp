// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens palabre.db, or says in one sentence why it must not be touched.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/sqlite.hpp"

namespace palabre::store {

/// Keeps a second server out of a folder for as long as it lives; the system frees it when the
/// process ends, however it ends.
class FolderLock {
 public:
  /// Makes the folder when it is missing. Refuses with `cannot_open` {sentence}.
  static Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

/// Opens or creates the database with everything that durability and erasure need (WAL, FULL,
/// secure_delete). Nothing is written to a file that is damaged, newer, or not ours.
/// Refuses with `cannot_open` {sentence}.
Result<std::unique_ptr<Sqlite>> open_database(const std::string& path);

}  // namespace palabre::store
