// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/room_host.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "app/log_rules.hpp"
#include "wire/encode.hpp"

namespace palabre::app {
namespace {

using room::Reply;

constexpr Duration saving_shown_after_ms = 1'000;
constexpr Duration retry_longest_ms = 1'000;  // nobody waits longer for a log that is back
constexpr Duration cannot_save_shown_after_ms = 6'000;  // a fail-over is over by then

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

RoomHost::RoomHost(std::shared_ptr<Services> services, RoomId id)
    : services_(std::move(services)),
      id_(std::move(id)),
      log_(services_->loop, services_->log, services_->journal, id_) {
  served_at_ = idle_since_ = services_->alarms.now();
}

RoomHost::~RoomHost() {
  if (!broken_ && !services_->ended) unfollow();
  services_->alarms.cancel(deadline_);
  services_->alarms.cancel(saving_);
  services_->alarms.cancel(patience_);
  services_->alarms.cancel(orphans_due_);
}

Task<Reply> RoomHost::found(room::Found command, std::shared_ptr<const room::Scenario> scenario) {
  room_ = std::make_shared<const room::Room>();
  founding_on_ = std::move(scenario);
  fanout_.publish(room_, services_->alarms.now());
  room::Input input = room::ServerCommand(std::move(command));
  Reply reply = co_await ask(std::move(input));
  founding_on_ = nullptr;
  if (!reply.refusal) follow();
  if (!reply.refusal) co_await keep_blob();
  co_return reply;
}

bool RoomHost::submit(room::Input input, Answer answer) {
  notice_sleep();
  if (inbox_.size() >= inbox_max || broken_) return false;
  inbox_.push_back(Item{std::move(input), std::move(answer)});
  if (in_flight_ != nullptr) park_soon();
  serve_soon();
  return true;
}

Task<Reply> RoomHost::ask(room::Input input) {
  struct Waiting {
    explicit Waiting(net::io_context& loop) : answered(loop) {}
    Happening answered;
    Reply reply;
  };
  const auto waiting = std::make_shared<Waiting>(services_->loop);
  Answer answer = [waiting](const Reply& reply) {
    waiting->reply = reply;
    waiting->answered.happen();
  };
  if (!submit(std::move(input), std::move(answer))) {
    Reply full;
    full.refusal = Error{"inbox_full", Json::object()};
    full.final = false;
    co_return full;
  }
  co_await waiting->answered.wait();
  co_return waiting->reply;
}

void RoomHost::serve_soon() {
  if (serving_ || broken_) return;
  serving_ = true;
  if (!inbox_.empty()) idle_since_ = 0;
  spawn(services_->loop, serve(shared_from_this()), [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->break_down(Error{"broken", Json::object()});
  });
}

// One turn in flight; what comes meanwhile is the next one.
Task<void> RoomHost::serve(std::shared_ptr<RoomHost> self) {
  const room::Position before = self->room_->position;
  // What has come in this same run of the loop belongs to the same turn.
  co_await net::post(self->services_->loop, use_task);
  bool asked = false;  // the last turn's append told whether others had written
  while (!self->broken_ && (self->moved_ || !self->inbox_.empty())) {
    const bool waits = self->waits_for_others(self->inbox_);
    const bool tells = !waits && asked && self->log_.is_far() && self->readers_.empty();
    if (self->moved_ && (self->inbox_.empty() || !tells)) {
      self->moved_ = false;
      auto caught = co_await self->catch_up_told();
      if (!caught && !is_passing(caught.error().code)) {
        self->break_down(caught.error());
        co_return;
      }
      if (waits && self->answer_judged(self->inbox_)) self->log_.expect_second();
      self->wake_lines();
      co_await self->erase_if_asked();
      if (self->room_->taken_out) self->stop(1013, "moved");
    }
    const auto& inbox = self->inbox_;
    if (self->waits_for_others(inbox) && std::all_of(inbox.begin(), inbox.end(), can_be_parked)) {
      self->park_soon();
      self->be_patient();
      if (!self->moved_) break;
      continue;
    }
    asked = !self->inbox_.empty() && co_await self->take_one_turn();
  }
  self->serving_ = false;
  if (std::exchange(self->told_of_parked_, false)) self->collect_parked_soon();
  // A look at the log that found nothing new is no reason to stay.
  if (self->lines_.size() > 0)
    self->idle_since_ = 0;
  else if (self->idle_since_ == 0 || self->room_->position != before)
    self->idle_since_ = self->services_->alarms.now();
}

// What a full inbox held beyond one turn stays in it, in order; so does what waits for others.
Batch RoomHost::take_batch() {
  if (waits_for_others(inbox_)) {
    Batch batch = std::exchange(inbox_, {});
    leave_to_others(batch);
    return batch;
  }
  if (inbox_.size() <= turn_inputs_max) return std::exchange(inbox_, {});
  const auto end = inbox_.begin() + turn_inputs_max;
  Batch batch(std::make_move_iterator(inbox_.begin()), std::make_move_iterator(end));
  inbox_.erase(inbox_.begin(), end);
  return batch;
}

// True when the log was asked for it.
Task<bool> RoomHost::take_one_turn() {
  Batch batch = take_batch();
  retry_ms_ = retry_first_ms;
  for (bool asked = false;;) {
    const auto settled = co_await settle_orphans();
    if (!settled) {
      refuse_all(batch, settled.error(), true);
      co_return asked;
    }
    bring_back(batch);
    hold_back(batch);
    room::Turn turn = decide(batch);
    if (turn.entries.size() > append_entries_max && batch.size() > 1) {
      give_back_half(batch);
      continue;
    }
    asked = asked || !turn.entries.empty();
    const auto done = co_await commit(turn, batch);
    if (!done) {
      refuse_all(batch, done.error(), true);
      if (done.error().code == "erased") stop(4004, "erased");
      co_return asked;
    }
    if (*done) {
      co_await settle_orphans();  // when it was found among what a fork's other side holds
      bring_back(inbox_);
      publish();
      answer_all(batch, turn.replies);
      wake_lines();
      co_await erase_if_asked();
      co_return asked;
    }
    // The next try takes along what came meanwhile, and whoever is judged hears so.
    if (!services_->shared || fork_ || !readers_.empty()) continue;
    publish();
    answer_judged(batch);
    answer_judged(inbox_);
    wake_lines();
    if (waits_for_others(batch)) leave_to_others(batch);
    auto more = take_batch();
    batch.insert(
        batch.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    if (batch.empty() && held_.empty()) co_return asked;
  }
}

// With a journal each input draws from a chance of its own, so that it can draw the same again
// should the log fork.
room::Turn RoomHost::decide(Batch& batch) {
  Random random(services_->entropy());
  room::TurnContext context{services_->alarms.now(), &random, founding_on_};
  std::vector<room::Input> inputs;
  inputs.reserve(batch.size());
  for (Item& item : batch) {
    inputs.push_back(item.input);
    if (services_->journal == nullptr) continue;
    if (!item.chance) item.chance = services_->entropy();
    context.chances.push_back(*item.chance);
  }
  const Stopwatch watch;
  room::Turn turn = room::take_turn(*room_, inputs, context);
  services_->metrics.decide_seconds.Observe(watch.seconds());
  services_->metrics.turns.Increment();
  return turn;
}

void RoomHost::give_back_half(Batch& batch) {
  const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
  inbox_.insert(
      inbox_.begin(), std::make_move_iterator(middle), std::make_move_iterator(batch.end()));
  batch.erase(middle, batch.end());
}

// True: the turn stands in the log. False: it has to be decided again on what is there now.
Task<Result<bool>> RoomHost::commit(room::Turn& turn, Batch& batch) {
  if (turn.entries.empty()) co_return true;
  const std::size_t count = turn.entries.size();
  const Stopwatch watch;
  if (log_.is_archived()) {  // the log had let it go, and is to have it again
    const auto repaired = co_await repair();
    if (!repaired && !is_passing(repaired.error().code)) co_return tl::unexpected(repaired.error());
    if (!repaired) {
      show_notice("saving");
      co_await pause_before_retry();
      co_return false;
    }
  }
  expect_answer();
  const std::uint64_t first = room_->position.seq + 1;
  const auto entries = fork_ ? turn.entries : std::vector<room::Entry>();
  auto wishes = park({&batch}, services_->alarms.now());
  auto asked = journaled_of(turn.entries, batch);
  in_flight_ = &batch;
  auto appended =
      co_await log_.append(std::move(turn.entries), std::move(wishes), std::move(asked));
  in_flight_ = nullptr;
  services_->alarms.cancel(saving_);
  if (!appended) own_moves_ = 0;
  if (appended) {
    services_->metrics.append_seconds.Observe(watch.seconds());
    services_->metrics.appended.Increment(static_cast<double>(count));
    room_ = std::make_shared<const room::Room>(std::move(turn.room));
    for (std::size_t i = 0; fork_ && i < entries.size(); ++i) fork_->saw(entries[i], first + i);
    if (!noticed_.empty()) show_notice("saved");
    take_parked(*appended);
    co_return true;
  }
  if (services_->shared) mark_elsewhere(batch);
  const std::string code = appended.error().code;
  if (code == "conflict" || code == "log_behind" || code == "archived") {
    services_->metrics.conflicts.Increment();
    drop_slept(batch);
    watched_ = watched_ || code == "log_behind";  // in its epoch alone, perhaps
  } else if (is_passing(code)) {
    services_->metrics.append_faults.Increment();
    show_notice(code == "disk_full" ? "cannot_save" : "saving");
    co_await pause_before_retry();
  } else {
    co_return tl::unexpected(appended.error());
  }
  // Only the log knows now what it holds; what is kept waits until it says so.
  for (;;) {
    const auto ours = co_await catch_up();
    if (ours && *ours && !noticed_.empty()) show_notice("saved");
    if (ours) co_return *ours;
    if (!is_passing(ours.error().code)) co_return tl::unexpected(ours.error());
    show_notice("saving");
    co_await pause_before_retry();
  }
}

// As long again as all pauses before it together.
Task<void> RoomHost::pause_before_retry() {
  const Duration wait = std::min(retry_ms_, retry_longest_ms);
  if (retry_ms_ >= cannot_save_shown_after_ms) show_notice("cannot_save");
  retry_ms_ += wait;
  co_await services_->alarms.pause(wait);
}

void RoomHost::expect_answer() {
  ++own_moves_;
  saving_ = services_->alarms.ring_at(services_->alarms.now() + saving_shown_after_ms,
                                      [this] { show_notice("saving"); });
}

void RoomHost::publish() {
  if (room_->position == fanout_.newest().position || !is_founded()) return;
  const auto before = fanout_.newest_shared();
  fanout_.publish(room_, services_->alarms.now());
  set_deadline();
  tell_changed_sessions(*before, *room_);
}

void RoomHost::wake_lines() {
  lines_.each([](RoomLine& line) { line.on_published(); });
}

// Only sessions that changed are looked at, but when roles or the conduct move, for then anybody
// may see more or less than before.
void RoomHost::tell_changed_sessions(const room::Room& before, const room::Room& after) {
  if (before.conducted != after.conducted || before.access != after.access ||
      room::holders_of(before) != room::holders_of(after) ||
      !before.claims.same_root(after.claims)) {
    lines_.each([](RoomLine& line) { line.on_audience_changed(); });
    return;
  }
  using Sessions = decltype(after.sessions);
  Sessions::difference(
      before.sessions,
      after.sessions,
      false,
      [&](const std::string& sid, const room::Session* was, const room::Session* is) {
        if (was != nullptr && is != nullptr && was->seats == is->seats &&
            was->closed == is->closed && was->founder == is->founder)
          return;
        if (RoomLine* line = lines_.find(sid)) line->on_audience_changed();
      });
}

void RoomHost::answer_all(Batch& batch, const std::vector<Reply>& replies) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (replies[i].refusal) services_->metrics.refused(replies[i].refusal->code);
    if (batch[i].answer) batch[i].answer(replies[i]);
  }
}

void RoomHost::refuse_all(Batch& batch, const Error& error, bool final) {
  Reply reply;
  reply.refusal = error;
  reply.final = final;
  for (Item& item : batch)
    if (item.answer) item.answer(reply);
}

// The founder's word: everything that the log holds of this palabre goes.
Task<void> RoomHost::erase_if_asked() {
  if (!room_->erasing || broken_) co_return;
  retry_ms_ = retry_first_ms;
  for (;;) {
    const auto erased = co_await services_->log.erase(id_);
    if (erased || !is_passing(erased.error().code)) break;
    co_await pause_before_retry();
  }
  co_await log_.erase_journal();
  stop(4004, "erased");
}

}  // namespace palabre::app
