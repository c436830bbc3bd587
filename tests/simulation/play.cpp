// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/play.hpp"

#include <array>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "simulation/check.hpp"
#include "simulation/world.hpp"

namespace palabre::sim {
namespace {

constexpr std::size_t told_max = 12;  // the first breaks lead to the rest

constexpr std::array must_meet = {"acked",
                                  "conflict",
                                  "parked",
                                  "handed over",
                                  "handed over, then died",
                                  "reply lost after commit",
                                  "request lost",
                                  "request late",
                                  "push lost",
                                  "lag",
                                  "log unreachable",
                                  "log down",
                                  "server killed",
                                  "line cut",
                                  "line half open",
                                  "phone asleep",
                                  "page opened anew",
                                  "slow line",
                                  "refused",
                                  "refused for now",
                                  "sum compared",
                                  "patch",
                                  "whole view",
                                  "late: seated"};

}  // namespace

Outcome play(std::uint64_t seed) {
  spdlog::set_level(spdlog::level::off);
  World world(seed);
  world.play();
  const History history = world.history();
  Outcome outcome{seed, history.scenario->chart.id, check(history), {}, world.trace().tally()};
  outcome.met["entries"] += history.log.size();
  outcome.met["seeds"] += 1;
  for (const app::LoggedEntry& one : history.log)
    outcome.met["set aside"] +=
        one.entry.facts.find(R"("set_aside/1")") != std::string::npos ? 1 : 0;
  outcome.met["epochs"] += history.epoch;
  outcome.met["entries lost for good"] += history.unsaved.size();
  outcome.met["entries put back"] += history.put_back.size();
  outcome.met["entries of a side that does not hold"] += history.lost.size();
  outcome.last = {world.trace().last().begin(), world.trace().last().end()};
  return outcome;
}

std::string told(const Outcome& outcome) {
  std::string text = fmt::format("seed {} ({}) is broken:\n", outcome.seed, outcome.scenario);
  for (std::size_t i = 0; i < outcome.broken.size(); ++i) {
    if (i == told_max) {
      text += fmt::format("  … and {} more\n", outcome.broken.size() - told_max);
      break;
    }
    text += "  " + outcome.broken[i] + "\n";
  }
  text += "the last that came and failed:\n";
  for (const std::string& line : outcome.last) text += "  " + line + "\n";
  return text + fmt::format("again: ./dev sim {}\n", outcome.seed);
}

std::string told(const Tally& tally) {
  std::string text;
  for (const auto& [what, times] : tally) text += fmt::format("  {:8} {}\n", times, what);
  return text;
}

std::vector<std::string> never_met(const Tally& tally) {
  std::vector<std::string> never;
  for (const char* what : must_meet)
    if (!tally.contains(what)) never.emplace_back(what);
  return never;
}

}  // namespace palabre::sim
