// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace palabre {

void check_failed(const char* what, const char* file, int line) noexcept {
  std::fprintf(stderr, "palabre: a promise of our own is broken: %s (%s:%d)\n", what, file, line);
  std::abort();
}

}  // namespace palabre
