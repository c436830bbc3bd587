// SPDX-License-Identifier: AGPL-3.0-or-later
// What is known of the Redis at the other end, kept from one connection to the next.
#pragma once

#include <memory>
#include <string>

#include "redis/promises.hpp"
#include "redis/redis_clock.hpp"
#include "redis/resp_link.hpp"

namespace palabre::redis {

struct Standing {
  RedisClock clock;
  Promises promises;
  bool known = false;  ///< it has answered once
  /// What was written before may be on the primary alone: nobody takes it for kept until a replica
  /// has it.
  bool doubtful = false;
  std::string unusable;        ///< {sentence} of a Redis that will never do
  std::string trouble;         ///< why it takes no writes; empty when it does
  std::uint64_t refusals = 0;  ///< calls that it refused by itself

  bool has_replicas() const { return promises.replicas > 0 || promises.replicas_needed > 0; }
};

/// Makes a new connection usable: reads what this Redis promises and says it when it is new, loads
/// the functions where they are missing or older, asks the time. Refuses with `unavailable`.
Task<Result<void>> prepare(std::shared_ptr<Standing> standing, RespLink::Connection connection);

/// Takes over what INFO says now of replicas and role; false when it is no primary any more.
bool learn_replication(Standing& standing, const std::string& info);

/// What Redis' own refusal is for a room: `disk_full` {reason} when it can store nothing now,
/// `unavailable` {reason} else.
Error refusal_of(const Reply& reply);

/// Whether after such a refusal only a new connection helps: another Redis took over, or the
/// functions are gone.
bool needs_new_connection(const Reply& reply);

}  // namespace palabre::redis
