// SPDX-License-Identifier: AGPL-3.0-or-later
// A bench with a text to consent to.
#pragma once

#include "activities/consent_check/consent_check.hpp"
#include "support/activity_bench.hpp"

namespace palabre::test {

inline constexpr std::int64_t text_version = 3;

inline Json answer(const std::string& choice) { return {{"type", "answer"}, {"choice", choice}}; }
inline Json answer(const std::string& choice, const std::string& text) {
  return {{"type", "answer"}, {"choice", choice}, {"text", text}};
}
inline const Json consent = answer("consent");
inline const Json objection = answer("objection");
inline const Json last_call = {{"type", "last_call"}};
inline Json question(const std::string& text) { return {{"type", "question"}, {"text", text}}; }
inline Json word_concern(const std::string& text) {
  return {{"type", "word_concern"}, {"text", text}};
}

inline Bench checking(std::uint32_t seats = 3, Json more = Json::object()) {
  more["of"] = "text";
  Bench bench(activities::consent_check::kind(), more, seats);
  bench.refs["text"] = {{"version", text_version}};
  bench.begin();
  return bench;
}

inline std::string say(Bench& bench, std::uint32_t n, const Json& command) {
  return bench.as(seat(n), command, text_version);
}

}  // namespace palabre::test
