// SPDX-License-Identifier: AGPL-3.0-or-later
// What bot seats are called and what they say: scenarios/practice.<language>.json, and beside a
// scenario its own practice.<language>.json.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "base/result.hpp"

namespace palabre::app {

class PracticeWords {
 public:
  /// `files`: bytes by path, as those of the scenarios. Files that are no JSON are passed over.
  explicit PracticeWords(const std::map<std::string, std::string_view>& files);

  /// A sentence for the invocation `invoke`, else for what it is (`idea`, `word` …), of `scenario`
  /// before the common ones; one of those not `said` yet as long as there is one. Never empty.
  std::string sentence(const std::string& scenario,
                       const std::string& language,
                       const std::string& invoke,
                       const std::string& what,
                       Random& random,
                       const std::set<std::string>& said = {}) const;
  /// The `at`th name; beyond the list with a number.
  std::string name(const std::string& language, std::size_t at) const;

 private:
  const Json* list(const std::string& path, const std::string& key) const;
  std::map<std::string, Json> files_;
};

}  // namespace palabre::app
