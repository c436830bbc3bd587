// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/commands.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "app/scenario_library.hpp"
#include "room/guards.hpp"
#include "room/rehearse.hpp"

namespace palabre::app {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

// The folders that hold a scenario.json: the path itself, or those right below it.
std::vector<fs::path> scenario_folders(const std::string& path) {
  std::error_code error;
  fs::path given(path);
  if (given.filename() == "scenario.json") given = given.parent_path();
  if (fs::exists(given / "scenario.json", error)) return {given};
  std::vector<fs::path> found;
  for (fs::directory_iterator at(given, error), end; !error && at != end; at.increment(error))
    if (fs::exists(at->path() / "scenario.json", error)) found.push_back(at->path());
  std::sort(found.begin(), found.end());
  return found;
}

/// One folder of a scenario as it is on disk.
struct Folder {
  std::string name;
  std::map<std::string, std::string> files;       ///< "name/scenario.json" → bytes
  std::map<std::string, std::string> rehearsals;  ///< file name → bytes

  explicit Folder(const fs::path& path) : name(path.filename().string()) {
    if (name.empty()) name = path.parent_path().filename().string();
    std::error_code error;
    for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error))
      if (at->path().extension() == ".json")
        if (auto bytes = read_file(at->path()))
          files[name + "/" + at->path().filename().string()] = std::move(*bytes);
    for (fs::directory_iterator at(path / "rehearsals", error), end; !error && at != end;
         at.increment(error))
      if (at->path().extension() == ".json")
        if (auto bytes = read_file(at->path()))
          rehearsals[at->path().filename().string()] = std::move(*bytes);
  }

  ScenarioLibrary library() const {
    std::map<std::string, std::string_view> views(files.begin(), files.end());
    return ScenarioLibrary(views, room::vocabulary());
  }
};

bool print_faults(const ScenarioLibrary& library, std::ostream& out) {
  for (const ScenarioFault& fault : library.faults())
    for (const chart::Mistake& mistake : fault.mistakes)
      out << fault.folder << "/" << chart::line_of(mistake) << "\n";
  return !library.faults().empty();
}

const FoundableScenario* only_one(const ScenarioLibrary& library, const Folder& folder) {
  const auto at = folder.files.find(folder.name + "/scenario.json");
  const Json json = Json::parse(at->second, nullptr, false);
  return json.is_object() && json.contains("id") && json["id"].is_string()
             ? library.find(json["id"].get<std::string>())
             : nullptr;
}

struct Tally {
  std::size_t passed = 0, failed = 0;
};

void play(const std::shared_ptr<const room::Scenario>& scenario,
          const std::string& file,
          const std::string& bytes,
          bool walk,
          const room::Catalogue& catalogue,
          room::Coverage& seen,
          Tally& tally,
          std::ostream& out) {
  const Json script = Json::parse(bytes, nullptr, false);
  if (!script.is_object()) {
    out << "  FAILED " << file << ": this is not a JSON object\n";
    ++tally.failed;
    return;
  }
  const auto result = room::rehearse(scenario, script, catalogue, seen);
  ++(result.failures.empty() ? tally.passed : tally.failed);
  out << (result.failures.empty() ? "  passed " : "  FAILED ") << file << " (" << result.name
      << ": " << result.acts << " acts, " << result.expectations << " expectations)\n";
  if (walk)
    for (const std::string& line : result.walk) out << "    " << line << "\n";
  for (const std::string& failure : result.failures) out << "    " << failure << "\n";
}

void rehearse_folder(const Folder& folder,
                     bool coverage,
                     bool walk,
                     const room::Catalogue& catalogue,
                     Tally& tally,
                     std::ostream& out) {
  const ScenarioLibrary library = folder.library();
  const FoundableScenario* one = print_faults(library, out) ? nullptr : only_one(library, folder);
  out << folder.name << "\n";
  if (one == nullptr) {
    out << "  FAILED: the scenario has mistakes; `palabre check` lists them\n";
    ++tally.failed;
    return;
  }
  room::Coverage seen;
  for (const auto& [file, bytes] : folder.rehearsals)
    play(one->scenario, file, bytes, walk, catalogue, seen, tally, out);
  const chart::Chart& chart = one->scenario->chart;
  out << "  coverage: " << seen.summary(chart) << "\n";
  if (!coverage) return;
  const auto gaps = seen.gaps(chart);
  for (const std::string& gap : gaps) out << "    " << gap << "\n";
  ++(gaps.empty() ? tally.passed : tally.failed);
}

}  // namespace

int run_check(const std::vector<std::string>& paths, std::ostream& out) {
  int code = 0;
  for (const std::string& path : paths) {
    const auto folders = scenario_folders(path);
    if (folders.empty()) {
      out << path << ": no scenario.json here or one folder below\n";
      code = 2;
    }
    for (const fs::path& at : folders) {
      const Folder folder(at);
      if (print_faults(folder.library(), out))
        code = std::max(code, 1);
      else
        out << at.string() << ": good\n";
    }
  }
  return code;
}

int run_rehearse(const std::vector<std::string>& paths,
                 bool coverage,
                 bool walk,
                 const room::Catalogue& catalogue,
                 std::ostream& out) {
  Tally tally;
  for (const std::string& path : paths) {
    const auto folders = scenario_folders(path);
    if (folders.empty()) {
      out << path << ": no scenario.json here or one folder below\n";
      return 2;
    }
    for (const fs::path& at : folders)
      rehearse_folder(Folder(at), coverage, walk, catalogue, tally, out);
  }
  out << tally.passed << " passed, " << tally.failed << " failed, 0 skipped\n";
  return tally.failed == 0 ? 0 : 1;
}

}  // namespace palabre::app
