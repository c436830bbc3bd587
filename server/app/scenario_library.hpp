// SPDX-License-Identifier: AGPL-3.0-or-later
// The scenarios that may be founded on, and those that older palabres run on for ever.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"
#include "chart/mistake.hpp"
#include "chart/vocabulary.hpp"
#include "room/room.hpp"

namespace palabre::app {

/// A checked scenario ready to be founded on.
struct FoundableScenario {
  std::shared_ptr<const room::Scenario> scenario;
  std::string blob;  ///< JSON {"scenario", "texts": {fr, en}} in document order
};

/// What is told of a scenario, and the same compressed once for all who ask.
struct ScenarioBody {
  Bytes plain, gzip;
};

/// Why a folder of scenarios is not offered.
struct ScenarioFault {
  std::string folder;
  chart::Mistakes mistakes;
};

class ScenarioLibrary {
 public:
  /// `files`: bytes by path, "consent_decision/scenario.json", "consent_decision/texts.fr.json" …
  ScenarioLibrary(const std::map<std::string, std::string_view>& files,
                  chart::Vocabulary vocabulary);

  const std::vector<ScenarioFault>& faults() const { return faults_; }
  std::size_t size() const { return foundable_.size(); }
  /// The scenario of this id, or null.
  const FoundableScenario* find(const std::string& id) const;

  /// [H1] The body of GET /api/scenarios.
  const ScenarioBody& cards() const { return cards_; }
  /// [H6] The body of GET /api/scenarios/{hash}, or null when that blob was not seen yet.
  const ScenarioBody* body(const std::string& hash) const;

  /// The scenario of a stored blob. Refuses with `scenario_unreadable` {hash} what this build
  /// cannot run.
  Result<std::shared_ptr<const room::Scenario>> load_blob(const std::string& hash,
                                                          const std::string& blob);
  /// One that was loaded already, or null.
  std::shared_ptr<const room::Scenario> find_loaded(const std::string& hash) const;

 private:
  struct Loaded {
    std::shared_ptr<const room::Scenario> scenario;
    ScenarioBody body;
  };
  void add_folder(const std::string& folder,
                  const std::map<std::string, std::string_view>& files,
                  std::string& cards);

  chart::Vocabulary vocabulary_;
  std::map<std::string, FoundableScenario> foundable_;
  std::map<std::string, Loaded> loaded_;  ///< by hash; as many as there ever were versions
  std::vector<ScenarioFault> faults_;
  ScenarioBody cards_;
};

}  // namespace palabre::app
