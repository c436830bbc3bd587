// SPDX-License-Identifier: AGPL-3.0-or-later
// One server's journal, on a disk of its own that takes its time; what it holds outlives the
// server.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "simulation/pulse.hpp"
#include "simulation/schedule.hpp"
#include "store/memory_journal.hpp"

namespace palabre::sim {

class FaultyJournal final : public app::Journal {
 public:
  FaultyJournal(boost::asio::io_context& loop,
                Schedule& schedule,
                Pulse& pulse,
                std::shared_ptr<store::JournalRecords> records,
                std::uint64_t seed);

  /// The server is gone: what was not written yet never is.
  void die() { dead_ = true; }
  /// Lets go of what waits for ever, so that it unwinds.
  void bury() { swallowed_.clear(); }

  app::Task<Result<app::Head>> head(app::RoomId room) override;
  app::Task<Result<std::vector<app::JournaledEntry>>> read(app::RoomId room,
                                                           std::uint64_t seq,
                                                           std::size_t max) override;
  app::Task<Result<app::Head>> write(app::RoomId room,
                                     app::Head after,
                                     std::uint32_t epoch,
                                     std::vector<app::JournaledEntry> entries) override;
  app::Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  app::Task<Result<std::string>> get_blob(std::string hash) override;
  app::Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  app::Task<Result<app::RoomId>> find_code(std::string code) override;
  app::Task<Result<std::vector<std::string>>> codes(app::RoomId room) override;
  app::Task<Result<std::vector<app::JournaledRoom>>> rooms(app::RoomId after,
                                                           std::size_t max) override;
  app::Task<Result<void>> mark_closed(app::RoomId room, app::Head head, Instant at) override;
  app::Task<Result<void>> erase(app::RoomId room) override;

 private:
  app::Task<void> seek();
  template <class T>
  app::Task<Result<T>> through(app::Task<Result<T>> call);

  boost::asio::io_context& loop_;
  Schedule& schedule_;
  Pulse& pulse_;
  store::MemoryJournal inner_;
  Random chance_;
  Instant done_at_ = 0;  ///< one call after the other
  bool dead_ = false;
  std::vector<std::function<void()>> swallowed_;
};

}  // namespace palabre::sim
