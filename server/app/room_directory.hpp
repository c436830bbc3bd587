// SPDX-License-Identifier: AGPL-3.0-or-later
// Which palabres this server holds in memory: loaded when somebody comes, let go when nobody has
// needed them for a while.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/room_host.hpp"

namespace palabre::app {

inline constexpr Duration beat_every_ms = 1'000;
inline constexpr Duration idle_max_ms = 10 * 60 * 1'000;

class RoomDirectory {
 public:
  explicit RoomDirectory(std::shared_ptr<Services> services);
  ~RoomDirectory();

  /// The palabre that this code leads to, as people type it. Refuses with `no_such_palabre`,
  /// `erased`, `damaged`, `newer_version`, `scenario_unreadable`, `unavailable`.
  Task<Result<std::shared_ptr<RoomHost>>> find(std::string typed_code);
  /// One that was founded just now.
  void add(const std::string& code, std::shared_ptr<RoomHost> host);

  /// The palabre of this id, for what no code leads to; gone again when nobody needs it.
  Task<Result<std::shared_ptr<RoomHost>>> visit(RoomId id) { return open(std::move(id)); }
  bool holds(const RoomId& id) const { return hosts_.contains(id); }

  std::size_t size() const { return hosts_.size(); }
  void each(const std::function<void(RoomHost&)>& visit);
  /// Ends every line; nothing is served any more.
  void stop();

 private:
  struct Place {
    explicit Place(net::io_context& loop) : ready(loop) {}
    std::shared_ptr<RoomHost> host;
    Happening ready;
    std::optional<Error> error;
  };
  Task<Result<std::shared_ptr<RoomHost>>> open(RoomId id);
  Task<void> keep_code(std::string code, RoomId id, bool lost);
  void beat();
  void let_go(const RoomId& id);

  std::shared_ptr<Services> services_;
  std::map<RoomId, std::shared_ptr<Place>> hosts_;
  std::map<std::string, RoomId> codes_;  ///< of hosts held
  AlarmClock::Id beat_;
};

}  // namespace palabre::app
