// SPDX-License-Identifier: AGPL-3.0-or-later
// What this Redis promises of what it was told: read from its settings, said in words.
#pragma once

#include <string>
#include <vector>

#include "redis/resp_connection.hpp"

namespace palabre::redis {

struct Promises {
  std::string version;  ///< "7.0.15"
  std::string run_id;   ///< another one after every restart
  bool is_primary = true;
  int replicas = 0;             ///< in step now
  bool settings_known = false;  ///< CONFIG GET may be forbidden
  std::string appendonly, appendfsync, eviction;
  int replicas_needed = 0;  ///< min-replicas-to-write

  /// What to do when a power cut must lose nothing that was acknowledged; empty when nothing.
  std::vector<std::string> lacks() const;
  /// One line for the log.
  std::string in_words() const;
};

/// The figures of INFO: "key:value" lines.
std::string info_field(const std::string& info, const std::string& key);

/// How many replicas are in step, by INFO. One that is still being given everything acknowledges
/// nothing, and that may take minutes: nobody waits for it.
int replicas_in_step(const std::string& info);

/// Asks for INFO and CONFIG. Refuses with `unavailable` {reason}, or `cannot_open` {sentence} below
/// Redis 7, which has no functions.
Task<Result<Promises>> read_promises(std::shared_ptr<RespConnection> connection);

}  // namespace palabre::redis
