// SPDX-License-Identifier: AGPL-3.0-or-later
// The checker notices what it claims to: histories of palabres that went well, tampered with.
#include <algorithm>

#include <catch2/catch.hpp>

#include "simulation/check.hpp"
#include "simulation/tampered.hpp"
#include "simulation/world.hpp"

using namespace palabre;
using namespace palabre::sim;

namespace {

const std::vector<std::string> nothing;  // no complaint

// One in which somebody said a few things, and saw more.
const History& played() {
  static const History history = [] {
    for (std::uint64_t seed = 1;; ++seed) {
      World world(seed);
      world.play();
      History one = world.history();
      for (const Witness& witness : one.witnesses)
        if (witness.said.size() > 5 && witness.shown.size() > 5) return one;
    }
  }();
  return history;
}

Witness& speaker(History& history) {
  return *std::find_if(history.witnesses.begin(), history.witnesses.end(), [](const Witness& one) {
    return std::any_of(
        one.said.begin(), one.said.end(), [](const Said& said) { return !said.acked.empty(); });
  });
}

Said& acked(History& history) {
  auto& said = speaker(history).said;
  return *std::find_if(
      said.begin(), said.end(), [](const Said& one) { return !one.acked.empty(); });
}

}  // namespace

TEST_CASE("a palabre that went well is found to have gone well") {
  CHECK(check(played()) == nothing);
  CHECK(played().log.size() > 10);
}

TEST_CASE("[G1] an acknowledged command that is nowhere, or elsewhere, is noticed") {
  History history = played();
  acked(history).acked.front() += 1;
  CHECK(notices(history, "acknowledged at"));
  acked(history).cseq += 10'000;
  CHECK(notices(history, "acknowledged and not in the log"));
}

TEST_CASE("[G1] a command without an answer, or refused and done, is noticed") {
  History history = played();
  acked(history).refused.emplace_back("stale");
  CHECK(notices(history, "refused (stale), stands at"));
  history = played();
  Said silent;
  silent.cseq = 10'000;
  speaker(history).said.push_back(silent);
  CHECK(notices(history, "never answered"));
}

TEST_CASE("[G2] [G3] a command that stands twice, or before an earlier one, is noticed") {
  History history = played();
  const std::uint64_t seq = acked(history).acked.front();
  REQUIRE(seq < history.log.size());
  history.log.push_back(history.log[seq - 1]);
  chain(history.log);
  CHECK(notices(history, "hold the same command"));
  CHECK(notices(history, "stands after"));
}

TEST_CASE("a log that was tampered with is noticed") {
  History history = played();
  history.log[history.log.size() / 2].entry.header += " ";
  CHECK(notices(history, "cannot be replayed"));
}

TEST_CASE("[G4] a view of no position, of another one, or of an earlier one is noticed") {
  History history = played();
  Witness& witness = speaker(history);
  REQUIRE(witness.shown.size() > 3);
  witness.shown[1].position.nonce = "0123456789abcdef";
  CHECK(notices(history, "the log never had such a position"));
  history = played();
  speaker(history).shown[1].sums["room"] = "0123456789abcdef";
  CHECK(notices(history, "not what the log shows there"));
  history = played();
  Shown again = speaker(history).shown[1];
  again.anew = false;
  again.whole = false;
  speaker(history).shown.push_back(again);
  CHECK(notices(history, "no way leads there"));
  speaker(history).shown.back().whole = true;
  CHECK(notices(history, "had been shown"));
}

TEST_CASE("[G7] ends that differ are noticed") {
  History history = played();
  speaker(history).layers["room"]["title"] = "Another";
  CHECK(notices(history, "its last view is not the log's"));
  history = played();
  REQUIRE(history.probes.size() > 2);
  history.probes[0].bytes += " ";
  CHECK(notices(history, "different bytes"));
  history = played();
  speaker(history).shown.resize(1);
  CHECK(notices(history, "ends at"));
}
