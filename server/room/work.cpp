// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/work.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/hash.hpp"

namespace palabre::room {
namespace {

inline constexpr int echoes_max =
    16;  // reactions to reactions: more would be two activities at odds

}  // namespace

activities::Context context_of(const Room& room,
                               const Running& running,
                               const Actor& actor,
                               std::optional<std::int64_t> version,
                               Instant now,
                               Random* random) {
  activities::Context by;
  by.now = now;
  by.seat = actor.seat;
  by.entered_by = actor.entered_by;
  by.holders = holders_of(room);
  for (const auto& [role, holder] : by.holders)
    if (holder == actor.entered_by && holder) by.roles.insert(role);
  by.conducted = room.conducted;
  by.census = room.census;
  by.counted = room.counted;
  for (const std::string& name : running.references)
    if (const Running* other = find_invoked(room, name, true))
      by.refs[name] = other->activity.output();
  by.previous_start = room.last_start;
  by.version = version;
  by.random = random;
  return by;
}

Work::Work(Room room, Instant at, const TurnContext& context)
    : room_(std::move(room)), context_(context) {
  entry_.header.at = std::max(at, room_.touched_at);
}

void Work::emit(const Event& event) {
  entry_.events.push_back(LogEvent{ActivityId{}, to_record(event)});
  PALABRE_CHECK(apply_event(room_, entry_.events.back(), entry_.header, context_.scenario));
}

void Work::emit_on(ActivityId id, const std::vector<EventRecord>& events) {
  if (events.empty()) return;
  const Running* running = room_.activities.find(id);
  const Json before = running->activity.output();
  const std::string invoke = running->invoke;
  for (const EventRecord& record : events) {
    entry_.events.push_back(LogEvent{id, record});
    PALABRE_CHECK(apply_event(room_, entry_.events.back(), entry_.header, context_.scenario));
  }
  if (room_.activities.find(id)->activity.output() == before) return;
  const auto current = room_.current;
  for (const ActivityId other : current) {
    const Running* listening = room_.activities.find(other);
    if (listening == nullptr) continue;
    const auto& names = listening->references;
    if (std::find(names.begin(), names.end(), invoke) != names.end())
      tell_one(other, activities::ReferenceChanged{invoke});
  }
}

activities::Context Work::context_for(const Running& running,
                                      const Actor& actor,
                                      std::optional<std::int64_t> version) const {
  return context_of(room_, running, actor, version, now(), &random());
}

Result<void> Work::command(ActivityId id,
                           const Json& body,
                           const Actor& actor,
                           std::optional<std::int64_t> version) {
  const Running* running = room_.activities.find(id);
  if (running == nullptr || !running->running) return refuse("stale");
  auto events = running->activity.decide(body, context_for(*running, actor, version));
  if (!events) return tl::unexpected(events.error());
  emit_on(id, *events);
  follow_pauses();
  return {};
}

void Work::tell_one(ActivityId id, const activities::Change& change) {
  const Running* running = room_.activities.find(id);
  if (running == nullptr || !running->running) return;
  if (echoes_ >= echoes_max) return;
  ++echoes_;
  emit_on(id, running->activity.react(change, context_for(*running, Actor{}, std::nullopt)));
  --echoes_;
}

void Work::tell(const activities::Change& change) {
  const auto current = room_.current;
  for (const ActivityId id : current) tell_one(id, change);
  follow_pauses();
}

void Work::elapse(ActivityId id) { tell_one(id, activities::Elapsed{}); }

// Somebody asked the whole room to pause, or to go on: clocks stop and go with it.
void Work::follow_pauses() {
  const bool pauses = std::any_of(room_.current.begin(), room_.current.end(), [&](ActivityId id) {
    return room_.activities.find(id)->activity.pauses();
  });
  if (pauses && !room_.paused_at)
    emit(ClockPaused{});
  else if (!pauses && room_.paused_at)
    emit(ClockResumed{now() - *room_.paused_at});
}

Entry Work::close(std::uint64_t seq,
                  std::string sid,
                  std::uint64_t cseq,
                  const std::string& wish,
                  const Entry* was) {
  entry_.header.sid = std::move(sid);
  entry_.header.cseq = cseq;
  // Never of the chance that may be drawn from again: two entries of one nonce look alike.
  entry_.header.nonce = context_.random->hex(8);
  entry_.salt = context_.random->hex(16);
  entry_.digest = cseq == 0 ? std::string() : hash_of({entry_.salt, wish});
  if (was != nullptr && cseq != 0) {
    entry_.salt = was->salt;
    entry_.digest = was->digest;
  }
  finish_entry(room_, entry_, seq);
  return entry_;
}

}  // namespace palabre::room
