// SPDX-License-Identifier: AGPL-3.0-or-later
#include "room/take_turn.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "room/decide.hpp"
#include "room/orphans.hpp"

namespace palabre::room {
namespace {

// ---- deadlines

struct Due {
  enum class Kind { called, timer, activity };
  Instant at = 0;
  Kind kind = Kind::called;
  std::string timer;
  ActivityId activity;
};

// The earliest deadline of a room, if any; none while the whole room pauses. A soft end rings
// nowhere: faces show it, nothing happens.
std::optional<Due> earliest(const Room& room) {
  std::optional<Due> first;
  if (room.paused_at || room.access == Access::closed) return first;
  const auto offer = [&](Due due) {
    if (!first || due.at < first->at) first = std::move(due);
  };
  if (room.called) offer(Due{room.called->opens_at, Due::Kind::called, {}, {}});
  for (const auto& [name, timer] : room.timers) {
    const bool soft = name == step_timer && timer.on_elapsed == OnElapsed::soft;
    if (!timer.left && !soft) offer(Due{timer.at, Due::Kind::timer, name, {}});
  }
  for (const ActivityId id : room.current)
    if (const auto at = room.activities.find(id)->activity.deadline())
      offer(Due{*at, Due::Kind::activity, {}, id});
  return first;
}

Result<void> settle_due(Work& work, const Due& due) {
  switch (due.kind) {
    case Due::Kind::called: return open_called_step(work);
    case Due::Kind::timer: {
      work.emit(TimerCleared{due.timer});
      const std::string event = due.timer == step_timer ? "advance" : due.timer;
      // A deadline that nothing takes, or that a guard still holds back, has passed all the same.
      auto stepped = work.step(event, std::nullopt, chart::Habits::hold);
      if (!stepped && stepped.error().code == "no_such_step") return {};
      return stepped;
    }
    case Due::Kind::activity: work.elapse(due.activity); return {};
  }
  return {};
}

// ---- one turn

class Taking {
 public:
  Taking(const Room& room, TurnContext context) : context_(std::move(context)) {
    turn_.room = room;
  }

  Turn take(const std::vector<Input>& inputs) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      // What slept is moved before what is due is settled.
      const auto* server = std::get_if<ServerCommand>(&inputs[i]);
      if (server == nullptr || !std::holds_alternative<Slept>(*server)) settle_deadlines();
      draw_from(i < context_.chances.size() ? &context_.chances[i] : nullptr);
      turn_.replies.push_back(std::visit([&](const auto& one) { return judge(one); }, inputs[i]));
      draw_from(nullptr);
    }
    settle_deadlines();
    return std::move(turn_);
  }

 private:
  void settle_deadlines() {
    // Each settles at its own instant; one that comes again without end is our own mistake.
    for (std::size_t n = 0; n < microsteps_max; ++n) {
      const auto due = earliest(turn_.room);
      if (!due || due->at > context_.now) return;
      Work work(turn_.room, due->at, context_);
      auto done = settle_due(work, *due);
      if (done) done = work.settle();
      if (!done && due->kind == Due::Kind::timer) {
        // The chart cannot follow it: the deadline is gone all the same, so that the room goes on.
        Work passed(turn_.room, due->at, context_);
        passed.emit(TimerCleared{due->timer});
        keep(passed, {}, 0, {});
        continue;
      }
      if (!done || !work.wrote()) return;
      keep(work, {}, 0, {});
    }
  }

  Reply judge(const ServerCommand& command) {
    Reply reply;
    Work work(turn_.room, context_.now, context_);
    auto done = decide(work, command, reply);
    if (done) done = work.settle();
    return finish(work, done, std::move(reply), {}, 0, {});
  }

  Reply judge(const Wish& wish) {
    Reply reply;
    const std::string said = spoken(wish);
    if (auto kept = kept_answer(wish, said)) return *kept;
    auto actor = actor_of(turn_.room, wish);
    if (!actor) return use_up(wish, said, refused(std::move(reply), actor.error()));
    if (turn_.room.position.seq >= entries_max)
      return refused(std::move(reply), Error{"palabre_full", Json::object()});
    Work work(turn_.room, context_.now, context_);
    auto done = route(work, *actor, wish, reply);
    if (done) done = work.settle();
    return use_up(wish, said, finish(work, done, std::move(reply), wish.sid, wish.cseq, said));
  }

  // [C3] A refusal holds for every server: whoever has a copy finds it judged.
  Reply use_up(const Wish& wish, const std::string& said, Reply reply) {
    const Room& room = turn_.room;
    if (!wish.is_elsewhere || !reply.refusal || room.sessions.find(wish.sid) == nullptr ||
        room.access == Access::closed || room.position.seq >= entries_max)
      return reply;
    Work work(room, context_.now, context_);
    work.emit(WishRefused{reply.refusal->code});
    keep(work, wish.sid, wish.cseq, said);
    return reply;
  }

