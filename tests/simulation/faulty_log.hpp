// SPDX-License-Identifier: AGPL-3.0-or-later
// One server's way to the log that all share: calls and pushes take time and get lost, as over a
// network to Redis.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/told.hpp"
#include "base/random.hpp"
#include "simulation/pulse.hpp"
#include "simulation/schedule.hpp"
#include "simulation/trace.hpp"
#include "store/memory_event_log.hpp"

namespace palabre::sim {

/// How the way fares now; changed by hand while a palabre is played.
struct Weather {
  Duration near_ms = 1, spread_ms = 4;  ///< each way takes so long, and at most so much longer
  Instant down_until = 0;               ///< every call is refused, pushes are lost
  Instant lag_until = 0;                ///< everything takes half a second and more
  Instant deaf_until = 0;               ///< pushes are lost
  int lost_requests = 0;                ///< so many of the next appends never arrive
  int lost_replies = 0;                 ///< so many are done, and never answered
  int late_requests = 0;                ///< so many are given up, and done all the same, later
  bool dies_handed_over = false;        ///< the server dies when it is next handed parked commands
  bool tears_after = false;             ///< the log loses the next append as soon as it is done
};

class FaultyLog final : public app::EventLog {
 public:
  FaultyLog(boost::asio::io_context& loop,
            Schedule& schedule,
            Pulse& pulse,
            const std::shared_ptr<store::MemoryRecords>& records,
            Trace& trace,
            std::uint64_t seed,
            Duration skew_ms);

  Weather weather;
  std::function<void()> on_death;  ///< asked for by dies_handed_over
  std::function<void()> on_tear;   ///< asked for by tears_after
  /// The server is gone, with all its calls: some that were under way still reach the log.
  void die();
  bool is_dead() const { return dead_at_ != 0; }
  /// Lets go of what waits for ever, so that it unwinds.
  void bury() { swallowed_.clear(); }
  /// What no log may do to a server: an append that neither a read nor a push told of.
  const std::vector<std::string>& faults() const { return faults_; }

  Instant now() const override;
  app::Task<Result<app::Appended>> append(app::RoomId room,
                                          app::Head expected,
                                          std::vector<app::StoredEntry> entries,
                                          std::vector<std::string> commands) override;
  app::Task<Result<std::vector<app::LoggedEntry>>> read(app::RoomId room,
                                                        std::uint64_t seq,
                                                        std::size_t max) override;
  app::Task<Result<app::Head>> head(app::RoomId room) override;
  app::Task<Result<app::Head>> restore(app::RoomId room,
                                       app::Head expected,
                                       std::uint32_t epoch,
                                       std::vector<app::StoredEntry> entries,
                                       std::uint64_t whole_at) override;
  void subscribe(app::RoomId room, std::function<void()> moved) override;
  void unsubscribe(app::RoomId room) override;
  std::vector<app::LoggedEntry> told(const app::RoomId& room, const app::Head& after) override;
  std::optional<app::Head> told_end(const app::RoomId& room) override { return told_[room].end(); }
  bool told_of_parked(const app::RoomId& room) override;
  app::Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  app::Task<Result<std::string>> get_blob(std::string hash) override;
  app::Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  app::Task<Result<app::RoomId>> find_code(std::string code) override;
  app::Task<Result<void>> release_code(std::string code) override;
  app::Task<Result<void>> erase_words(app::RoomId room, std::vector<std::uint64_t> seqs) override;
  app::Task<Result<void>> erase(app::RoomId room) override;
  /// Another copy of the log took its place: it may have more, and nobody is pushed.
  void grew_untold(const app::RoomId& room);

 private:
  enum class Leg { there, back };
  enum class Fate { arrives, lost_request, lost_reply, late };

  app::Task<void> travel(Leg leg);
  Duration draw_way();
  Fate draw_fate();
  template <class T>
  app::Task<Result<T>> through(app::Task<Result<T>> call);
  void give_up(app::Task<Result<app::Appended>> call);
  static app::Task<void> arrive_late(app::Task<Result<app::Appended>> call);
  void note(const Result<app::Appended>& done, std::size_t parked);
  bool is_down() const { return schedule_.now() < weather.down_until; }
  std::uint64_t head_of(const app::RoomId& room) const;
  void on_push(const app::RoomId& room);
  std::vector<app::LoggedEntry> draw_pushed(const app::RoomId& room);
  void push_parked(const app::RoomId& room);
  void deliver(const app::RoomId& room,
               const app::Head& head,
               const std::vector<app::LoggedEntry>& entries);
  void poll();

  boost::asio::io_context& loop_;
  Schedule& schedule_;
  Pulse& pulse_;
  std::shared_ptr<store::MemoryRecords> records_;
  store::MemoryEventLog inner_;
  Trace& trace_;
  Random chance_;
  Random bare_chance_;  ///< of its own, so that seeds go on meaning what they meant
  Duration skew_ms_;
  Instant dead_at_ = 0;
  bool last_ones_arrive_ = false;
  Instant there_at_ = 0, back_at_ = 0;  ///< when the last of each way arrives: none overtakes it
  std::map<app::RoomId, std::function<void()>> subscribed_;
  std::map<app::RoomId, int> reading_;           ///< looks at it under way
  std::map<app::RoomId, std::uint64_t> known_;   ///< up to here the server was given the log
  std::map<app::RoomId, std::uint64_t> pushed_;  ///< up to here it was pushed, lost or not
  std::map<app::RoomId, app::Head> last_pushed_;
  std::map<app::RoomId, app::Told> told_;
  std::map<app::RoomId, int> told_of_parked_;  ///< how often, and not asked about yet
  std::vector<std::function<void()>> swallowed_;
  std::vector<std::string> faults_;
};

}  // namespace palabre::sim
