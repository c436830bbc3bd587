// SPDX-License-Identifier: AGPL-3.0-or-later
// The checker knows what a log that forked may lead to, and what not: a history in which it went
// well, tampered with.
#include <algorithm>
#include <optional>

#include <catch2/catch.hpp>

#include "simulation/check.hpp"
#include "simulation/chronicle.hpp"
#include "simulation/tampered.hpp"
#include "simulation/world.hpp"

using namespace palabre;
using namespace palabre::sim;

namespace {

const std::vector<std::string> nothing;  // no complaint

bool is_aside(const app::LoggedEntry& one) {
  return one.entry.facts.find(R"("set_aside/1")") != std::string::npos;
}

bool names_seat(const app::LoggedEntry& one) {
  return one.entry.facts.find(R"("seat":"s)") != std::string::npos;
}

// Where something stands that was set aside, or decided again, with its author in the room.
template <class Wanted>
std::optional<std::size_t> place_of(const History& history, const Wanted& wanted) {
  const auto at = std::find_if(history.log.begin(), history.log.end(), wanted);
  if (at == history.log.end()) return std::nullopt;
  return static_cast<std::size_t>(at - history.log.begin());
}

std::optional<std::size_t> aside_in(const History& history) {
  return place_of(history, [](const auto& one) {
    return is_aside(one) && names_seat(one) && key_of(one.entry).second > 0;
  });
}

const Said* acked_said(const History& history, const Key& key) {
  for (const Witness& witness : history.witnesses)
    for (const Said& said : witness.said)
      if (Key(witness.sid, said.cseq) == key && !said.acked.empty()) return &said;
  return nullptr;
}

std::optional<std::size_t> again_in(const History& history) {
  return place_of(history, [&](const auto& one) {
    if (is_aside(one)) return false;
    const Key key = key_of(one.entry);
    return acked_said(history, key) != nullptr &&
           std::any_of(history.lost.begin(), history.lost.end(), [&](const Lost& lost) {
             return key_of(lost.logged.entry) == key;
           });
  });
}

Shown* shown_of_lost(History& history) {
  for (Witness& witness : history.witnesses)
    for (Shown& shown : witness.shown)
      for (const Lost& lost : history.lost)
        if (shown.position.seq == lost.logged.seq &&
            lost.logged.entry.header.find(shown.position.nonce) != std::string::npos)
          return &shown;
  return nullptr;
}

const History& forked() {
  static const History history = [] {
    for (std::uint64_t seed = scripts_played;; ++seed) {
      World world(seed);
      world.play();
      History one = world.history();
      if (one.epoch > 1 && aside_in(one) && again_in(one) && shown_of_lost(one) != nullptr &&
          check(one).empty())
        return one;
    }
  }();
  return history;
}

}  // namespace

TEST_CASE("a log that forked and was mended is found to be as promised") {
  CHECK(check(forked()) == nothing);
}

TEST_CASE("[G1] what was acknowledged on one side and is on none is noticed, unless none knew it") {
  History history = forked();
  const Key key = key_of(history.log[*again_in(history)].entry);
  const Key elsewhere(key.first, key.second + 10'000);
  for (Witness& witness : history.witnesses)
    for (Said& said : witness.said)
      if (Key(witness.sid, said.cseq) == key) said.cseq = elsewhere.second;
  CHECK(notices(history, "acknowledged and not in the log"));
  history.unsaved.insert(elsewhere);
  CHECK_FALSE(notices(history, "acknowledged and not in the log"));
}

TEST_CASE("[G2] what was decided again twice, or set aside twice, is noticed") {
  for (const auto& find : {again_in, aside_in}) {
    History history = forked();
    history.log.push_back(history.log[*find(history)]);
    chain(history.log);
    CHECK(notices(history, "hold the same command"));
  }
}

TEST_CASE("[G2] what was set aside and decided too is noticed") {
  History history = forked();
  const Key key = key_of(history.log[*aside_in(history)].entry);
  const auto orphan = std::find_if(history.lost.begin(), history.lost.end(), [&](const Lost& lost) {
    return key_of(lost.logged.entry) == key && !is_aside(lost.logged);
  });
  REQUIRE(orphan != history.lost.end());
  history.log.push_back(orphan->logged);
  chain(history.log);
  CHECK(notices(history, "decide and set aside the same command"));
}

TEST_CASE("[G1] what was set aside without need, or out of its author's sight, is noticed") {
  History history = forked();
  history.lost.clear();
  history.put_back.clear();
  CHECK(notices(history, "set aside, and never orphaned"));
  history = forked();
  const std::size_t place = *aside_in(history);
  // What was lost later came after what is changed here.
  std::erase_if(history.lost, [&](const Lost& lost) { return lost.logged.seq > place; });
  std::string& facts = history.log[place].entry.facts;
  const std::string seat = R"("seat":"s)";
  const std::size_t at = facts.find(seat);
  const std::size_t end = facts.find_first_of(",}", at);
  const std::string others = facts.substr(at, end - at) == seat + "1\"" ? "2\"" : "1\"";
  facts.replace(at, end - at, seat + others);
  chain(history.log);
  CHECK(notices(history, "set aside out of sight"));
}

TEST_CASE("[G3] only what a fork orphaned may come after what was said later") {
  History history = forked();
  const std::size_t at = *again_in(history);
  const Key key = key_of(history.log[at].entry);
  app::LoggedEntry later = history.log[at];
  const std::string number = R"("cseq":)" + std::to_string(key.second);
  later.entry.header.replace(later.entry.header.find(number), number.size(), R"("cseq":9999)");
  history.log.insert(history.log.begin() + static_cast<std::ptrdiff_t>(at), later);
  chain(history.log);
  CHECK_FALSE(notices(history, fmt::format("#{} stands after #9999", key.second)));
  std::erase_if(history.lost, [&](const Lost& lost) { return key_of(lost.logged.entry) == key; });
  history.lost.clear();
  CHECK(notices(history, fmt::format("#{} stands after #9999", key.second)));
}

TEST_CASE("[G4] a view of the side that does not hold is noticed where it does not belong") {
  History history = forked();
  shown_of_lost(history)->position.epoch = history.epoch + 1;
  CHECK(notices(history, "not of the chain that holds"));
  history = forked();
  const Shown orphaned = *shown_of_lost(history);
  Witness& witness = history.witnesses.front();
  witness.shown.push_back(witness.shown.back());
  witness.shown.back().position.epoch = history.epoch - 1;
  witness.shown.back().anew = false;
  CHECK(notices(history, "had been shown"));
  history = forked();
  history.witnesses.front().shown.push_back(orphaned);
  history.witnesses.front().shown.back().whole = false;
  history.witnesses.front().shown.back().anew = false;
  CHECK(notices(history, "no way leads there"));
  history = forked();
  history.lost.clear();
  CHECK(notices(history, "the log never had such a position"));
}

TEST_CASE("[G6] a session that is nowhere, or sent away although it is there, is noticed") {
  History history = forked();
  history.witnesses.front().turned_away = true;
  history.lost.clear();
  history.put_back.clear();
  CHECK(notices(history, "told that there is no such session"));
  history.witnesses.front().sid = "0123456789abcdef";
  CHECK(notices(history, "its session is nowhere"));
}
