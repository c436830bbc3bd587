// SPDX-License-Identifier: AGPL-3.0-or-later
// What a server does, beside a log that it shares, for palabres that nobody has open: closed ones
// leave the log once every server has them, and come back when they are asked for; what was erased
// is erased here too; what the log lost is put back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/room_directory.hpp"
#include "app/shelf.hpp"

namespace palabre::app {

inline constexpr Duration keeper_every_ms = 2'000;
/// How long a closed palabre stays in the log, unless the operator says otherwise.
inline constexpr Duration closed_stay_ms = 24LL * 60 * 60 * 1'000;
/// Of a journal that is compared with the log, between two pauses.
inline constexpr std::size_t swept_at_once = 32;
inline constexpr Duration sweep_pause_ms = 100;

class Keeper : public std::enable_shared_from_this<Keeper> {
 public:
  /// With `services` that have a shelf and a journal.
  Keeper(std::shared_ptr<Services> services,
         std::shared_ptr<RoomDirectory> rooms,
         Duration closed_stay);

  /// The first report is made after the server is ready.
  void start();
  void stop();

 private:
  using Self = std::shared_ptr<Keeper>;
  void beat();
  static Task<void> report(Self self);
  static Task<void> work(Self self, Shelf::Told told);
  static Task<void> sweep(Self self);

  Task<void> let_go(RoomId room);
  Task<Result<void>> copy(RoomId room, Head kept, Head head);
  Task<Result<bool>> agrees(RoomId room, Head kept);
  Task<Result<void>> keep_surroundings(RoomId room);
  Task<void> bring_back(RoomId room);
  Task<void> forget(RoomId room);

  Task<Result<void>> compare(JournaledRoom kept);
  Task<Result<void>> compare_lost(JournaledRoom kept);
  Task<Result<void>> compare_ends(JournaledRoom kept, Head head);
  Task<Result<void>> look_at_last(JournaledRoom kept);
  Task<Result<void>> put_back(JournaledRoom kept);
  Task<Result<void>> open_host(RoomId room);

  std::shared_ptr<Services> services_;
  std::shared_ptr<RoomDirectory> rooms_;
  std::string server_;  ///< a name of its own, for as long as it runs
  Duration closed_stay_;
  AlarmClock::Id beat_;
  Instant stays_until_ = 0;  ///< nothing leaves before
  std::size_t due_after_ = 0;
  Instant erased_until_ = 0;
  bool reporting_ = false;
  bool working_ = false;
  bool sweeping_ = false;
  bool sweep_again_ = false;
  bool stopped_ = false;
};

}  // namespace palabre::app
