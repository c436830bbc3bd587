// SPDX-License-Identifier: AGPL-3.0-or-later
// Entries on the side of a fork of the log that does not hold: what led to them, and what things
// are called on the side that does.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "room/command.hpp"
#include "room/room.hpp"

namespace palabre::room {

/// By what an orphan is known again on another chain: session and number; {"", 0} for deadlines and
/// whatever else comes about by itself there too.
std::pair<std::string, std::uint64_t> key_of(const Entry& entry);
inline std::pair<std::string, std::uint64_t> key_of(const Orphan& orphan) {
  return key_of(orphan.was);
}

/// What is to be decided again for `was`, if anything. The command of a session that was opened is
/// read off its events; a person's command cannot be, and is none here.
std::optional<Orphan> orphan_of(Entry was);

/// The outcomes that `entry` recorded.
std::vector<CompareOutcome> outcomes_of(const Entry& entry);

/// The event that says that `orphan` was refused.
SetAside set_aside(const Room& room, const Orphan& orphan, const Error& refusal);

/// `opens` under a name that nobody has: two people may have taken one on either side.
OpenSession with_free_name(const Room& room, OpenSession opens);

/// Ids that orphans gave to what they made ("i5", "c8", version 3) may mean something else on the
/// chain that holds: a command that names them is put in the words of that chain, or not tried.
class Renamed {
 public:
  /// An entry that both sides have.
  void know(const Entry& entry);
  /// An orphan was decided again as `is`; null: it was not, and what it made is nowhere.
  void learn(const Entry& was, const Entry* is);
  /// `wish` in the words of the chain that holds; nothing when it is about what is not there.
  std::optional<Wish> reword(Wish wish) const;

 private:
  using Name = std::pair<std::string, std::string>;  ///< where (an activity, or ""), and what
  std::optional<std::string> now_called(const std::string& on, const std::string& name) const;
  bool reword_all(const std::string& on, Json& value) const;

  std::set<Name> known_;
  std::map<Name, std::optional<std::string>> renamed_;  ///< none: it was set aside
};

}  // namespace palabre::room
