// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands that change servers: whoever appends first decides for whoever comes second.
#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "app/room_host.hpp"
#include "wire/wish_codec.hpp"

namespace palabre::app {

void RoomHost::take_parked(const std::vector<std::string>& parked) {
  const Instant now = services_->alarms.now();
  for (const std::string& text : parked) {
    auto one = wire::decode_parked(text);
    if (!one || (one->until != 0 && one->until <= now)) continue;
    if (auto* wish = std::get_if<room::Wish>(&one->input)) wish->is_elsewhere = true;
    if (submit(std::move(one->input), nullptr)) inbox_.back().until = one->until;
  }
}

// Those of `batch` that others have judged are answered, and taken out of it; true when there are
// any. What the answers speak of is published.
bool RoomHost::answer_judged(Batch& batch) {
  auto judged = take_judged(*room_, batch);
  if (judged.empty()) return false;
  const room::Turn known = decide(judged);
  answer_all(judged, known.replies);
  return true;
}

// From afar, while others write, a turn of our own is decided in vain: whoever is near judges what
// we park. They have their time for it; once it is over for one, all that lies here is for us.
bool RoomHost::waits_for_others(const Batch& batch) const {
  if (!log_.comes_second() || fork_ || !readers_.empty() || log_.is_archived()) return false;
  const Instant now = services_->alarms.now();
  return std::none_of(batch.begin(), batch.end(), [&](const Item& item) {
    return can_be_parked(item) && item.parked_at != 0 && item.parked_at + parked_again_ms <= now;
  });
}

// What of `batch` others can decide waits for them in the inbox.
void RoomHost::leave_to_others(Batch& batch) {
  const auto own = std::stable_partition(batch.begin(), batch.end(), can_be_parked);
  inbox_.insert(
      inbox_.begin(), std::make_move_iterator(batch.begin()), std::make_move_iterator(own));
  batch.erase(batch.begin(), own);
}

// An append from afar is long on its way: what comes meanwhile is parked without waiting for its
// end. So is what waits for others.
void RoomHost::park_soon() {
  if (parking_ || !log_.comes_second() || fork_ || inbox_.empty()) return;
  parking_ = true;
  spawn(services_->loop, park_ahead(shared_from_this()));
}

Task<void> RoomHost::park_ahead(std::shared_ptr<RoomHost> self) {
  co_await net::post(self->services_->loop, use_task);  // with what comes in this run of the loop
  self->parking_ = false;
  if (self->fork_ || self->broken_) co_return;
  const bool waits = self->in_flight_ == nullptr;
  std::vector<Batch*> batches{&self->inbox_};
  if (!waits) batches.insert(batches.begin(), self->in_flight_);
  auto wishes = park(batches, self->services_->alarms.now());
  if (wishes.empty()) co_return;
  mark_elsewhere(self->inbox_);
  const auto parked = co_await self->log_.park(std::move(wishes));
  if (parked) self->take_parked(*parked);
  if (!waits || self->broken_) co_return;
  if (parked || parked.error().code != "conflict") {
    // Nobody has written since, or nobody can: then it is for us.
    for (Item& item : self->inbox_) item.parked_at = 0;
    self->log_.expect_first();
  }
  // Or it was far for a moment only.
  if (!self->log_.comes_second()) self->serve_soon();
}

void RoomHost::be_patient() {
  if (patience_ != AlarmClock::Id{} || inbox_.empty()) return;
  const Instant now = services_->alarms.now();
  Instant until = now + parked_again_ms;
  for (const Item& item : inbox_)
    if (item.parked_at != 0) until = std::min(until, item.parked_at + parked_again_ms);
  patience_ = services_->alarms.ring_at(until, [this] {
    patience_ = AlarmClock::Id{};
    if (!inbox_.empty()) serve_soon();
  });
}

// Whoever is near and has nothing to say itself decides at once what others have parked; else the
// next append brings it along, or whoever is served now is followed by it.
void RoomHost::collect_parked_soon() {
  if (room_ == nullptr || broken_ || fork_ || collecting_ || log_.is_far()) return;
  if (log_.is_archived()) return;
  told_of_parked_ = serving_ || !inbox_.empty();
  if (told_of_parked_) return;
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
