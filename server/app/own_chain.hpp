// SPDX-License-Identifier: AGPL-3.0-or-later
// One room's chain as this server knows it: what is journaled, and what waits to be.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/ports.hpp"

namespace palabre::app {

/// Above this, what waits is let go, and read from the log again when the room is next loaded.
inline constexpr std::size_t unjournaled_max = 16'384;

/// An object beside the room's log rather than a log around the log: only whoever appends knows the
/// command that led to an entry, and only whoever folds the room knows when the orphans of a fork
/// are settled, until when the journal must keep them.
class OwnChain : public std::enable_shared_from_this<OwnChain> {
 public:
  OwnChain(net::io_context& loop, Journal& journal, RoomId id)
      : loop_(loop), journal_(journal), id_(std::move(id)) {}

  Journal& journal() { return journal_; }
  /// The chain goes on after `after`: what else was journaled beyond it is dropped with the next
  /// write.
  void begin(Head after);
  /// The next entry of the chain, to be written behind. Nothing before begin().
  void add(LoggedEntry logged, std::string command, std::uint32_t epoch);
  /// Where the chain ends that was begun; nothing before begin().
  Head end() const;
  /// The journal is left as it is until release(): it holds orphans that are not settled yet.
  void hold() { held_ = true; }
  void release();
  bool is_held() const { return held_; }

  /// The entries after `seq`, at most `max`; of the journal and of what waits.
  Task<Result<std::vector<JournaledEntry>>> read(std::uint64_t seq, std::size_t max);
  /// The hash at `seq`; empty for 0 and for what is not known.
  Task<Result<std::string>> hash_at(std::uint64_t seq);

 private:
  void write_soon();
  static Task<void> write(std::shared_ptr<OwnChain> self);

  net::io_context& loop_;
  Journal& journal_;
  RoomId id_;
  Head after_;  ///< journaled up to here
  std::vector<JournaledEntry> waiting_;
  std::uint32_t epoch_ = 1;
  int begun_ = 0;
  bool follows_ = false;
  bool held_ = false;
  bool writing_ = false;
  bool cut_ = false;  ///< the journal has another end than ours
};

}  // namespace palabre::app
