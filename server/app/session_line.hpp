// SPDX-License-Identifier: AGPL-3.0-or-later
// One line of one session: greets, judges nothing, keeps no backlog but its small answers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"
#include "app/rate_limit.hpp"
#include "app/room_host.hpp"
#include "wire/frames.hpp"

namespace palabre::app {

class RoomDirectory;

inline constexpr Duration hello_within_ms = 10'000;          // [L2]
inline constexpr int bad_frames_max = 20;                    // [L3]
inline constexpr std::size_t unanswered_max = 8;             // [C1]
inline constexpr Rate command_rate{20, 100};                 // a burst of 20, then 10 a second
inline constexpr std::size_t answers_bytes_max = 64 * 1024;  // 8 refusals with their parameters
inline constexpr Duration sent_again_within_ms = 10'000;     // what a new line says at first
inline constexpr Duration hidden_every_ms = 10'000;          // a hidden tab is served slowly
inline constexpr Duration silent_max_ms = 90'000;            // three pings of a phone
inline constexpr Duration silent_hidden_max_ms = 300'000;    // browsers slow a hidden tab's timers

class SessionLine final : public Line,
                          public RoomLine,
                          public std::enable_shared_from_this<SessionLine> {
 public:
  SessionLine(std::shared_ptr<Services> services,
              std::shared_ptr<RoomDirectory> rooms,
              std::shared_ptr<LineShell> shell);
  ~SessionLine() override;
  /// Starts the time within which hello has to come.
  void open();

  // of the shell
  void on_message(std::string text) override;
  Outgoing take_outgoing() override;
  void on_closed() override;

  // of the room
  void on_published() override;
  void on_audience_changed() override;
  void on_beat(Instant now) override;
  void on_slept(Duration gap) override { heard_at_ += gap; }
  void end(std::uint16_t close_code, const std::string& reason) override;
  const std::vector<SeatId>& seats() const override { return welcomed_.seats; }
  void go(Duration after_ms) override;

 private:
  enum class Phase { greeting, arriving, attached, ended };

  void on_frame(wire::FrameUp frame);
  void on_bad_frame(const Error& error);
  static bool is_ahead(const wire::Hello& hello, const room::Room& room);
  static bool has_seen_more(const wire::Hello& hello, const room::Room& room);
  static Task<void> arrive(std::shared_ptr<SessionLine> self, wire::Hello hello);
  void arrived(std::shared_ptr<RoomHost> host, const wire::Hello& hello);
  void not_arrived(const Error& error);
  void attach(const wire::Hello& hello);
  void on_command(wire::Command command);
  std::optional<Error> held_back(const wire::Command& command);
  void refuse_for_now(std::uint64_t cseq, Error error);
  void on_reply(std::uint64_t cseq, bool renews_links, const room::Reply& reply);
  void welcome();
  void say(const wire::FrameDown& frame);
  void say_bytes(const std::string& frame);
  bool state_due() const;
  bool whole_due() const;
  void put_state(Outgoing& out);
  bool put_packed(Outgoing& out);
  void now_shown();
  void serve_hidden(Instant now);
  void close(std::uint16_t code, const std::string& reason);
  void leave();

  std::shared_ptr<Services> services_;
  std::shared_ptr<RoomDirectory> rooms_;
  std::shared_ptr<LineShell> shell_;
  std::shared_ptr<RoomHost> host_;
  Phase phase_ = Phase::greeting;
  std::string sid_;
  std::vector<wire::FrameUp> waiting_;  ///< said while arriving; at most frames_max
  AlarmClock::Id hello_due_;

  // What the phone has, and what it is owed.
  bool has_view_ = false;
  bool owed_whole_ = true;
  std::uint32_t shown_epoch_ = 0;
  std::uint64_t shown_seq_ = 0;
  Audience shown_;     ///< the layers that it has
  Audience audience_;  ///< the layers that it is to have
  bool watches_screen_ = false;
  bool unpacks_ = false;  ///< [L5] a large whole view may come packed
  bool hidden_ = false;
  bool hidden_due_ = false;       ///< its turn among the hidden ones has come
  std::int64_t hidden_turn_ = 0;  ///< the last one
  std::uint64_t notice_count_ = 0;
  std::uint64_t presence_count_ = 0;
  std::string answers_;  ///< small frames joined by ","
  bool time_due_ = false;
  wire::Welcome welcomed_;

  // What the phone may.
  Credit credit_;
  std::size_t unanswered_ = 0;
  std::optional<std::uint64_t> held_from_;  ///< [C3] the first command that was refused for now
  Error held_by_;
  int bad_frames_ = 0;
  Instant heard_at_ = 0;
  Instant served_at_ = 0;
  Instant attached_at_ = 0;
};

}  // namespace palabre::app
