// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/check.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "room/describe.hpp"
#include "simulation/rooms.hpp"
#include "support/laws.hpp"
#include "wire/layers.hpp"

namespace palabre::sim {
namespace {

class Checking {
 public:
  explicit Checking(const History& history) : history_(history), rooms_(history.scenario) {}

  std::vector<std::string> check() {
    broken_ = history_.faults;
    if (const auto read = rooms_.follow(history_.log); !read) {
      broken_.push_back("the log cannot be replayed: " + read.error().params.dump());
      return broken_;
    }
    read_log();
    for (const Witness& witness : history_.witnesses) {
      for (const std::string& what : witness.oddities) wrong(witness, what);
      if (witness.mistaken > 0) wrong(witness, "its view was not the server's");
      check_commands(witness);
      check_views(witness);
      check_end(witness);
    }
    check_probes();
    check_laws();
    return broken_;
  }

 private:
  void wrong(const Witness& witness, const std::string& what) {
    broken_.push_back(witness.name + ": " + what);
  }

  // [G2] each command once, [G3] each session's own order.
  void read_log() {
    std::map<std::string, std::uint64_t> last;
    for (std::uint64_t seq = 1; seq <= rooms_.last(); ++seq) {
      const room::Header& header = rooms_.entry(seq).header;
      if (header.sid.empty()) continue;
      const auto [at, first] = logged_.emplace(std::pair(header.sid, header.cseq), seq);
      if (!first)
        broken_.push_back(
            fmt::format("seq {} and {} hold the same command #{}", at->second, seq, header.cseq));
      std::uint64_t& before = last[header.sid];
      if (header.cseq <= before)
        broken_.push_back(
            fmt::format("seq {}: #{} stands after #{} of the same", seq, header.cseq, before));
      before = header.cseq;
    }
  }

  // [G1] acknowledged: in the log; refused for good: not in it; nothing without an answer.
  void check_commands(const Witness& witness) {
    for (const Said& said : witness.said) {
      const auto at = logged_.find({witness.sid, said.cseq});
      const std::string what = fmt::format("#{} {}", said.cseq, said.words);
      for (const std::uint64_t seq : said.acked) {
        if (at == logged_.end())
          wrong(witness, "acknowledged and not in the log: " + what);
        else if (at->second != seq)
          wrong(witness,
                fmt::format("acknowledged at {}, stands at {}: {}", seq, at->second, what));
      }
      for (const std::string& code : said.refused)
        if (at != logged_.end())
          wrong(witness, fmt::format("refused ({}), stands at {}: {}", code, at->second, what));
      if (said.acked.empty() && said.refused.empty()) wrong(witness, "never answered: " + what);
    }
    if (witness.unsent > 0) wrong(witness, "its outbox is not empty at the end");
  }

  const std::string& sum(std::uint64_t seq, const room::Layer& layer) {
    auto at = sums_.find({seq, layer});
    if (at == sums_.end()) {
      std::string made = wire::layer_sum(wire::layer_whole(*rooms_.at(seq), layer));
      at = sums_.emplace(std::pair(seq, layer), std::move(made)).first;
    }
    return at->second;
  }

  std::map<std::string, std::string> sums_for(const Witness& witness, std::uint64_t seq) {
    std::map<std::string, std::string> sums;
    for (const room::Layer& layer :
         room::audience_of(*rooms_.at(seq), witness.sid, witness.watches_screen))
      sums[layer.name()] = sum(seq, layer);
    return sums;
  }

  // [G4] Every view is the view of a position of the log; none goes back, but for a page that was
  // opened anew.
  void check_views(const Witness& witness) {
    std::uint64_t before = 0;
    for (const Shown& shown : witness.shown) {
      const room::Position& at = shown.position;
      const room::Room* room = rooms_.at(at.seq);
      const std::string where = fmt::format("{} {}", shown.whole ? "view" : "patch to", at.seq);
      if (room == nullptr || room->position != at) {
        wrong(witness, where + ": the log has no such position");
      } else if (shown.sums != sums_for(witness, at.seq)) {
        wrong(witness, where + ": not what the log shows there");
      }
      if (at.seq < before && !shown.anew)
        wrong(witness, fmt::format("{}: after {} had been shown", where, before));
      before = at.seq;
    }
  }

  // At rest everybody sees what the log leads to.
  void check_end(const Witness& witness) {
    if (witness.shown.empty() || witness.shown.back().position.seq != rooms_.last())
      return wrong(witness,
                   fmt::format("ends at {} of {}",
                               witness.shown.empty() ? 0 : witness.shown.back().position.seq,
                               rooms_.last()));
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
      if (adopted && room.charter.scenario == "consent_decision")
        for (std::string& fault : support::adoption_faults(room))
          faults.push_back(std::move(fault));
      if (room.counted > room.seats.size()) faults.emplace_back("more counted than seated");
      for (const std::string& fault : faults)
        broken_.push_back(fmt::format("seq {}: {}", seq, fault));
    }
  }

  const History& history_;
  Rooms rooms_;
  std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> logged_;  ///< (sid, cseq) → seq
  std::map<std::pair<std::uint64_t, room::Layer>, std::string> sums_;
  std::vector<std::string> broken_;
};

}  // namespace

std::vector<std::string> check(const History& history) { return Checking(history).check(); }

}  // namespace palabre::sim
