// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads where a transition leads.
#include "chart/reader.hpp"

namespace palabre::chart {

void Reader::read_targets(const OrderedJson& written,
                          const std::string& at,
                          Transition& transition) {
  const std::size_t before = mistakes_.size();
  if (!written.is_array()) {
    if (auto one = read_target(written, at, transition.source)) transition.targets.push_back(*one);
    return;
  }
  for (std::size_t n = 0; n < written.size(); ++n)
    if (auto one = read_target(written[n], under(at, n), transition.source))
      transition.targets.push_back(*one);
  if (mistakes_.size() != before) return;
  if (written.empty() || !orthogonal(transition.targets))
    add(at,
        "impossible_targets",
        "These states cannot all be active at once.",
        "Name one state, or states in different regions of one \"parallel\" state.");
}

std::optional<StateIndex> Reader::read_target(const OrderedJson& written,
                                              const std::string& at,
                                              StateIndex source) {
  if (refused_code(written, at)) return std::nullopt;
  if (!written.is_string()) {
    add(at, "wrong_type", "A target must be the key of a state.", "Write it as a string.");
    return std::nullopt;
  }
  std::string key = written.get<std::string>();
  if (key.find('*') != std::string::npos) {
    add(at, "refused_wildcard", "A target names one state.", "Write the key of the state.");
    return std::nullopt;
  }
  const bool child = key.starts_with('.');
  if (child || key.starts_with('#')) key.erase(0, 1);
  const auto found = find_state(chart_, key);
  if (!found || (child && chart_.states[*found].parent != source)) {
    add(at,
        "unknown_target",
        "There is no state \"" + key + "\"" + (child ? " directly inside this one." : "."),
        "Write the key of a state of this file: \"key\", \"#key\", or \".key\" for a state "
        "directly inside.");
    return std::nullopt;
  }
  return found;
}

/// True when the targets can be active together: each two of them in different regions.
bool Reader::orthogonal(const std::vector<StateIndex>& targets) const {
  for (std::size_t a = 0; a < targets.size(); ++a)
    for (std::size_t b = a + 1; b < targets.size(); ++b) {
      const StateIndex one = targets[a], other = targets[b];
      if (one == other || is_inside(chart_, one, other) || is_inside(chart_, other, one))
        return false;
      if (chart_.states[common_ancestor(chart_, one, other)].kind != State::Kind::parallel)
        return false;
    }
  return true;
}

}  // namespace palabre::chart
