// SPDX-License-Identifier: AGPL-3.0-or-later
// One room's end of the log: entries out, entries in, the chain checked on the way.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/own_chain.hpp"
#include "app/ports.hpp"
#include "app/repair.hpp"
#include "room/event.hpp"

namespace palabre::app {

class RoomLog {
 public:
  /// `journal` may be null: on a log of its own a server has nothing to compare it with.
  RoomLog(net::io_context& loop, EventLog& log, Journal* journal, RoomId id);

  const Head& head() const { return head_; }

  /// Learns the log's epoch, and mends the log by the journal. Refuses with `no_such_room`,
  /// `erased`, `archived` when the room left the log and is not journaled whole here. One that only
  /// the journal still holds is read from there.
  Task<Result<Mended>> open();
  bool is_archived() const { return archived_; }

  /// Entries read back, in order.
  struct Slice {
    std::vector<room::Entry> entries;
    std::uint64_t first_seq = 0;  ///< of the first one
    bool ours = false;  ///< what the last append() wrote is there, though it was not told so
  };

  /// The next entries after the head, at most `max` or as many as were told; none at the end of the
  /// log. What was told need not be read, but when `looks` for an end that was lost. Refuses with
  /// `damaged` {seq} when the chain is broken, `log_behind` when the log does not hold our head any
  /// more, and what the log refuses with.
  Task<Result<Slice>> read_on(std::size_t max, bool looks);

  /// Appends at the head. Gives what others parked. Refuses as EventLog::append; after any refusal
  /// the log has to be read on before the next append. `journaled` is what is to be kept beside
  /// each entry, if anything.
  Task<Result<std::vector<std::string>>> append(std::vector<room::Entry> entries,
                                                std::vector<std::string> commands,
                                                std::vector<std::string> journaled);

  /// Whether pushes tell that the log ends where we stand: there is nothing to read.
  bool is_at_end() const {
    return chain_ && !archived_ && !in_doubt_ && log_.told_end(id_) == head_;
  }
  /// Whether each of the last appends and parkings at a shared log took so long that what is read
  /// before the next says little: others will have written meanwhile.
  bool is_far() const { return far_; }

  /// Others have written, as pushes tell: an append from afar that is on its way there comes
  /// second, which need not be waited for.
  void hear();
  /// Whether it is far, and an append came second lately.
  bool comes_second() const { return far_ && log_.now() < second_until_; }
  /// What was seen without an append of ours: others go on writing, or nobody writes any more.
  void expect_second() { second_until_ = log_.now() + second_for_ms; }
  void expect_first() { second_until_ = 0; }
  /// Parks `commands` for whoever appends next: at any time, also during an append. Gives what
  /// others had parked, should the log stand where we do.
  Task<Result<std::vector<std::string>>> park(std::vector<std::string> commands);

  /// Whether the log still has the entry that we stand on, in our epoch. False when it does not
  /// say.
  Task<bool> still_holds();
  /// Learns the epoch of the log, when it stands where we do: others may have raised it.
  Task<void> look_at_epoch();
  /// Asks what look_at_epoch() is to learn, for the answer to come with what is read before.
  void ask_epoch();
  /// After `log_behind`: puts back what the log lost, or begins from nothing on the chain that
  /// holds.
  Task<Result<Mended>> mend();
  /// The orphans of a fork are settled: the journal follows the chain that holds.
  void let_orphans_go();
  /// The room is erased: so is what is journaled of it.
  Task<void> erase_journal();

 private:
  static constexpr Duration second_for_ms = 1'000;  // who has written will mostly write again
  void measured(Duration trip);
  void forget_tried();
  bool leads_to_ours(const std::vector<LoggedEntry>& logged, std::size_t max) const;
  Task<Result<bool>> is_journaled(Head left, Head known);
  Task<Result<bool>> is_back();
  Task<Result<std::vector<LoggedEntry>>> read_archive(std::size_t max);
  void follow(const Mended& mended, Head journaled);
  Task<Result<std::vector<LoggedEntry>>> read_logged(std::size_t max);
  std::vector<LoggedEntry> told() const;
  struct Ahead;  ///< what was read together with an append
  static Task<void> read_ahead(std::shared_ptr<Ahead> ahead, EventLog& log, RoomId id);
  struct Asked;  ///< where the log ends
  static Task<void> ask_head(std::shared_ptr<Asked> asked, EventLog& log, RoomId id);
  struct Flight;  ///< an append on its way
  static Task<void> fly(std::shared_ptr<Flight> flight, EventLog& log, RoomId id, Head expected);
  Task<Result<Appended>> send(std::shared_ptr<Flight> flight);

  net::io_context& loop_;
  EventLog& log_;
  RoomId id_;
  std::shared_ptr<OwnChain> chain_;  ///< null without a journal
  Head head_;
  // Of an append whose end is not known: its first header, and what belongs to its entries.
  std::string tried_;
  std::vector<std::string> tried_commands_;
  std::size_t tried_read_ = 0;
  bool archived_ = false;
  bool far_ = false;
  std::deque<Duration> trips_;  ///< what the last ones took
  Instant second_until_ = 0;
  std::shared_ptr<Ahead> ahead_;    ///< of an append that came second: for the next read_on()
  std::shared_ptr<Asked> asked_;    ///< for the next look_at_epoch()
  std::shared_ptr<Flight> flight_;  ///< null: none is waited for
  bool in_doubt_ = false;           ///< how the last append ended is not known: only a read tells
  std::optional<Head> beaten_to_;   ///< the last append came second to what ends there
  bool is_told_ = false;            ///< what it came second to was told
};

}  // namespace palabre::app
