// SPDX-License-Identifier: AGPL-3.0-or-later
// What the process asks of the disk, counted and made to fail: these stand before the C library's
// own calls, also for SQLite.
#pragma once

#include <atomic>

namespace palabre::test {

struct DiskCalls {
  std::atomic<int> syncs = 0;      ///< fdatasync
  std::atomic<bool> full = false;  ///< writes fail with ENOSPC
};

DiskCalls& disk_calls();

}  // namespace palabre::test
