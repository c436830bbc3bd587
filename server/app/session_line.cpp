// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/session_line.hpp"

#include <functional>
#include <tuple>
#include <utility>

#include "app/room_directory.hpp"
#include "base/hash.hpp"
#include "wire/decode.hpp"
#include "wire/encode.hpp"
#include "wire/wish_codec.hpp"

namespace palabre::app {
namespace {

// Servers look at a shared log each second, and take a moment to mend it; a phone waits for ten.
constexpr Duration mended_within_ms = 3'000;
constexpr Duration mended_look_ms = 500;

}  // namespace

SessionLine::SessionLine(std::shared_ptr<Services> services,
                         std::shared_ptr<RoomDirectory> rooms,
                         std::shared_ptr<LineShell> shell)
    : services_(std::move(services)),
      rooms_(std::move(rooms)),
      shell_(std::move(shell)),
      heard_at_(services_->alarms.now()) {}

SessionLine::~SessionLine() { leave(); }

void SessionLine::open() {
  hello_due_ = services_->alarms.ring_at(services_->alarms.now() + hello_within_ms,
                                         [weak = weak_from_this()] {
                                           if (const auto self = weak.lock())
                                             self->close(1008, "hello_expected");
                                         });
}

// ---- from the phone

void SessionLine::on_message(std::string text) {
  const auto keep = shared_from_this();
  heard_at_ = services_->alarms.now();
  for (auto& frame : wire::decode_message(text)) {
    if (phase_ == Phase::ended) return;
    if (frame)
      on_frame(std::move(*frame));
    else
      on_bad_frame(frame.error());
  }
  if (phase_ != Phase::ended) shell_->wake();
}

void SessionLine::on_bad_frame(const Error& error) {
  say(wire::Notice{error});
  if (++bad_frames_ >= bad_frames_max) close(1008, "bad_frame");
}

void SessionLine::on_frame(wire::FrameUp frame) {
  if (phase_ == Phase::greeting) {
    auto* hello = std::get_if<wire::Hello>(&frame);
    if (hello == nullptr) return close(1008, "hello_expected");
    services_->alarms.cancel(hello_due_);
    phase_ = Phase::arriving;
    spawn(services_->loop, arrive(shared_from_this(), std::move(*hello)));
    return;
  }
  if (phase_ == Phase::arriving) {
    if (waiting_.size() >= wire::frames_max) return close(1008, "too_many_frames");
    waiting_.push_back(std::move(frame));
    return;
  }
  std::visit(Overloaded{[&](wire::Hello&) {
                          on_bad_frame(Error{"bad_frame", {{"reason", "hello_again"}}});
                        },
                        [&](wire::Command& command) { on_command(std::move(command)); },
                        [&](const wire::Visible& visible) { hidden_ = visible.hidden; },
                        [&](const wire::Ping&) { time_due_ = true; },
                        [&](const wire::Watch& watch) {
                          watches_screen_ = watch.screen;
                          on_audience_changed();
                        }},
             frame);
}

// The session was opened, or the view shown, by another server that this one has yet to follow.
bool SessionLine::is_ahead(const wire::Hello& hello, const room::Room& room) {
  return !room.sessions.contains(short_hash_of(hello.secret)) || has_seen_more(hello, room);
}

bool SessionLine::has_seen_more(const wire::Hello& hello, const room::Room& room) {
  return hello.position && std::tie(hello.position->epoch, hello.position->seq) >
                               std::tie(room.position.epoch, room.position.seq);
}

// What the phone knows and the log does not was written by another server just now. A session that
// a shared log lost is about to be put back: nobody is sent away before.
Task<void> SessionLine::arrive(std::shared_ptr<SessionLine> self, wire::Hello hello) {
  AlarmClock& alarms = self->services_->alarms;
  const Instant patience =
      alarms.now() + (self->services_->journal == nullptr ? 0 : mended_within_ms);
  for (;;) {
    auto found = co_await self->rooms_->find(hello.code);
    if (self->phase_ == Phase::ended) co_return;
    const bool lost = !found && found.error().code == "no_such_palabre" && hello.position;
    if (!found && !lost) co_return self->not_arrived(found.error());
    if (found && is_ahead(hello, (*found)->newest())) {
      const auto read = co_await (*found)->read_on();
      if (self->phase_ == Phase::ended) co_return;
      if (!read) co_return self->not_arrived(read.error());
    }
    const bool unknown = lost || !(*found)->newest().sessions.contains(short_hash_of(hello.secret));
    const bool waits = unknown && alarms.now() < patience;
    if (!waits && lost) co_return self->not_arrived(found.error());
    if (!waits) co_return self->arrived(std::move(*found), hello);
    co_await alarms.pause(mended_look_ms);
    if (self->phase_ == Phase::ended) co_return;
  }
}

// An unknown code and an unknown secret sound the same, so that nobody guesses codes here.
void SessionLine::not_arrived(const Error& error) {
  if (error.code == "no_such_palabre") return close(4001, "no_such_session");
  if (error.code == "erased") return close(4004, "erased");
  say(wire::Notice{error});
  close(1013, error.code);
}

void SessionLine::arrived(std::shared_ptr<RoomHost> host, const wire::Hello& hello) {
  sid_ = short_hash_of(hello.secret);
  const room::Session* session = host->newest().sessions.find(sid_);
  const bool lost = services_->journal != nullptr && has_seen_more(hello, host->newest());
  if (session == nullptr && lost) return close(1013, "unavailable");  // until somebody knows it
  if (session == nullptr) return close(4001, "no_such_session");
  if (session->closed) return close(4002, "replaced");
  host_ = std::move(host);
  phase_ = Phase::attached;
  attach(hello);
  for (auto& frame : std::exchange(waiting_, {}))
    if (phase_ == Phase::attached) on_frame(std::move(frame));
  if (phase_ == Phase::attached) shell_->wake();
}

void SessionLine::attach(const wire::Hello& hello) {
  watches_screen_ = hello.watches_screen;
  unpacks_ = hello.unpacks && shell_->carries_binary();
  attached_at_ = services_->alarms.now();
  host_->attach(sid_, this);
  services_->metrics.lines.Increment();
  on_audience_changed();
  notice_count_ = host_->is_saving() ? 0 : host_->notice().count;
  if (!hello.position) return;
  // What the phone has at its position follows from the log alone, but for a screen that it
  // watched: then, and when the base is gone, it gets the whole.
  const auto base = host_->fanout().base(*hello.position);
  if (base == nullptr || (watches_screen_ && welcomed_.face != "screen")) {
    services_->metrics.resyncs.Increment();
    return;
  }
  has_view_ = true;
  owed_whole_ = false;
  shown_epoch_ = hello.position->epoch;
  shown_seq_ = hello.position->seq;
  shown_ = room::audience_of(*base, sid_, true);
}

// ---- commands

void SessionLine::on_command(wire::Command command) {
  const std::uint64_t cseq = command.cseq;
  if (auto error = held_back(command)) return refuse_for_now(cseq, std::move(*error));
  const bool renews = command.body.value("type", std::string()) == "renew_links";
  room::Wish wish = wire::wish_of(sid_, std::move(command));
  // It may have been sent by an earlier line, to another server, which parked it.
  wish.is_elsewhere =
      services_->shared && services_->alarms.now() - attached_at_ < sent_again_within_ms;
  const bool taken = host_->submit(
      std::move(wish), [weak = weak_from_this(), cseq, renews](const room::Reply& reply) {
        if (const auto self = weak.lock()) self->on_reply(cseq, renews, reply);
      });
  if (!taken) return refuse_for_now(cseq, Error{"inbox_full", Json::object()});
  ++unanswered_;
}

// [C3] After a refusal for now, everything later waits until that command has come again.
std::optional<Error> SessionLine::held_back(const wire::Command& command) {
  if (held_from_ && command.cseq > *held_from_) return held_by_;
  if (unanswered_ >= unanswered_max || !credit_.take(command_rate, services_->alarms.now()))
    return Error{"too_fast", Json::object()};
  if (command.seen > host_->newest().position.seq) {
    host_->look_again();
    return Error{"not_yet", {{"seq", host_->newest().position.seq}}};
  }
  if (held_from_ && command.cseq == *held_from_) held_from_.reset();
  return std::nullopt;
}

void SessionLine::refuse_for_now(std::uint64_t cseq, Error error) {
  if (!held_from_ || cseq < *held_from_) {
    held_from_ = cseq;
    held_by_ = error;
    services_->metrics.refused(error.code);
  }
  say(wire::Refused{cseq, std::move(error), false});
}

void SessionLine::on_reply(std::uint64_t cseq, bool renews_links, const room::Reply& reply) {
  if (phase_ != Phase::attached) return;
  --unanswered_;
  if (reply.refusal && !reply.final) {
    refuse_for_now(cseq, *reply.refusal);
  } else if (reply.refusal) {
    say(wire::Refused{cseq, *reply.refusal, true});
  } else {
    const std::uint64_t seq = reply.seq != 0 ? reply.seq : host_->newest().position.seq;
    if (renews_links && !reply.token.empty())
      say(wire::Notice{Error{"screen_link", {{"token", reply.token}}}});
    say(wire::Ack{cseq, seq});
  }
  shell_->wake();
}

// ---- from the room

void SessionLine::on_published() {
  if (phase_ == Phase::attached) shell_->wake();
}

void SessionLine::on_audience_changed() {
  if (phase_ != Phase::attached) return;
  const room::Session* session = host_->newest().sessions.find(sid_);
  if (session == nullptr) return end(1013, "unavailable");  // a fork: it may be decided again
  if (session->closed) return end(4002, "replaced");
  audience_ = room::audience_of(host_->newest(), sid_, watches_screen_);
  welcome();
}

// [S1] Said first, and again when seats or rights change.
void SessionLine::welcome() {
  const room::Room& room = host_->newest();
  const room::Session& session = *room.sessions.find(sid_);
  wire::Welcome frame;
  frame.seats = session.seats;
  frame.founder = session.founder;
  frame.face = std::string(name_of(session.face));
  frame.scenario = room.charter->scenario_hash;
  frame.build = services_->build;
  room.claims.each([&](const room::ClaimId&, const room::Claim& claim) {
    if (claim.sid == sid_) frame.claiming = claim.seat;
  });
  if (frame == welcomed_) return;
  welcomed_ = frame;
  frame.cseq = session.last_cseq;
  frame.now = services_->alarms.now();
  say(frame);
}

void SessionLine::on_beat(Instant now) {
  const Duration silent_max = hidden_ ? silent_hidden_max_ms : silent_max_ms;
  if (heard_at_ + silent_max < now) return end(1001, "silent");
  serve_hidden(now);
}

// Each has a moment of its own in every ten seconds: a thousand phones that are put down after the
// same sentence are not served in the same moment, nor all at once when something happens at last.
void SessionLine::serve_hidden(Instant now) {
  const auto moment = static_cast<Instant>(std::hash<std::string>()(sid_) % hidden_every_ms);
  const std::int64_t turn = (now + moment) / hidden_every_ms;
  if (std::exchange(hidden_turn_, turn) == turn || !hidden_) return;
  hidden_due_ = true;
  hidden_due_ = state_due();
  if (hidden_due_) shell_->wake();
}

void SessionLine::end(std::uint16_t close_code, const std::string& reason) {
  if (phase_ == Phase::ended) return;
  if (close_code == 4002) say(wire::Notice{Error{"replaced", Json::object()}});
  close(close_code, reason);
}

void SessionLine::go(Duration after_ms) {
  say(wire::Go{after_ms, "restarting"});
  close(1001, "restarting");
}

}  // namespace palabre::app
