// SPDX-License-Identifier: AGPL-3.0-or-later
// CHECK: stops the process when we are wrong; never for anything a person or a file can cause.
#pragma once

namespace palabre {

/// Prints `what` with its place and aborts, in release builds too.
[[noreturn]] void check_failed(const char* what, const char* file, int line) noexcept;

}  // namespace palabre

#define PALABRE_CHECK(condition) \
  ((condition) ? void(0) : ::palabre::check_failed(#condition, __FILE__, __LINE__))
