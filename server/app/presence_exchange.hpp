// SPDX-License-Identifier: AGPL-3.0-or-later
// What a server tells the others of who is connected to it, and what it knows of them. Each says
// all of it, at most once a second and as long as somebody is there: nobody has to remember what
// was said before, and whoever is not heard any more lapses.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/presence_channel.hpp"
#include "app/seat_set.hpp"

namespace palabre::app {

inline constexpr Duration presence_said_every_ms = 1'000;
inline constexpr Duration presence_lapses_after_ms = 3'000;  // twice may be late or lost
inline constexpr std::size_t other_servers_max = 64;  // more is no fleet, but something gone wrong

class PresenceExchange {
 public:
  /// What to tell the others now, or nothing: at most every presence_said_every_ms, and that
  /// nobody is there only once. To be asked at least as often.
  std::optional<std::string> to_say(const SeatSet& here, Instant now);
  /// Whether a change may be told at once, and need not wait for the next beat: true at most once
  /// every presence_said_every_ms.
  bool may_hurry(Instant now);

  void hear(const std::string& from, const std::string& words, const Hearing& hearing);
  /// The seats that are connected to other servers. Whoever was not heard for
  /// presence_lapses_after_ms of hearing has lapsed; while nothing can be heard, nobody does.
  SeatSet elsewhere(const Hearing& now);

 private:
  struct Said {
    SeatSet seats;
    Hearing at;
  };
  SeatSet said_;
  Instant said_at_ = 0, hurried_at_ = 0;
  std::map<std::string, Said> others_;
};

}  // namespace palabre::app
