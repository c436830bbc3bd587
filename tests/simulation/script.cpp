// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/script.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "room/guards.hpp"
#include "support/tiny_scenario.hpp"

namespace palabre::sim {
namespace {

namespace fs = std::filesystem;

// The two that everything is in first, the rest now and then.
constexpr std::array<const char*, scripts_played> played = {"tiny",
                                                            "consent_decision",
                                                            "tiny",
                                                            "palabre",
                                                            "consent_decision",
                                                            "brainstorm",
                                                            "decide_without_voting",
                                                            "rotating_leadership",
                                                            "one_two_four_all",
                                                            "enrich_projects"};

std::map<std::string, std::string> files_of(const std::string& id) {
  std::map<std::string, std::string> bytes;
  if (id == "tiny") {
    for (const auto& [path, text] : support::tiny_scenario()) bytes.emplace(path, text);
    return bytes;
  }
  const fs::path folder = fs::path(PALABRE_TREE) / "scenarios" / id;
  for (const char* name : {"scenario.json", "texts.fr.json", "texts.en.json"}) {
    std::ifstream in(folder / name, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + (folder / name).string());
    bytes[id + "/" + name] = {std::istreambuf_iterator<char>(in), {}};
  }
  return bytes;
}

Script read(const std::string& id) {
  const auto bytes = files_of(id);
  const std::map<std::string, std::string_view> files(bytes.begin(), bytes.end());
  const auto library = std::make_shared<const app::ScenarioLibrary>(files, room::vocabulary());
  const auto* found = library->find(id);
  if (found == nullptr) throw std::runtime_error("cannot be played: " + id);
  return {id, library, found->scenario};
}

}  // namespace

const Script& script_of(std::uint64_t seed) {
  static std::map<std::string, Script> scripts;
  const std::string id = played[seed % played.size()];
  const auto known = scripts.find(id);
  return known != scripts.end() ? known->second : scripts.emplace(id, read(id)).first->second;
}

}  // namespace palabre::sim
