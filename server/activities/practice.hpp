// SPDX-License-Identifier: AGPL-3.0-or-later
// What the `practise` of several kinds shares: chance, and words that somebody else supplies.
#pragma once

#include "activities/activity.hpp"

namespace palabre::activities {

/// Stands for a sentence that a bot seat would say; `what` is a key of the catalogue's `practice`.
inline Json words_for(const char* what) { return {{"$words", what}}; }

/// True in `percent` of 100 cases.
inline bool happens(const Context& by, std::uint64_t percent) {
  return by.random->below(100) < percent;
}

/// A command that is about `version`: it stands beside the command's own fields.
inline Json about(std::int64_t version, Json command) {
  command["$version"] = version;
  return command;
}

}  // namespace palabre::activities
