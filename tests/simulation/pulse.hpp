// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a server's process is run: while it stands still (SIGSTOP), what reaches it waits.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "base/types.hpp"

namespace palabre::sim {

class Pulse {
 public:
  bool is_still() const { return still_since_ != 0; }
  /// What its clock shows while it stands still.
  Instant still_since() const { return still_since_; }
  void stop(Instant now) { still_since_ = now; }
  /// What waited happens, in the order in which it came.
  void go_on() {
    still_since_ = 0;
    for (const auto& happens : std::exchange(waiting_, {})) happens();
  }
  /// Lets `happen` reach the server: now, or once it goes on.
  void reach(std::function<void()> happen) {
    if (is_still())
      waiting_.push_back(std::move(happen));
    else
      happen();
  }

 private:
  Instant still_since_ = 0;
  std::vector<std::function<void()>> waiting_;
};

}  // namespace palabre::sim
