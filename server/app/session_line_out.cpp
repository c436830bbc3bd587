// SPDX-License-Identifier: AGPL-3.0-or-later
// What a line says, made at the moment of writing: a slow phone gets the newest state.
#include <utility>

#include "app/session_line.hpp"
#include "wire/encode.hpp"

namespace palabre::app {
namespace {

const Bytes& piece(const char* text) {
  static const Bytes open = std::make_shared<const std::string>("[");
  static const Bytes comma = std::make_shared<const std::string>(",");
  static const Bytes close = std::make_shared<const std::string>("]");
  return *text == '[' ? open : *text == ',' ? comma : close;
}

}  // namespace

void SessionLine::say(const wire::FrameDown& frame) { say_bytes(wire::encode(frame)); }

void SessionLine::say_bytes(const std::string& frame) {
  if (phase_ == Phase::ended) return;
  // A phone that asks and never reads is not waited for.
  if (answers_.size() + frame.size() > answers_bytes_max) {
    answers_.clear();
    return close(1013, "too_slow");
  }
  if (!answers_.empty()) answers_ += ',';
  answers_ += frame;
}

bool SessionLine::state_due() const {
  if (phase_ != Phase::attached) return false;
  const room::Position& newest = host_->newest().position;
  if (has_view_ && shown_epoch_ == newest.epoch && shown_seq_ == newest.seq && shown_ == audience_)
    return false;
  return !hidden_ || !has_view_ || hidden_due_;
}

// What was acknowledged in another epoch may have come to stand elsewhere.
bool SessionLine::whole_due() const {
  return owed_whole_ || shown_epoch_ != host_->newest().position.epoch ||
         !host_->fanout().has_base(shown_seq_);
}

// [L5] A large whole view is a message of its own, packed. False when it is not large.
bool SessionLine::put_packed(Outgoing& out) {
  out.pieces = host_->fanout().packed_view(audience_);
  if (out.pieces.empty()) return false;
  out.binary = true;
  services_->metrics.whole_views.Increment();
  now_shown();
  return true;
}

void SessionLine::put_state(Outgoing& out) {
  Fanout& fanout = host_->fanout();
  std::vector<Bytes> frame;
  if (whole_due()) {
    frame = fanout.view(audience_);
    services_->metrics.whole_views.Increment();
  } else {
    frame = fanout.patch(shown_seq_, shown_, audience_);
  }
  out.pieces.insert(out.pieces.end(), frame.begin(), frame.end());
  if (Bytes sum = fanout.sum(audience_)) {
    out.pieces.push_back(piece(","));
    out.pieces.push_back(std::move(sum));
  }
  now_shown();
}

void SessionLine::now_shown() {
  has_view_ = true;
  owed_whole_ = false;
  hidden_due_ = false;
  shown_epoch_ = host_->newest().position.epoch;
  shown_seq_ = host_->newest().position.seq;
  shown_ = audience_;
  served_at_ = services_->alarms.now();
}

Outgoing SessionLine::take_outgoing() {
  Outgoing out;
  if (phase_ == Phase::attached) {
    if (std::exchange(time_due_, false)) say(wire::Time{services_->alarms.now()});
    if (std::exchange(notice_count_, host_->notice().count) != host_->notice().count)
      say_bytes(*host_->notice().frame);
    if (std::exchange(presence_count_, host_->presence().count) != host_->presence().count)
      say_bytes(*host_->presence().frame);
  }
  if (!answers_.empty())
    out.pieces.push_back(std::make_shared<const std::string>('[' + std::exchange(answers_, {})));
  if (state_due()) {
    const bool packs = unpacks_ && whole_due();
    if (packs && out.pieces.empty() && put_packed(out)) return out;
    // What is to be packed comes next, when this is written.
    if (!packs || out.pieces.empty()) {
      out.pieces.push_back(piece(out.pieces.empty() ? "[" : ","));
      put_state(out);
    }
  }
  if (!out.pieces.empty()) out.pieces.push_back(piece("]"));
  return out;
}

// Says what is owed still, then nothing more.
void SessionLine::close(std::uint16_t code, const std::string& reason) {
  if (phase_ == Phase::ended) return;
  const auto keep = shared_from_this();
  leave();
  shell_->wake();
  shell_->close(code, reason);
}

void SessionLine::on_closed() { leave(); }

void SessionLine::leave() {
  const Phase before = std::exchange(phase_, Phase::ended);
  services_->alarms.cancel(hello_due_);
  if (before != Phase::attached) return;
  host_->detach(sid_, this);
  services_->metrics.lines.Decrement();
}

}  // namespace palabre::app
