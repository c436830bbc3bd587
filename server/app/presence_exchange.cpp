// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/presence_exchange.hpp"

#include <utility>

namespace palabre::app {

std::optional<std::string> PresenceExchange::to_say(const SeatSet& here, Instant now) {
  const bool nothing_new = here.empty() && said_.empty();
  if (nothing_new || now < said_at_ + presence_said_every_ms) return std::nullopt;
  said_ = here;
  said_at_ = now;
  return here.text();
}

bool PresenceExchange::may_hurry(Instant now) {
  if (now < said_at_ + presence_said_every_ms || now < hurried_at_ + presence_said_every_ms)
    return false;
  hurried_at_ = now;
  return true;
}

void PresenceExchange::hear(const std::string& from,
                            const std::string& words,
                            const Hearing& hearing) {
  auto seats = SeatSet::read(words);
  if (!seats) return;
  if (seats->empty()) {
    others_.erase(from);
  } else if (others_.contains(from) || others_.size() < other_servers_max) {
    others_[from] = Said{std::move(*seats), hearing};
  }
}

SeatSet PresenceExchange::elsewhere(const Hearing& now) {
  std::erase_if(others_, [&](const auto& one) {
    return heard_between(one.second.at, now) >= presence_lapses_after_ms;
  });
  SeatSet seats;
  for (const auto& [from, said] : others_) seats.insert(said.seats);
  return seats;
}

}  // namespace palabre::app
