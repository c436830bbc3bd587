// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands that change servers: whoever appends first decides for whoever comes second.
#include <utility>

#include <boost/asio/post.hpp>

#include "app/room_host.hpp"
#include "wire/wish_codec.hpp"

namespace palabre::app {

void RoomHost::take_parked(const std::vector<std::string>& parked) {
  for (const std::string& text : parked)
    if (auto wish = wire::decode_wish(text)) submit(std::move(*wish), nullptr);
}

// From afar others mostly append first, and an append is long on its way: what comes meanwhile is
// parked without waiting for its end.
void RoomHost::park_soon() {
  if (parking_ || !log_.comes_second() || fork_) return;
  parking_ = true;
  spawn(services_->loop, park_ahead(shared_from_this()));
}

Task<void> RoomHost::park_ahead(std::shared_ptr<RoomHost> self) {
  co_await net::post(self->services_->loop, use_task);  // with what comes in this run of the loop
  self->parking_ = false;
  if (self->in_flight_ == nullptr || self->fork_ || self->broken_) co_return;
  auto wishes = park({self->in_flight_, &self->inbox_}, self->services_->alarms.now());
  if (wishes.empty()) co_return;
  mark_elsewhere(self->inbox_);
  const auto parked = co_await self->log_.park(std::move(wishes));
  if (parked) self->take_parked(*parked);
}

// Whoever is near and has nothing to say itself decides at once what others have parked; else the
// next append brings it along.
void RoomHost::collect_parked_soon() {
  if (room_ == nullptr || broken_ || fork_ || serving_ || collecting_ || log_.is_far()) return;
  if (!inbox_.empty() || log_.is_archived()) return;
  collecting_ = true;
  spawn(services_->loop, collect_parked(shared_from_this()));
}

Task<void> RoomHost::collect_parked(std::shared_ptr<RoomHost> self) {
  std::vector<std::string> none;
  const auto parked = co_await self->log_.park(std::move(none));
  self->collecting_ = false;
  if (parked && !self->broken_) self->take_parked(*parked);
}

}  // namespace palabre::app
