// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/cable.hpp"

#include <algorithm>
#include <utility>

namespace palabre::sim {
namespace {

constexpr int lost_line = 1006;
constexpr std::uint64_t jitter_ms = 12;
constexpr Duration server_hears_ms = 2'000;

}  // namespace

Cable::Cable(Stage& stage, Server& server, Far& phone)
    : stage_(stage),
      server_(server),
      phone_(&phone),
      chance_(stage.draw_seed()),
      way_ms_(static_cast<Duration>(2 + chance_.below(40))) {}

// Something said to a server that died meanwhile is lost.
bool Cable::reaches_server() const {
  return !cut_ && line_ != nullptr && server_.is_up() && server_.life() == life_;
}

void Cable::open() {
  stage_.cables.push_back(weak_from_this());
  stage_.schedule.in(way_ms_, [self = shared_from_this()] {
    self->server_.pulse().reach([self] { self->accept(); });
  });
}

void Cable::accept() {
  if (cut_ || phone_ == nullptr) return;
  if (!server_.is_open()) return deliver_closed(lost_line, way_ms_);
  life_ = server_.life();
  line_ = server_.gateway().open_line(shared_from_this());
  stage_.schedule.at(down_at(way_ms_), [self = shared_from_this()] {
    if (!self->cut_ && self->phone_ != nullptr) self->phone_->opened();
  });
}

void Cable::send(std::string text) {
  const auto jitter = static_cast<Duration>(chance_.below(jitter_ms));
  up_last_ = std::max(up_last_, stage_.schedule.now() + way_ms_ + jitter);
  stage_.schedule.at(up_last_, [self = shared_from_this(), text = std::move(text)] {
    self->server_.pulse().reach([self, text] {
      const auto line = self->line_;
      if (self->reaches_server()) line->on_message(text);
    });
  });
}

void Cable::drop() {
  phone_ = nullptr;
  stage_.schedule.in(way_ms_, [self = shared_from_this()] {
    if (!self->cut_) self->server_.pulse().reach([self] { self->hang_up(); });
  });
}

void Cable::cut(bool phone_is_told) {
  if (std::exchange(cut_, true)) return;
  const auto hears = server_hears_ms * static_cast<Duration>(chance_.below(20));
  stage_.schedule.in(hears, [self = shared_from_this()] {
    self->server_.pulse().reach([self] { self->hang_up(); });
  });
  if (phone_is_told && phone_ != nullptr) std::exchange(phone_, nullptr)->closed(lost_line);
}

// The server hears that the line is gone.
void Cable::hang_up() {
  const auto line = std::exchange(line_, nullptr);
  if (line != nullptr && server_.life() == life_) line->on_closed();
}

Instant Cable::down_at(Duration way) {
  const auto jitter = static_cast<Duration>(chance_.below(jitter_ms));
  down_last_ = std::max(down_last_, stage_.schedule.now() + way + jitter);
  return down_last_;
}

// The first wake may come before open_line has given us the line: it is taken a moment later.
void Cable::wake() {
  if (std::exchange(taking_, true)) return;
  stage_.schedule.in(write_ms_, [self = shared_from_this()] {
    self->server_.pulse().reach([self] {
      self->taking_ = false;
      self->take();
    });
  });
}

void Cable::take() {
  if (!reaches_server()) return;
  const app::Outgoing out = line_->take_outgoing();
  if (out.pieces.empty()) return;
  std::string text;
  for (const app::Bytes& piece : out.pieces) text += *piece;
  stage_.schedule.at(down_at(way_ms_), [self = shared_from_this(), text = std::move(text)] {
    if (!self->cut_ && self->phone_ != nullptr) self->phone_->received(text);
  });
  wake();
}

void Cable::close(std::uint16_t code, std::string) {
  take();
  deliver_closed(code, way_ms_);
  // The line is in the middle of its own call: it is let go of later.
  stage_.schedule.in(0, [self = shared_from_this()] { self->line_ = nullptr; });
}

void Cable::deliver_closed(int code, Duration way) {
  stage_.schedule.at(down_at(way), [self = shared_from_this(), code] {
    if (!self->cut_ && self->phone_ != nullptr) std::exchange(self->phone_, nullptr)->closed(code);
  });
}

}  // namespace palabre::sim
