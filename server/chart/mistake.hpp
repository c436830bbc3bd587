// SPDX-License-Identifier: AGPL-3.0-or-later
// What is wrong with a scenario file, said to the person who wrote it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::chart {

/// One mistake in a scenario; the mistakes of a file are given all at once.
struct Mistake {
  std::string pointer;  ///< JSON pointer (RFC 6901) in scenario.json; in a text: "texts.fr.json#/…"
  std::string code;     ///< snake_case; each has its meaning in docs/scenario-format.md
  std::string sentence;  ///< what is wrong
  std::string mend;      ///< what to do about it
  bool operator==(const Mistake&) const = default;
};

using Mistakes = std::vector<Mistake>;

/// The pointer of `key` inside what `pointer` names (RFC 6901: "~" and "/" escaped).
std::string under(std::string_view pointer, std::string_view key);
/// The pointer of element `n` of the array that `pointer` names.
std::string under(std::string_view pointer, std::size_t n);

/// "scenario.json/states/check: dead_end. Sentence. Mend.": one line for a terminal.
std::string line_of(const Mistake& mistake);

}  // namespace palabre::chart
