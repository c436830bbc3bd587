// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/batch.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "app/fork.hpp"
#include "wire/wish_codec.hpp"

namespace palabre::app {

std::vector<std::string> park(const std::vector<Batch*>& batches, Instant now) {
  std::set<std::string> due;
  for (const Batch* batch : batches)
    for (const Item& item : *batch) {
      const auto* wish = std::get_if<room::Wish>(&item.input);
      if (wish != nullptr && item.parked_at + parked_again_ms <= now) due.insert(wish->sid);
    }
  std::vector<std::string> wishes;
  for (Batch* batch : batches)
    for (Item& item : *batch) {
      const auto* wish = std::get_if<room::Wish>(&item.input);
      if (wish == nullptr || !due.contains(wish->sid)) continue;
      wishes.push_back(wire::encode_wish(*wish));
      item.parked_at = now;
    }
  return wishes;
}

std::vector<std::string> journaled_of(const std::vector<room::Entry>& entries, const Batch& batch) {
  std::map<std::pair<std::string, std::uint64_t>, std::string> asked;
  for (const Item& item : batch) {
    const auto* wish = std::get_if<room::Wish>(&item.input);
    const auto* orphan = std::get_if<room::Orphan>(&item.input);
    if (orphan != nullptr) wish = std::get_if<room::Wish>(&orphan->asked);
    if (wish != nullptr)
      asked.emplace(std::pair(wish->sid, wish->cseq),
                    encode_asked(*wish, orphan != nullptr ? orphan->chance : item.chance));
  }
  std::vector<std::string> journaled;
  for (const room::Entry& entry : entries) {
    const auto at = asked.find({entry.header.sid, entry.header.cseq});
    journaled.push_back(at == asked.end() ? std::string() : std::move(at->second));
  }
  return journaled;
}

Batch take_judged(const room::Room& room, Batch& batch) {
  const auto is_open = [&](const Item& item) {
    const auto* wish = std::get_if<room::Wish>(&item.input);
    const auto* session = wish == nullptr ? nullptr : room.sessions.find(wish->sid);
    return session == nullptr || session->last_cseq < wish->cseq;
  };
  const auto judged = std::stable_partition(batch.begin(), batch.end(), is_open);
  Batch taken(std::make_move_iterator(judged), std::make_move_iterator(batch.end()));
  batch.erase(judged, batch.end());
  return taken;
}

void mark_elsewhere(Batch& batch) {
  for (Item& item : batch)
    if (auto* wish = std::get_if<room::Wish>(&item.input)) wish->is_elsewhere = true;
}

void drop_slept(Batch& batch) {
  for (Item& item : batch) {
    const auto* command = std::get_if<room::ServerCommand>(&item.input);
    if (command != nullptr && std::holds_alternative<room::Slept>(*command))
      item.input = room::ServerCommand(room::Tick{});
  }
}

}  // namespace palabre::app
