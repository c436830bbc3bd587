// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/check.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "room/describe.hpp"
#include "room/orphans.hpp"
#include "simulation/chains.hpp"
#include "support/laws.hpp"
#include "wire/layers.hpp"

namespace palabre::sim {
namespace {

bool is_set_aside(const room::Entry& entry) {
  return !entry.events.empty() && entry.events.front().record.type == room::SetAside::name;
}

bool is_refusal(const room::Entry& entry) {
  return !entry.events.empty() && entry.events.front().record.type == room::WishRefused::name;
}

class Checking {
 public:
  explicit Checking(const History& history) : history_(history), rooms_(history.scenario) {}

  std::vector<std::string> check() {
    broken_ = history_.faults;
    auto read = rooms_.follow(history_.log);
    if (read) read = chains_.read(history_, rooms_);
    if (!read) {
      broken_.push_back("the log cannot be replayed: " + read.error().params.dump());
      return broken_;
    }
    read_log();
    for (const Witness& witness : history_.witnesses) {
      for (const std::string& what : witness.oddities) wrong(witness, what);
      if (witness.mistaken > 0) wrong(witness, "its view was not the server's");
      check_session(witness);
      check_commands(witness);
      check_views(witness);
      if (!witness.turned_away) check_end(witness);
    }
    check_probes();
    check_laws();
    return broken_;
  }

 private:
  void wrong(const Witness& witness, const std::string& what) {
    broken_.push_back(witness.name + ": " + what);
  }

  // [G2] each command and each session once, decided or set aside; [G3] each session's own order.
  void read_log() {
    std::map<std::string, std::uint64_t> last;
    for (std::uint64_t seq = 1; seq <= rooms_.last(); ++seq) {
      const room::Entry& entry = rooms_.entry(seq);
      const Key key = room::key_of(entry);
      if (key.first.empty()) continue;
      if (is_refusal(entry)) {
        refused_.emplace(key, seq);
        continue;
      }
      if (is_set_aside(entry)) check_set_aside(seq, key);
      const auto [at, first] = logged_.emplace(key, seq);
      if (!first)
        broken_.push_back(fmt::format("seq {} and {} {} the same command #{}",
                                      at->second,
                                      seq,
                                      is_set_aside(entry) != is_set_aside(rooms_.entry(at->second))
                                          ? "decide and set aside"
                                          : "hold",
                                      key.second));
      if (key.second != 0) check_order(last[key.first], seq, key);
    }
    for (const auto& [key, seq] : refused_)
      if (logged_.contains(key) && !chains_.was_lost(key))
        broken_.push_back(fmt::format("seq {} and {} refuse and decide the same command #{}",
                                      seq,
                                      logged_.at(key),
                                      key.second));
  }

  // Only what was decided again after a fork may come after what was said later.
  void check_order(std::uint64_t& before, std::uint64_t seq, const Key& key) {
    if (key.second <= before && !chains_.was_lost(key))
      broken_.push_back(
          fmt::format("seq {}: #{} stands after #{} of the same", seq, key.second, before));
    before = std::max(before, key.second);
  }

  // [G1] Only what a fork orphaned, and in sight of whoever said it.
  void check_set_aside(std::uint64_t seq, const Key& key) {
    const room::Room& room = *rooms_.at(seq);
    const room::Session* session = room.sessions.find(key.first);
    const room::AsideId newest{static_cast<std::uint32_t>(room.set_aside.size())};
    const room::Aside* aside = room.set_aside.find(newest);
    if (!chains_.was_lost(key))
      broken_.push_back(fmt::format("seq {}: set aside, and never orphaned: #{}", seq, key.second));
    if (key.second != 0 && session != nullptr && !session->seats.empty() &&
        (aside == nullptr || aside->seat != session->seats.front()))
      broken_.push_back(fmt::format("seq {}: set aside out of sight: #{}", seq, key.second));
  }

  // Whoever sat down has a seat, and may come with it to any server; where the log lost it, when
  // whoever journaled it is there again.
  void check_session(const Witness& witness) {
    const Key opening{witness.sid, 0};
    const auto at = logged_.find(opening);
    const bool stands = at != logged_.end() && !is_set_aside(rooms_.entry(at->second));
    if (at == logged_.end() && !history_.unsaved.contains(opening))
      wrong(witness, "its session is nowhere");
    if (witness.turned_away && stands && !chains_.was_lost(opening))
      wrong(witness, "told that there is no such session");
  }

  // [G1] acknowledged: in the log; refused for good: not in it; nothing without an answer. A log
  // that lost its end knows no better for a while.
  void check_commands(const Witness& witness) {
    for (const Said& said : witness.said) {
      const Key key{witness.sid, said.cseq};
      const auto at = logged_.find(key);
      const std::string what = fmt::format("#{} {}", said.cseq, said.words);
      for (const std::uint64_t seq : said.acked) {
        if (at == logged_.end() && !history_.unsaved.contains(key))
          wrong(witness, "acknowledged and not in the log: " + what);
        else if (!chains_.stood_at(key, seq))
          wrong(witness,
                fmt::format("acknowledged at {}, stands at {}: {}",
                            seq,
                            at == logged_.end() ? 0 : at->second,
                            what));
      }
      for (const std::string& code : said.refused)
        if (at != logged_.end() && !chains_.was_lost(key))
          wrong(witness, fmt::format("refused ({}), stands at {}: {}", code, at->second, what));
      if (said.acked.empty() && said.refused.empty() && !witness.turned_away)
        wrong(witness, "never answered: " + what);
    }
    if (witness.unsent > 0 && !witness.turned_away)
      wrong(witness, "its outbox is not empty at the end");
  }

