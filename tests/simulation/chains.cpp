// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/chains.hpp"

#include "room/orphans.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::sim {

Link& Chains::add(const std::string& hash, Link link, const std::string& nonce) {
  stood_.emplace(link.key, link.seq);
  if (link.was_lost) lost_.insert(link.key);
  Link& added = links_[hash];
  added = std::move(link);
  by_place_[{added.seq, nonce}] = &added;
  return added;
}

Result<void> Chains::read(const History& history, const Rooms& rooms) {
  const Link* before = nullptr;
  for (std::uint64_t seq = 1; seq <= rooms.last(); ++seq) {
    const std::string& hash = history.log[seq - 1].hash;
    const room::Entry& entry = rooms.entry(seq);
    Link link{before,
              seq,
              history.epoch,
              *rooms.at(seq),
              room::key_of(entry),
              true,
              history.put_back.contains(hash)};
    before = &add(hash, std::move(link), entry.header.nonce);
  }
  for (const Lost& lost : history.lost) {
    const app::StoredEntry& stored = lost.logged.entry;
    const auto entry = wire::decode_entry({stored.header, stored.facts, stored.words});
    const auto at = links_.find(lost.before);
    const bool first = lost.before.empty();
    if (!entry || (!first && at == links_.end()))
      return refuse("damaged", {{"seq", lost.logged.seq}});
    const Link* follows = first ? nullptr : &at->second;
    auto room = room::apply(
        first ? room::Room() : follows->room, *entry, lost.logged.seq, history.scenario);
    if (!room) return refuse("damaged", {{"seq", lost.logged.seq}});
    Link link{
        follows, lost.logged.seq, lost.epoch, std::move(*room), room::key_of(*entry), false, true};
    add(lost.logged.hash, std::move(link), entry->header.nonce);
  }
  return {};
}

const Link* Chains::at(const room::Position& position) const {
  const auto found = by_place_.find({position.seq, position.nonce});
  return found == by_place_.end() ? nullptr : found->second;
}

bool Chains::leads_to(const Link& earlier, const Link& later) {
  if (earlier.holds && later.holds) return earlier.seq <= later.seq;
  const Link* at = &later;
  while (at != nullptr && at->seq > earlier.seq) at = at->before;
  return at == &earlier;
}

}  // namespace palabre::sim
