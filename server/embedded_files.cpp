// SPDX-License-Identifier: AGPL-3.0-or-later
#include "embedded_files.hpp"

#include <utility>
#include <vector>

#include "base/result.hpp"
#include "embedded.hpp"

namespace palabre {

net::StaticFiles embedded_pages() {
  std::vector<net::StaticFiles::File> files;
  for (const embedded::File& file : embedded::web())
    files.push_back({std::string(file.path), std::string(file.bytes)});
  return net::StaticFiles(std::move(files));
}

std::map<std::string, std::string_view> embedded_scenarios() {
  std::map<std::string, std::string_view> files;
  for (const embedded::File& file : embedded::scenarios()) files.emplace(file.path, file.bytes);
  return files;
}

room::Catalogue embedded_catalogue() {
  constexpr std::string_view begin = "catalogue/";
  constexpr std::string_view ending = ".json";
  room::Catalogue catalogue;
  for (const embedded::File& file : embedded::protocol()) {
    if (!file.path.starts_with(begin) || !file.path.ends_with(ending)) continue;
    std::string_view language = file.path.substr(begin.size());
    language.remove_suffix(ending.size());
    catalogue.add(std::string(language), Json::parse(file.bytes));
  }
  return catalogue;
}

}  // namespace palabre
