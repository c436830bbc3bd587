// SPDX-License-Identifier: AGPL-3.0-or-later
// A practice: a palabre with bot seats that answer, pass, object and drop out, so that somebody can
// try a method before a real group does. A bot is a session like any other, without a line to a
// phone: what it does goes through the same inbox, rights and rules.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/practice_words.hpp"
#include "app/room_host.hpp"
#include "room/practise.hpp"

namespace palabre::app {

inline constexpr std::int64_t practice_seats_max = 24;  // one ring; enough to see a method at work
inline constexpr std::int64_t practice_speed_max = 20;
inline constexpr Duration practice_alone_max_ms = 30 * 60 * 1000;  // nobody looks on: it ends

/// What is asked of a practice at founding.
struct PracticeWish {
  std::int64_t seats = 7;    ///< bots: 1 to practice_seats_max
  std::int64_t speed = 1;    ///< how many times quicker than people: 1 to practice_speed_max
  bool facilitates = false;  ///< a bot has the founder's seat; else whoever founded facilitates
};

class Practice : public std::enable_shared_from_this<Practice> {
 public:
  /// `founder_secret` lets a bot take the founder's seat, when it facilitates. `ended` is called
  /// once, when the palabre is closed.
  Practice(std::shared_ptr<Services> services,
           std::shared_ptr<RoomHost> host,
           const PracticeWords& words,
           PracticeWish wish,
           const std::string& founder_secret,
           std::function<void()> ended = {});
  ~Practice();

  /// The bots come in one after the other and begin.
  void begin();
  bool is_over() const { return over_; }

 private:
  class Bot;
  void wait(Duration people_ms);
  void act();
  void come_in();
  void sit_down(const std::string& sid, const room::Reply& reply);
  void step_on(Instant now);
  void drop_or_return(Instant now);
  void send(Bot& bot, room::Practised act);
  void supply_words(Json& body, const std::string& invoke);
  Bot* bot_of(SeatId seat);
  bool looked_at(Instant now);
  void end();

  std::shared_ptr<Services> services_;
  std::shared_ptr<RoomHost> host_;
  const PracticeWords& words_;
  PracticeWish wish_;
  std::string founder_hash_;
  std::function<void()> ended_;
  Random random_;
  std::vector<std::unique_ptr<Bot>> bots_;
  AlarmClock::Id alarm_;
  Instant stepped_at_ = 0;
  std::uint32_t stepped_from_ = 0;
  Instant looked_at_ = 0;
  std::set<std::string> said_;  ///< nobody repeats what another has just said
  std::size_t names_tried_ = 0;
  bool over_ = false;
};

}  // namespace palabre::app
