// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/phone.hpp"

#include <utility>

#include "base/hash.hpp"

namespace palabre::sim {
namespace {

constexpr int no_such_session = 4001;
constexpr Duration tick_ms = 500;
constexpr Duration ping_every_ms = 25'000;
constexpr Duration pong_within_ms = 8'000;
constexpr Duration test_within_ms = 4'000;
constexpr Duration connect_within_ms = 10'000;
constexpr Duration backoff_first_ms = 250, backoff_max_ms = 2'500;

}  // namespace

Phone::Phone(Stage& stage, Choose choose, std::string code, std::string secret, std::string name)
    : stage_(stage),
      choose_(std::move(choose)),
      code_(std::move(code)),
      secret_(std::move(secret)),
      chance_(stage.draw_seed()) {
  witness_.name = std::move(name);
  witness_.sid = short_hash_of(secret_);
}

void Phone::start(std::uint64_t judged) {
  outbox_.above(judged);
  connect();
  tick();
}

void Phone::stop() {
  phase_ = Phase::ended;
  drop();
}

// ---- the line

void Phone::connect() {
  drop();
  phase_ = Phase::connecting;
  due_at_ = stage_.schedule.now() + connect_within_ms;
  pong_by_.reset();
  cable_ = std::make_shared<Cable>(stage_, choose_(), *this);
  cable_->open();
}

void Phone::drop() {
  if (const auto cable = std::exchange(cable_, nullptr)) cable->drop();
}

void Phone::opened() {
  phase_ = Phase::greeting;
  due_at_ = stage_.schedule.now() + connect_within_ms;
  Json hello = {{"t", "hello"}, {"code", code_}, {"secret", secret_}};
  if (has_view()) hello["position"] = position_;
  if (witness_.watches_screen) hello["watch"] = Json::array({"screen"});
  send(hello);
}

void Phone::received(const std::string& text) {
  // What comes in the moment in which it wakes up comes after what waits.
  if (is_asleep() || !unread_.empty()) {
    unread_.push_back(text);
    return;
  }
  if (phase_ != Phase::greeting && phase_ != Phase::live) return;
  heard_at_ = stage_.schedule.now();
  pong_by_.reset();
  const Json frames = Json::parse(text, nullptr, false);
  if (!frames.is_array() || frames.empty() || frames.size() > 64) return odd("no frames: " + text);
  for (const Json& frame : frames) {
    hear(frame);
    if (phase_ != Phase::greeting && phase_ != Phase::live) return;
  }
  flush();
}

void Phone::closed(int code) {
  cable_ = nullptr;
  if (phase_ == Phase::ended || phase_ == Phase::waiting) return;
  if (code < 4000 && code != 1008) return lost();
  phase_ = Phase::ended;
  witness_.turned_away = code == no_such_session;
  if (!witness_.turned_away) return odd("closed by " + std::to_string(code));
  stage_.trace.count("turned away");
  stage_.trace.say(name() + " is told that there is no such session");
}

void Phone::lost() {
  const Duration cap =
      std::min(backoff_max_ms, backoff_first_ms * (Duration{1} << std::min(tries_ + 1, 16)));
  phase_ = Phase::waiting;
  due_at_ =
      stage_.schedule.now() + backoff_first_ms +
      static_cast<Duration>(chance_.below(static_cast<std::uint64_t>(cap - backoff_first_ms) + 1));
  ++tries_;
  pong_by_.reset();
}

void Phone::again() {
  position_ = Json();
  anew_ = true;
  connect();
}

void Phone::tick() {
  stage_.schedule.in(tick_ms, [this] { tick(); });
  if (is_asleep()) return;
  const Instant now = stage_.schedule.now();
  switch (phase_) {
    case Phase::waiting:
      if (now >= due_at_) connect();
      return;
    case Phase::connecting:
    case Phase::greeting:
      if (now < due_at_) return;
      drop();
      return lost();
    case Phase::live: return tick_live(now);
    case Phase::ended: return;
  }
}

void Phone::tick_live(Instant now) {
  if (pong_by_ && now >= *pong_by_) {
    drop();
    return lost();
  }
  if (release_at_ && now >= *release_at_) {
    release_at_.reset();
    outbox_.release();
    flush();
  }
  if (!pong_by_ && now - heard_at_ >= ping_every_ms) {
    pong_by_ = now + pong_within_ms;
    send({{"t", "ping"}});
  }
}

void Phone::send(const Json& frame) {
  if (cable_ != nullptr) cable_->send(Json::array({frame}).dump());
}

void Phone::flush() {
  if (phase_ != Phase::live) return;
  for (const Json& frame : outbox_.take()) send(frame);
}

void Phone::submit(Json frame) {
  Said one;
  one.words = frame.value("on", "room") + " " + frame["body"].dump();
  frame["seen"] = shown_seq();
  one.cseq = outbox_.put(std::move(frame));
  stage_.trace.say(name() + " #" + std::to_string(one.cseq) + ": " + one.words);
  witness_.said.push_back(std::move(one));
  flush();
}

// ---- what befalls it

void Phone::lose_line(bool told) {
  if (cable_ != nullptr) cable_->cut(told);
}

void Phone::sleep(Duration time) {
  asleep_until_ = stage_.schedule.now() + time;
  stage_.schedule.at(asleep_until_, [this] { wake_up(); });
}

void Phone::wake_up() {
  if (is_asleep()) return;
  for (const std::string& text : std::exchange(unread_, {})) received(text);
  if (phase_ == Phase::waiting) return connect();
  if (phase_ != Phase::live) return;
  pong_by_ = stage_.schedule.now() + test_within_ms;
  send({{"t", "ping"}});
}

void Phone::reload() {
  if (phase_ == Phase::ended) return;
  unread_.clear();
  layers_ = Json::object();
  sums_.clear();
  outbox_.fresh_line();
  release_at_.reset();
  tries_ = 0;
  again();
}

void Phone::hide(bool hidden) {
  hidden_ = hidden;
  if (phase_ == Phase::live) send({{"t", "visible"}, {"hidden", hidden}});
}

void Phone::watch_screen() {
  witness_.watches_screen = true;
  if (phase_ == Phase::live) send({{"t", "watch"}, {"layers", Json::array({"screen"})}});
}

Witness Phone::testimony() const {
  Witness all = witness_;
  all.unsent = outbox_.unanswered();
  all.layers = layers_;
  return all;
}

void Phone::odd(std::string what) {
  stage_.trace.say(name() + ": " + what);
  witness_.oddities.push_back(std::move(what));
}

}  // namespace palabre::sim
