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

namespace {

const room::OpenSession* open_in(const Item& item) {
  const auto* command = std::get_if<room::ServerCommand>(&item.input);
  return command == nullptr ? nullptr : std::get_if<room::OpenSession>(command);
}

// Whose it is; null for what only this server can decide.
const std::string* sid_of(const Item& item) {
  if (const auto* wish = std::get_if<room::Wish>(&item.input)) return &wish->sid;
  const auto* open = open_in(item);
  return open == nullptr ? nullptr : &open->sid;
}

}  // namespace

bool can_be_parked(const Item& item) { return sid_of(item) != nullptr; }

std::vector<std::string> park(const std::vector<Batch*>& batches, Instant now) {
  std::set<std::string> due;
  for (const Batch* batch : batches)
    for (const Item& item : *batch) {
      const std::string* sid = sid_of(item);
      if (sid != nullptr && item.parked_at + parked_again_ms <= now) due.insert(*sid);
    }
  std::vector<std::string> parked;
  for (Batch* batch : batches)
    for (Item& item : *batch) {
      const std::string* sid = sid_of(item);
      if (sid == nullptr || !due.contains(*sid)) continue;
      if (const auto* open = open_in(item)) {
        if (item.until == 0) item.until = now + open_parked_for_ms;
        if (now < item.until) parked.push_back(wire::encode_open(*open, item.until));
      } else {
        parked.push_back(wire::encode_wish(std::get<room::Wish>(item.input)));
      }
      item.parked_at = now;
    }
  return parked;
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
  const auto waits = [&](const Item& item) {
    const std::string* sid = sid_of(item);
    const auto* session = sid == nullptr ? nullptr : room.sessions.find(*sid);
    const auto* wish = std::get_if<room::Wish>(&item.input);
    return session == nullptr || (wish != nullptr && session->last_cseq < wish->cseq);
  };
  const auto judged = std::stable_partition(batch.begin(), batch.end(), waits);
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