  const std::string& sum(const Link& link, const room::Layer& layer) {
    auto at = sums_.find({&link, layer});
    if (at == sums_.end()) {
      std::string made = wire::layer_sum(wire::layer_whole(link.room, layer));
      at = sums_.emplace(std::pair(&link, layer), std::move(made)).first;
    }
    return at->second;
  }

  std::map<std::string, std::string> sums_for(const Witness& witness, const Link& link) {
    std::map<std::string, std::string> sums;
    for (const room::Layer& layer :
         room::audience_of(link.room, witness.sid, witness.watches_screen))
      sums[layer.name()] = sum(link, layer);
    return sums;
  }

  // [G4] Every view is the view of a position that the log has, or had; none goes back, but for a
  // page that was opened anew, and where the log lost its end or started from an older file.
  void check_views(const Witness& witness) {
    const Link* before = nullptr;
    std::uint32_t epoch = 0;
    for (const Shown& shown : witness.shown) {
      const room::Position& at = shown.position;
      const Link* link = chains_.at(at);
      const std::string where =
          fmt::format("{} {} of epoch {}", shown.whole ? "view" : "patch to", at.seq, at.epoch);
      if (link == nullptr) {
        wrong(witness, where + ": the log never had such a position");
        before = nullptr;
        continue;
      }
      if (shown.sums != sums_for(witness, *link))
        wrong(witness, where + ": not what the log shows there");
      if (at.epoch > link->epoch) wrong(witness, where + ": not of the chain that holds");
      if (at.epoch < epoch && !shown.anew &&
          !(shown.whole && history_.fallen_to.contains(at.epoch)))
        wrong(witness, fmt::format("{}: after epoch {} had been shown", where, epoch));
      if (before != nullptr && !Chains::leads_to(*before, *link) && !shown.anew)
        check_way_back(witness, where, *before, *link, shown.whole);
      before = link;
      epoch = at.epoch;
    }
  }

  void check_way_back(const Witness& witness,
                      const std::string& where,
                      const Link& before,
                      const Link& link,
                      bool whole) {
    const bool turned = !Chains::leads_to(link, before);
    if (!whole) wrong(witness, fmt::format("{}: from {} no way leads there", where, before.seq));
    if (whole && !before.was_lost && !(turned && link.was_lost))
      wrong(witness, fmt::format("{}: after {} had been shown", where, before.seq));
  }

  // At rest everybody sees what the log leads to.
  void check_end(const Witness& witness) {
    if (witness.shown.empty() || witness.shown.back().position.seq != rooms_.last())
      return wrong(witness,
                   fmt::format("ends at {} of {}",
                               witness.shown.empty() ? 0 : witness.shown.back().position.seq,
                               rooms_.last()));
    if (witness.shown.back().position.epoch != history_.epoch)
      wrong(witness, "ends in another epoch than the log");
    const room::Room& room = *rooms_.at(rooms_.last());
    Json layers = Json::object();
    for (const room::Layer& layer : room::audience_of(room, witness.sid, witness.watches_screen))
      layers[layer.name()] = wire::layer_whole(room, layer);
    if (witness.layers != layers)
      wrong(witness,
            "its last view is not the log's: " + Json::diff(layers, witness.layers).dump());
  }

  // [G7] What two servers show one session at one position is the same, byte for byte.
  void check_probes() {
    std::map<std::string, const Probe*> first;
    for (const Probe& probe : history_.probes) {
      const std::string where = probe.bytes.substr(0, probe.bytes.find(R"("layers")"));
      const auto [at, is_first] = first.emplace(probe.sid + where, &probe);
      if (!is_first && at->second->bytes != probe.bytes)
        broken_.push_back(fmt::format("{} and {} show one session different bytes:\n  {}\n  {}",
                                      at->second->server,
                                      probe.server,
                                      at->second->bytes,
                                      probe.bytes));
    }
  }

  // [G13]
  void check_laws() {
    support::NobodySkipped skipped;
    bool decided = false;
    for (std::uint64_t seq = 1; seq <= rooms_.last(); ++seq) {
      const room::Room& room = *rooms_.at(seq);
      std::vector<std::string> faults = skipped.look(room);
      const bool adopted = room.decision && room.decision->outcome == "adopted" && !decided;
      decided = room.decision.has_value();
      if (adopted && room.charter->scenario == "consent_decision")
        for (std::string& fault : support::adoption_faults(room))
          faults.push_back(std::move(fault));
      if (room.counted > room.seats.size()) faults.emplace_back("more counted than seated");
      for (const std::string& fault : faults)
        broken_.push_back(fmt::format("seq {}: {}", seq, fault));
    }
  }

  const History& history_;
  Rooms rooms_;
  Chains chains_;
  std::map<Key, std::uint64_t> logged_;   ///< where each stands
  std::map<Key, std::uint64_t> refused_;  ///< where a refusal stands
  std::map<std::pair<const Link*, room::Layer>, std::string> sums_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> check(const History& history) { return Checking(history).check(); }

}  // namespace palabre::sim
