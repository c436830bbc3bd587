// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes are a chart or a list of mistakes; what parses can be checked.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "chart/check_chart.hpp"
#include "chart/parse_chart.hpp"

namespace {

palabre::chart::Vocabulary vocabulary() {
  palabre::chart::Vocabulary words;
  for (const char* kind : {"present", "round", "collect", "edit", "consent_check", "objections"}) {
    words.activities[kind].outcomes = {"done", "closed", "consent", "question", "objection"};
  }
  words.activities["queue"].always_on = true;
  words.guards["round_closed"] = {.fields = {{"of", {{"string", 64}}}}, .only_law = true};
  words.guards["enough_time"] = {.fields = {{"seconds", {{"integer", {1, 600}}}}}};
  words.events = {"advance", "withdraw", "skip"};
  words.roles = {"facilitator", "proposer", "scribe", "timekeeper"};
  return words;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const auto words = vocabulary();
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are characters here
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto chart = palabre::chart::parse_chart_text(text, words);
  if (chart) {
    for (const auto& mistake : check_chart(*chart, {}, words)) static_cast<void>(line_of(mistake));
  } else if (chart.error().empty()) {
    __builtin_trap();  // refused without a word
  }
  return 0;
}