  // Decided again as if it came now, under its own session and number; what is refused, or would
  // change nothing any more, is set aside.
  Reply judge(const Orphan& orphan) {
    if (orphan.chance) draw_from(&*orphan.chance);
    if (turn_.room.scenario == nullptr || stands_already(orphan)) return {};
    Reply reply;
    Work work(turn_.room, context_.now, context_);
    const auto done = again(work, orphan, reply);
    if (done && work.wrote()) {
      keep(work, orphan.was.header.sid, orphan.was.header.cseq, {}, &orphan.was);
      return reply;
    }
    Work aside(turn_.room, context_.now, context_);
    aside.emit(set_aside(turn_.room, orphan, done ? Error{"already_done"} : done.error()));
    keep(aside, key_of(orphan).first, orphan.was.header.cseq, {}, &orphan.was);
    return reply;
  }

  // Whoever judges it may not have seen that somebody else did.
  bool stands_already(const Orphan& orphan) const {
    const Session* session = turn_.room.sessions.find(key_of(orphan).first);
    if (session == nullptr) return false;
    const std::uint64_t cseq = orphan.was.header.cseq;
    return cseq == 0 || std::any_of(session->answers.begin(),
                                    session->answers.end(),
                                    [&](const auto& one) { return one->cseq == cseq; });
  }

  static Result<void> again(Work& work, const Orphan& orphan, Reply& reply) {
    if (orphan.hopeless) return tl::unexpected(*orphan.hopeless);
    Result<void> done = refuse("server_gone");
    if (const auto* wish = std::get_if<Wish>(&orphan.asked)) {
      const auto actor = actor_of(work.room(), *wish);
      if (!actor) return tl::unexpected(actor.error());
      done = route(work, *actor, *wish, reply);
    } else if (const auto* opens = std::get_if<OpenSession>(&orphan.asked)) {
      const Room& room = work.room();
      done = decide(work, ServerCommand(with_free_name(room, *opens)), reply);
    }
    if (done) done = work.settle();
    return done;
  }

  // What a repeat is compared by: everything that the person said.
  static std::string spoken(const Wish& wish) {
    return Json{{"on", wish.on},
                {"version", wish.version.value_or(-1)},
                {"for", wish.for_seat ? wish.for_seat->str() : ""},
                {"body", wish.body}}
        .dump();
  }

  // [C2] A command not higher than the last judged gets the answer kept for it.
  std::optional<Reply> kept_answer(const Wish& wish, const std::string& said) const {
    const Session* session = turn_.room.sessions.find(wish.sid);
    if (session == nullptr || wish.cseq > session->last_cseq) return std::nullopt;
    Reply reply;
    reply.repeated = true;
    for (const auto& kept : session->answers) {
      const KeptAnswer& answer = *kept;
      if (answer.cseq != wish.cseq) continue;
      if (!answer.salt.empty() && hash_of({answer.salt, said}) != answer.digest)
        return refused(reply, Error{"cseq_reused", {{"cseq", wish.cseq}}});
      if (!answer.refused.empty()) return refused(reply, Error{answer.refused, Json::object()});
      reply.seq = answer.seq;
      return reply;
    }
    return refused(reply, Error{"superseded", {{"cseq", wish.cseq}}});
  }

  static Result<void> route(Work& work, const Actor& actor, const Wish& wish, Reply& reply) {
    if (wish.on.empty()) {
      auto command = command_from_json<RoomCommand>(wish.body);
      if (!command) return tl::unexpected(command.error());
      return decide(work, actor, *command, reply);
    }
    if (wish.on == "c" + std::to_string(work.room().entry)) {
      auto command = command_from_json<ChartCommand>(wish.body);
      if (!command) return tl::unexpected(command.error());
      return decide(work, actor, *command);
    }
    const auto id = ActivityId::parse(wish.on);
    const Running* running = id ? work.room().activities.find(*id) : nullptr;
    if (running == nullptr || !running->running) return refuse("stale");
    if (work.room().access == Access::closed) return refuse("closed");
    return work.command(*id, wish.body, actor, wish.version);
  }

  static Reply refused(Reply reply, Error error) {
    reply.refusal = std::move(error);
    return reply;
  }

  Reply finish(Work& work,
               const Result<void>& done,
               Reply reply,
               const std::string& sid,
               std::uint64_t cseq,
               const std::string& said) {
    if (!done) return refused(std::move(reply), done.error());
    if (!work.wrote()) return reply;
    keep(work, sid, cseq, said);
    reply.seq = turn_.room.position.seq;
    return reply;
  }

  void keep(Work& work,
            const std::string& sid,
            std::uint64_t cseq,
            const std::string& said,
            const Entry* was = nullptr) {
    turn_.entries.push_back(work.close(turn_.room.position.seq + 1, sid, cseq, said, was));
    turn_.room = work.room();
  }

  void draw_from(const Random::Seed* seed) {
    drawn_.reset();
    if (seed != nullptr) drawn_.emplace(*seed);
    context_.drawn = drawn_ ? &*drawn_ : nullptr;
  }

  TurnContext context_;
  std::optional<Random> drawn_;
  Turn turn_;
};

}  // namespace

Turn take_turn(const Room& room, const std::vector<Input>& inputs, const TurnContext& context) {
  return Taking(room, context).take(inputs);
}

std::optional<Instant> next_deadline(const Room& room) {
  const auto due = earliest(room);
  return due ? std::optional<Instant>(due->at) : std::nullopt;
}

}  // namespace palabre::room
