// SPDX-License-Identifier: AGPL-3.0-or-later
// A bench with options to score.
#pragma once

#include "activities/score/score.hpp"
#include "support/activity_bench.hpp"

namespace palabre::test {

inline Json ideas(const std::vector<std::string>& items, const Json& changed = Json::object()) {
  Json versions = Json::object();
  for (const std::string& id : items) versions[id] = changed.value(id, 1);
  return {{"revealed", true}, {"count", items.size()}, {"items", items}, {"versions", versions}};
}

inline const std::vector<std::string> three = {"i1", "i2", "i3"};

inline Bench scoring(std::uint32_t seats = 3,
                     const Json& more = Json::object(),
                     Json of = ideas(three)) {
  Json input = {{"of", "ideas"}};
  input.update(more);
  Bench bench(activities::score::kind(), input, seats);
  bench.refs["ideas"] = std::move(of);
  bench.begin();
  return bench;
}

inline std::string rate(Bench& bench,
                        std::uint32_t who,
                        const std::string& option,
                        std::int64_t value) {
  return bench.as(seat(who), {{"type", "rate"}, {"option", option}, {"value", value}});
}

inline const Json finish = {{"type", "finish"}};
inline const Json reopen = {{"type", "reopen"}};
inline const Json reveal = {{"type", "reveal"}};

// The options in their order get these values, then the seat has finished.
inline void score_all(Bench& bench, std::uint32_t who, const std::vector<std::int64_t>& values) {
  const Json shown = bench.room();
  for (std::size_t i = 0; i < values.size(); ++i)
    if (rate(bench, who, shown["options"][i].get<std::string>(), values[i]) != accepted)
      throw std::logic_error("a score refused");
  if (bench.as(seat(who), finish) != accepted) throw std::logic_error("not finished");
}

}  // namespace palabre::test
