// SPDX-License-Identifier: AGPL-3.0-or-later
// What everybody in one simulated palabre shares, and its servers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/gateway.hpp"
#include "simulation/faulty_journal.hpp"
#include "simulation/faulty_log.hpp"

namespace palabre::sim {

class Cable;

/// One loop, one clock, one log.
struct Stage {
  explicit Stage(std::uint64_t drawn)
      : seed(drawn),
        schedule(records->now),
        trace(schedule),
        chance(drawn * 0x9e3779b97f4a7c15ULL + 1) {}

  std::uint64_t seed;
  boost::asio::io_context loop;
  std::shared_ptr<store::MemoryRecords> records = std::make_shared<store::MemoryRecords>();
  store::MemoryEventLog elsewhere{loop, records};  ///< of servers that are not played
  Schedule schedule;
  Trace trace;
  Random chance;  ///< of the world; everybody else draws from a seed of their own

  std::vector<std::weak_ptr<Cable>> cables;  ///< all that were ever dialled

  std::uint64_t draw_seed() { return chance.next(); }
};

/// A server that may die at any moment and start again with nothing but the log, and its journal.
class Server {
 public:
  enum class Journaling { none, own };

  Server(Stage& stage,
         std::string name,
         std::shared_ptr<const app::ScenarioLibrary> library,
         Duration near_ms,
         Journaling journaling);

  /// Told when it has died, of whatever.
  std::function<void()> on_died;
  /// Told when the log is to lose what this server has just appended.
  std::function<void()> on_tear;
  const std::string& name() const { return name_; }
  bool is_up() const { return life_ != nullptr; }
  /// Whether somebody who comes is let in.
  bool is_open() const { return is_up() && !draining_; }
  /// Counts its lives: what was said to an earlier one is lost.
  std::size_t life() const { return lives_; }
  app::Gateway& gateway() { return *life_->gateway; }
  FaultyLog& log() { return *life_->log; }
  Weather& weather() { return life_->log->weather; }
  Pulse& pulse() { return pulse_; }
  /// What it journaled; null without a journal.
  const store::JournalRecords* journaled() const { return journaled_.get(); }

  void start();
  void die();
  /// As by SIGTERM: phones are told to come back, then it ends.
  void drain();
  /// As by SIGSTOP, then SIGCONT.
  void stand_still(Duration time);
  /// Takes everything apart, at the end of the world.
  void end();
  /// Rings the alarms that have come; whether there was one.
  bool ring();
  /// When its next alarm comes, in the world's time; 0 for never.
  Instant next() const;
  /// What its logs have seen broken.
  std::vector<std::string> faults() const;

 private:
  struct Life {
    std::unique_ptr<FaultyLog> log;
    std::unique_ptr<FaultyJournal> journal;
    std::unique_ptr<app::Gateway> gateway;
  };

  Stage& stage_;
  std::string name_;
  std::shared_ptr<const app::ScenarioLibrary> library_;
  Duration near_ms_, skew_ms_;
  std::shared_ptr<store::JournalRecords> journaled_;
  Pulse pulse_;
  bool draining_ = false;
  std::size_t lives_ = 0;
  std::unique_ptr<Life> life_;
  std::vector<std::unique_ptr<Life>> ended_;
};

}  // namespace palabre::sim
