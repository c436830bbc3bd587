// SPDX-License-Identifier: AGPL-3.0-or-later
// How a host knows who is connected: to itself, and to other servers of the same palabre.
#include <utility>

#include <boost/asio/post.hpp>

#include "app/room_host.hpp"
#include "wire/encode.hpp"

namespace palabre::app {

SeatSet RoomHost::connected_here() {
  SeatSet here;
  lines_.each([&](RoomLine& line) {
    for (const SeatId& seat : line.seats()) here.insert(seat);
  });
  return here;
}

void RoomHost::listen_for_presence() {
  if (services_->presence == nullptr) return;
  services_->presence->listen(
      id_, [weak = weak_from_this()](const std::string& from, const std::string& words) {
        if (const auto self = weak.lock())
          self->exchange_.hear(from, words, self->services_->presence->hearing());
      });
}

void RoomHost::tell_presence() {
  if (services_->presence == nullptr || broken_) return;
  const auto words = exchange_.to_say(connected_here(), services_->alarms.now());
  if (words) services_->presence->say(id_, *words);
}

// The first who comes after a calm is told at once, together with whoever comes in the same run of
// the loop; those after that wait for the beat, however many they are.
void RoomHost::tell_presence_soon() {
  if (services_->presence == nullptr || broken_ || std::exchange(telling_soon_, true)) return;
  net::post(services_->loop, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->telling_soon_ = false;
    const bool ended = self->services_->ended || self->broken_;
    if (!ended && self->exchange_.may_hurry(self->services_->alarms.now())) self->tell_presence();
  });
}

void RoomHost::look_at_presence() {
  Connected connected;
  connected.here = connected_here();
  connected.anywhere = connected.here;
  if (services_->presence != nullptr) {
    const Hearing hearing = services_->presence->hearing();
    connected.anywhere.insert(exchange_.elsewhere(hearing));
    connected.all_known = hearing.proven_now;
  }
  auto change = presence_.look(*room_, connected, services_->alarms.now());
  if (change.command) submit(std::move(*change.command), nullptr);
  if (!change.frame) return;
  presence_frame_.frame =
      std::make_shared<const std::string>(wire::encode(wire::FrameDown(std::move(*change.frame))));
  ++presence_frame_.count;
  wake_lines();
}

}  // namespace palabre::app
