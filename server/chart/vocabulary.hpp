// SPDX-License-Identifier: AGPL-3.0-or-later
// The closed lists that a scenario may draw on: handed in, so that charts know no activity and no
// room.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace palabre::chart {

/// One thing wrong inside an `input` or `params`; `pointer` starts at that object ("/turn_s").
struct Fault {
  std::string pointer;
  std::string sentence;
  bool operator==(const Fault&) const = default;
};

/// What a chart must know of a kind of activity to check its invocation.
struct ActivitySpec {
  /// Judges an `input` whose params are resolved; nothing wrong = empty. Takes the place of
  /// `fields`.
  std::function<std::vector<Fault>(const Json& input)> check = {};
  /// The fields of `input` as data, when there is no `check` (see fields.hpp); null = any input.
  Json fields = nullptr;
  std::set<std::string> outcomes = {};
  bool always_on = false;  ///< never settles; runs beside the rest
  /// True when, with this input, only one seat can bring the activity to its end. Absent = never.
  std::function<bool(const Json& input)> one_person = {};
  /// Fields of `input` whose value is the id of another invocation (a string, or a list of them).
  std::set<std::string> references = {"of", "from", "text"};
};

/// What a chart must know of a guard. `outcome`, `all`, `any` and `not` are the chart's own.
struct GuardSpec {
  Json fields = Json::object();  ///< of its params (see fields.hpp)
  bool only_law = false;         ///< never to be declared a habit: nobody may override it
  std::set<std::string> references = {"of", "from", "text"};
  std::set<std::string> states = {"state"};  ///< fields whose value is the key of a state
  std::set<std::string> params = {};         ///< fields whose value is the name of a parameter
};

/// Everything a scenario may name.
struct Vocabulary {
  std::map<std::string, ActivitySpec, std::less<>> activities;
  std::map<std::string, GuardSpec, std::less<>> guards;
  /// Events that faces have words for; any other name in `on` needs a gesture in the texts.
  std::set<std::string, std::less<>> events;
  std::set<std::string, std::less<>> roles;
  /// Roles that another seat can take over when their holder is gone: no way out hangs on one
  /// person.
  std::set<std::string, std::less<>> relayed_roles = {"facilitator"};
  std::set<std::string, std::less<>> languages = {"en", "fr"};
};

}  // namespace palabre::chart
