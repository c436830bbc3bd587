// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/tiny_scenario.hpp"

namespace palabre::support {
namespace {

constexpr std::string_view scenario_file = R"({
  "id": "tiny", "version": "1.0.0", "license": "CC0-1.0",
  "seats": {"min": 1, "max": 60}, "minutes": 5,
  "params": {"each": {"integer": [1, 9], "default": 3}},
  "invoke": [{"id": "roles", "src": "roles", "input": {"roles": ["facilitator", "scribe"]}},
             {"id": "queue", "src": "queue"}],
  "initial": "gather",
  "states": {
    "gather": {"meta": {"text": "gather", "timer": {"s": 300, "on_elapsed": "advance"}},
      "invoke": {"id": "ideas", "src": "collect",
                 "input": {"visibility": "live", "per_seat": {"param": "each"}}},
      "on": {"advance": "guess"}},
    "guess": {"meta": {"text": "guess"},
      "invoke": {"id": "guesses", "src": "collect", "input": {"visibility": "blind"}},
      "on": {"advance": "done"}},
    "done": {"type": "final", "meta": {"text": "done"}}
  }
})";

constexpr std::string_view texts = R"({
  "title": "Tiny", "why": "To test", "about": "A test",
  "states": {
    "gather": {"title": "Gather", "question": "What?", "instruction": "Write.",
               "gestures": {"advance": "On"}},
    "guess": {"title": "Guess", "question": "How many?", "instruction": "Guess.",
              "gestures": {"advance": "On"}},
    "done": {"title": "Done", "question": "Done.", "instruction": "Go home."}
  },
  "params": {"each": {"label": "Ideas each"}}
})";

}  // namespace

std::map<std::string, std::string_view> tiny_scenario() {
  return {{"tiny/scenario.json", scenario_file},
          {"tiny/texts.en.json", texts},
          {"tiny/texts.fr.json", texts}};
}

}  // namespace palabre::support
