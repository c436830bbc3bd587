// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands of the room itself: seats, presence by human act, the step's time, the door.
#include "base/hash.hpp"
#include "room/decide.hpp"

namespace palabre::room {
namespace {

class Deciding {
 public:
  Deciding(Work& work, const Actor& actor, Reply& reply)
      : work_(work), actor_(actor), reply_(reply) {}

  Result<void> operator()(const Rename& c) {
    const SeatId* same = room().names.find(c.name_given.value);
    if (same != nullptr && *same != actor_.seat)
      return refuse("name_taken", {{"seat", same->str()}});
    return wrote(SeatRenamed{actor_.seat, c.name_given});
  }
  Result<void> operator()(const SetPlace& c) { return wrote(SeatPlaced{actor_.seat, c.place}); }
  Result<void> operator()(const AddSeat& c) {
    if (room().access == Access::locked) return refuse("locked");
    if (room().seats.size() >= seats_max) return refuse("too_many_seats", {{"max", seats_max}});
    if (const SeatId* same = room().names.find(c.name_given.value))
      return refuse("name_taken", {{"seat", same->str()}});
    SeatAdded added;
    added.seat = SeatId{room().next_seat};
    added.name_given = c.name_given;
    added.place = c.place.value_or("room");
    added.device = false;
    added.voice = actor_.entered_by;
    added.late = room().steps.size() > 1;
    work_.emit(added);
    work_.tell(activities::SeatCounted{added.seat});
    return {};
  }

  Result<void> operator()(const StepAside&) { return mark(actor_.seat, Attendance::aside); }
  Result<void> operator()(const ComeBack&) { return mark(actor_.seat, Attendance::counted); }
  Result<void> operator()(const MarkAway& c) { return mark(c.seat, Attendance::away); }
  Result<void> operator()(const MarkBack& c) { return mark(c.seat, Attendance::counted); }
  Result<void> operator()(const Leave& c) {
    if (attendance(actor_.seat) == Attendance::left) return refuse("already_done");
    work_.emit(SeatLeft{actor_.seat, c.word});
    work_.tell(activities::SeatUncounted{actor_.seat, Attendance::left});
    return {};
  }

  Result<void> operator()(const ConfirmClaim& c) {
    const Claim claim = *room().claims.find(c.claim);
    std::vector<std::string> replaced;
    room().sessions.each([&](const std::string& sid, const Session& session) {
      const bool own = !session.seats.empty() && session.seats.front() == claim.seat;
      if (own && !session.closed) replaced.push_back(sid);
    });
    work_.emit(ClaimSettled{c.claim, true, actor_.entered_by});
    for (const std::string& sid : replaced) work_.emit(SessionClosed{sid, "replaced"});
    if (attendance(claim.seat) != Attendance::counted) return mark(claim.seat, Attendance::counted);
    return {};
  }
  Result<void> operator()(const RefuseClaim& c) {
    return wrote(ClaimSettled{c.claim, false, actor_.entered_by});
  }

  Result<void> operator()(const TimerStart& c) {
    std::string state;
    for (const chart::StateIndex at : room().configuration)
      state = room().scenario->chart.states[at].key;
    return wrote(TimerSet{step_timer, state, work_.now() + c.ms, c.ms, OnElapsed::soft, {}});
  }
  // Extending never shortens: time is added to what is left, and a clock that had run out runs
  // again.
  Result<void> operator()(const TimerExtend& c) {
    const Timer* timer = running_timer();
    if (timer == nullptr) return refuse("no_timer");
    TimerSet set{step_timer, timer->state, 0, timer->length + c.ms, timer->on_elapsed, {}};
    if (timer->left)
      set.left = *timer->left + c.ms;
    else
      set.at = std::max(timer->at, work_.now()) + c.ms;
    return wrote(set);
  }
  Result<void> operator()(const TimerPause&) {
    const Timer* timer = running_timer();
    if (timer == nullptr || timer->left) return refuse("no_timer");
    const Duration left = std::max<Duration>(0, timer->at - work_.now());
    return wrote(TimerSet{step_timer, timer->state, 0, timer->length, timer->on_elapsed, left});
  }
  Result<void> operator()(const TimerResume&) {
    const Timer* timer = running_timer();
    if (timer == nullptr || !timer->left) return refuse("no_timer");
    return wrote(TimerSet{step_timer,
                          timer->state,
                          work_.now() + *timer->left,
                          timer->length,
                          timer->on_elapsed,
                          {}});
  }

  Result<void> operator()(const RecallFrame&) { return wrote(FrameRecalled{actor_.entered_by}); }
  Result<void> operator()(const Unconduct&) {
    if (!room().conducted) return refuse("already_done");
    return wrote(ConductChanged{false, actor_.entered_by});
  }
  Result<void> operator()(const Lock&) { return open(Access::locked); }
  Result<void> operator()(const Unlock&) { return open(Access::open); }
  Result<void> operator()(const Close&) { return open(Access::closed); }
  Result<void> operator()(const Erase&) {
    // The host erases the log once this entry is in it; until then the door is shut.
    if (room().erasing) return refuse("already_done");
    return wrote(ErasureAsked{actor_.entered_by});
  }
  Result<void> operator()(const RenewLinks&) {
    reply_.token = work_.random().hex(16);
    return wrote(LinksRenewed{short_hash_of(reply_.token), actor_.entered_by});
  }

 private:
  const Room& room() const { return work_.room(); }
  Attendance attendance(SeatId seat) const {
    const Attendance* mark = room().census.find(seat);
    return mark == nullptr ? Attendance::left : *mark;
  }
  const Timer* running_timer() const {
    const auto at = room().timers.find(step_timer);
    return at == room().timers.end() ? nullptr : &at->second;
  }
  Result<void> wrote(const Event& event) {
    work_.emit(event);
    return {};
  }
  Result<void> mark(SeatId seat, Attendance to) {
    if (!room().seats.contains(seat)) return refuse("no_such_seat");
    if (attendance(seat) == to) return refuse("already_done");
    work_.emit(AttendanceMarked{seat, to, actor_.entered_by});
    if (to == Attendance::counted)
      work_.tell(activities::SeatCounted{seat});
    else
      work_.tell(activities::SeatUncounted{seat, to});
    return {};
  }
  Result<void> open(Access access) {
    if (room().access == access) return refuse("already_done");
    return wrote(AccessChanged{access, actor_.entered_by});
  }

  Work& work_;
  const Actor& actor_;
  Reply& reply_;
};

}  // namespace

Result<void> decide(Work& work, const Actor& actor, const RoomCommand& command, Reply& reply) {
  if (work.room().access == Access::closed && !std::holds_alternative<Erase>(command))
    return refuse("closed");
  if (auto allowed = may(work.room(), actor, command); !allowed) return allowed;
  return std::visit(Deciding(work, actor, reply), command);
}

}  // namespace palabre::room
