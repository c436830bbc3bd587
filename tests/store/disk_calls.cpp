// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/disk_calls.hpp"

#include <cerrno>

#include <sys/syscall.h>
#include <unistd.h>

namespace palabre::test {

DiskCalls& disk_calls() {
  static DiskCalls calls;
  return calls;
}

}  // namespace palabre::test

// Not declared by the headers under the name that is linked, or declared with other attributes.
extern "C" {

int fdatasync(int descriptor);
int fdatasync(int descriptor) {
  palabre::test::disk_calls().syncs += 1;
  return static_cast<int>(syscall(SYS_fdatasync, descriptor));
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset);
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  if (palabre::test::disk_calls().full) {
    errno = ENOSPC;
    return -1;
  }
  return syscall(SYS_pwrite64, descriptor, bytes, size, offset);
}
}
