// SPDX-License-Identifier: AGPL-3.0-or-later
// A rehearsal: a scripted run of a scenario on virtual time; the scenario's own test.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "room/minutes.hpp"
#include "room/take_turn.hpp"

namespace palabre::room {

/// Which transitions were taken, and which guard leaves were seen to pass and to refuse.
class Coverage final : public Observer {
 public:
  void took(const chart::Step& step) override;
  void judged(const chart::Guard& leaf, bool held) override;

  /// Sentences about what `chart` has and no rehearsal showed; empty = full.
  std::vector<std::string> gaps(const chart::Chart& chart) const;
  /// "18 of 20 transitions, 9 of 11 guards refused and passed".
  std::string summary(const chart::Chart& chart) const;

 private:
  std::map<chart::TransitionIndex, std::size_t> taken_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> leaves_;  ///< pointer → held, refused
};

struct RehearsalResult {
  std::string name;
  std::vector<std::string> walk;      ///< one line for each act, with the states it led to
  std::vector<std::string> failures;  ///< step number, what was expected, what was
  std::size_t acts = 0, expectations = 0;
};

/// Plays `script` (docs/scenario-format.md, "Rehearsals") on a fresh room. Every mistake of the
/// script itself is a failure with its step. `catalogue` makes the minutes that `minutes_contains`
/// reads.
RehearsalResult rehearse(const std::shared_ptr<const Scenario>& scenario,
                         const Json& script,
                         const Catalogue& catalogue,
                         Coverage& coverage);

}  // namespace palabre::room
