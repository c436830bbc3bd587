// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/file_sweep.hpp"

#include <utility>

#include <spdlog/spdlog.h>

namespace palabre::redis {
namespace {

constexpr std::chrono::minutes at_most_every{1};

}  // namespace

void FileSweep::ask(const RespLink& link) {
  if (std::exchange(asked_lately_, true)) {
    asked_again_ = true;
    return;
  }
  if (link.current())
    link.current()->send({"BGREWRITEAOF"}, [](const Result<Reply>& reply) {
      if (reply && reply->is_error() && !reply->is_error("ERR Background append only file"))
        spdlog::warn("Redis keeps erased words in its files: {}", reply->text);
    });
  timer_.expires_after(at_most_every);
  timer_.async_wait([this, &link, here = std::weak_ptr(here_)](boost::system::error_code error) {
    if (error || here.expired()) return;
    asked_lately_ = false;
    if (std::exchange(asked_again_, false)) ask(link);
  });
}

}  // namespace palabre::redis
