// SPDX-License-Identifier: AGPL-3.0-or-later
// What was erased stands in Redis' append-only file until that is written anew.
#pragma once

#include <memory>

#include "redis/resp_link.hpp"

namespace palabre::redis {

class FileSweep {
 public:
  explicit FileSweep(asio::io_context& loop) : timer_(loop) {}

  /// Has the file written anew, now or when the last time is a minute ago: it costs as much as the
  /// whole of what is stored.
  void ask(const RespLink& link);

 private:
  Timer timer_;
  bool asked_lately_ = false;
  bool asked_again_ = false;
  std::shared_ptr<const bool> here_ = std::make_shared<const bool>(true);  ///< as AlarmClock's
};

}  // namespace palabre::redis
