// SPDX-License-Identifier: AGPL-3.0-or-later
// What befalls a palabre while it is played.
#include "simulation/world.hpp"

namespace palabre::sim {

void World::strike_soon() {
  stage_.schedule.in(static_cast<Duration>(200 + stage_.chance.below(3'000)), [this] {
    if (!living_) return;
    strike();
    strike_soon();
  });
}

void World::strike() {
  const bool tears = journaling_ == Server::Journaling::own;
  const std::uint64_t what = stage_.chance.below(tears ? 26 : 23);
  if (what < 9) return strike_phone();
  if (what < 17) return strike_log();
  if (what < 22) return strike_server();
  if (what < 23) return come_late();
  strike_tail();
}

void World::strike_phone() {
  Phone& phone = phones_[stage_.chance.below(phones_.size())];
  const auto note = [&](const std::string& what) {
    stage_.trace.count(what);
    stage_.trace.say(phone.name() + ": " + what);
  };
  switch (stage_.chance.below(7)) {
    case 0:
    case 1: note("line cut"); return phone.lose_line(true);
    case 2: note("line half open"); return phone.lose_line(false);
    case 3:
    case 4:
      note("phone asleep");
      return phone.sleep(static_cast<Duration>(1'000 + stage_.chance.below(15'000)));
    case 5: note("page opened anew"); return phone.reload();
    default:
      note("slow line");
      if (phone.cable() != nullptr)
        phone.cable()->be_slow(static_cast<Duration>(100 + stage_.chance.below(3'000)));
  }
}

void World::strike_log() {
  Server& server = any_server();
  if (!server.is_up()) return;
  const auto note = [&](const std::string& what) {
    stage_.trace.count(what);
    stage_.trace.say(server.name() + ": " + what);
  };
  const Instant now = stage_.schedule.now();
  const auto some = [&](std::uint64_t at_most) {
    return static_cast<Duration>(200 + stage_.chance.below(at_most));
  };
  switch (stage_.chance.below(8)) {
    case 0: server.weather().lost_requests = 1; return;
    case 1: server.weather().lost_replies = 1; return;
    case 2: server.weather().late_requests = 1; return;
    case 3:
      note("pushes get lost");
      server.weather().deaf_until = now + some(8'000);
      return;
    case 4:
      note("lag");
      server.weather().lag_until = now + some(4'000);
      return;
    case 5:
      note("log unreachable");
      server.weather().down_until = now + some(6'000);
      return;
    case 6:
      stage_.trace.count("log down");
      stage_.trace.say("the log is down for everybody");
      for (Server& one : servers_)
        if (one.is_up()) one.weather().down_until = now + some(3'000);
      return;
    default: server.weather().dies_handed_over = true;
  }
}

void World::strike_server() {
  Server& server = any_server();
  const auto note = [&](const std::string& what) {
    stage_.trace.count("server " + what);
    stage_.trace.say(server.name() + " " + what);
  };
  const std::uint64_t what = stage_.chance.below(5);
  if (what < 2) return kill(server);
  if (!server.is_open() || server.pulse().is_still()) return;
  if (what == 2) {
    note("drains");
    return server.drain();
  }
  note("stands still");
  server.stand_still(static_cast<Duration>(500 + stage_.chance.below(what == 3 ? 4'000 : 18'000)));
}

void World::kill(Server& server) {
  if (!server.is_up()) return;
  stage_.trace.count("server killed");
  stage_.trace.say(server.name() + " is killed");
  server.die();
}

// Phones on it hear of it, or find out; it starts again with nothing in its memory.
void World::after_death(Server& server) {
  stage_.trace.count("server died");
  for (Phone& phone : phones_)
    if (phone.cable() != nullptr && &phone.cable()->server() == &server)
      phone.lose_line(stage_.chance.below(4) != 0);
  stage_.schedule.in(static_cast<Duration>(100 + stage_.chance.below(6'000)), [this, &server] {
    if (server.is_up()) return;
    stage_.trace.say(server.name() + " starts again");
    server.start();
  });
}

void World::end_faults() {
  for (Server& server : servers_) {
    if (server.pulse().is_still()) server.pulse().go_on();
    if (!server.is_up()) server.start();
    server.weather() = Weather{server.weather().near_ms};
  }
  for (Phone& phone : phones_) {
    if (phone.is_asleep()) phone.sleep(0);
    if (phone.cable() != nullptr) phone.cable()->be_slow(1);
  }
}

}  // namespace palabre::sim
