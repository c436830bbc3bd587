// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/practice_words.hpp"

namespace palabre::app {
namespace {

std::string file_of(const std::string& language) { return "practice." + language + ".json"; }

}  // namespace

PracticeWords::PracticeWords(const std::map<std::string, std::string_view>& files) {
  for (const auto& [path, bytes] : files) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (!name.starts_with("practice.")) continue;
    Json json = Json::parse(bytes, nullptr, false);
    if (json.is_object()) files_.emplace(path, std::move(json));
  }
}

const Json* PracticeWords::list(const std::string& path, const std::string& key) const {
  const auto file = files_.find(path);
  if (file == files_.end()) return nullptr;
  const auto words = file->second.find(key);
  if (words == file->second.end() || !words->is_array() || words->empty()) return nullptr;
  return &*words;
}

std::string PracticeWords::sentence(const std::string& scenario,
                                    const std::string& language,
                                    const std::string& invoke,
                                    const std::string& what,
                                    Random& random,
                                    const std::set<std::string>& said) const {
  const std::string own = scenario + "/" + file_of(language);
  const Json* words = list(own, invoke);
  if (words == nullptr) words = list(own, what);
  if (words == nullptr) words = list(file_of(language), invoke);
  if (words == nullptr) words = list(file_of(language), what);
  if (words == nullptr) words = list(file_of(language), "word");
  if (words == nullptr) return "…";
  const std::size_t first = random.below(words->size());
  const auto drawn = [&](std::size_t at) {
    const Json& one = (*words)[(first + at) % words->size()];
    return one.is_string() ? one.get<std::string>() : std::string("…");
  };
  for (std::size_t at = 0; at < words->size(); ++at)
    if (!said.contains(drawn(at))) return drawn(at);
  return drawn(0);
}

std::string PracticeWords::name(const std::string& language, std::size_t at) const {
  const Json* names = list(file_of(language), "names");
  if (names == nullptr) return "Bot " + std::to_string(at + 1);
  const Json& one = (*names)[at % names->size()];
  std::string name = one.is_string() ? one.get<std::string>() : "Bot";
  if (at >= names->size()) name += " " + std::to_string(at / names->size() + 1);
  return name;
}

}  // namespace palabre::app
