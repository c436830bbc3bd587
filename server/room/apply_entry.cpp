// SPDX-License-Identifier: AGPL-3.0-or-later
// Whole entries: their events, then what each entry does beside them.
#include <algorithm>

#include "room/apply.hpp"
#include "room/take_turn.hpp"

namespace palabre::room {
namespace {

// A step can be taken back until somebody has contributed: something other than what is always on.
bool contributes(const Room& room, const Entry& entry) {
  if (entry.header.sid.empty()) return false;
  bool contributed = false;
  for (const LogEvent& event : entry.events) {
    if (event.record.type.starts_with("moved/") || event.record.type.starts_with("step_undone/"))
      return false;
    const Running* running = room.activities.find(event.on);
    contributed = contributed || (running != nullptr && !running->state.empty());
  }
  return contributed;
}

// The code of a refusal that is kept; empty for what was accepted.
std::string refusal_in(const Entry& entry) {
  if (entry.events.size() != 1) return {};
  const LogEvent& event = entry.events.front();
  if (event.on || event.record.type != WishRefused::name) return {};
  return event.record.facts.value("code", std::string());
}

}  // namespace

void finish_entry(Room& room, const Entry& entry, std::uint64_t seq) {
  if (contributes(room, entry)) room.previous = nullptr;
  room.position.seq = seq;
  room.position.nonce = entry.header.nonce;
  room.touched_at = std::max(room.touched_at, entry.header.at);
  const Session* session = room.sessions.find(entry.header.sid);
  if (session == nullptr || entry.header.cseq == 0) return;
  Session answered = *session;
  if (answered.answers.size() == kept_answers_max) answered.answers.erase(answered.answers.begin());
  answered.last_cseq = std::max(answered.last_cseq, entry.header.cseq);
  answered.answers.push_back(
      KeptAnswer{entry.header.cseq, seq, entry.salt, entry.digest, refusal_in(entry)});
  room.sessions.set(entry.header.sid, std::move(answered));
}

Result<Room> apply(const Room& room,
                   const Entry& entry,
                   std::uint64_t seq,
                   const std::shared_ptr<const Scenario>& scenario) {
  Room next = room;
  for (const LogEvent& event : entry.events)
    if (auto applied = apply_event(next, event, entry.header, scenario); !applied)
      return tl::unexpected(applied.error());
  finish_entry(next, entry, seq);
  return next;
}

}  // namespace palabre::room
