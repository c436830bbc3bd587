// SPDX-License-Identifier: AGPL-3.0-or-later
// The log in memory, for tests and the simulation: the same promises, and faults on request.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/ports.hpp"

namespace palabre::store {

/// What is stored; several logs (servers) may share one.
struct MemoryRecords {
  struct Room {
    app::Head head;
    std::vector<app::LoggedEntry> entries;
    std::vector<std::string> parked;
    bool erased = false;
    std::uint64_t whole_at = 0;               ///< where what is being put back ends
    Instant hidden_until = 0;                 ///< nobody reads it before, unless it is whole
    std::optional<app::Head> left;            ///< where it ended when it left the log
    std::map<std::string, std::string> kept;  ///< the hash up to which each server has it
    bool is_hidden(Instant at) const { return head.seq < whole_at && at < hidden_until; }
    /// Why nobody reads or appends there now, if so.
    std::optional<Error> barred(Instant at) const;
  };
  std::map<app::RoomId, Room> rooms;
  std::map<std::string, std::string> blobs;
  std::map<std::string, app::RoomId> codes;
  std::map<std::string, Instant> servers;  ///< when each reported last
  std::map<app::RoomId, Instant> closed;   ///< since when; those that left are not among them
  std::map<app::RoomId, Instant> wanted;   ///< since when
  std::vector<std::pair<Instant, app::RoomId>> erased;
  enum class Word { grew, parked };
  std::vector<std::function<void(const app::RoomId&, Word)>> listeners;  ///< one per log
  Instant now = 1'760'000'000'000;
};

class MemoryEventLog final : public app::EventLog {
 public:
  explicit MemoryEventLog(
      boost::asio::io_context& loop,
      std::shared_ptr<MemoryRecords> records = std::make_shared<MemoryRecords>());
  ~MemoryEventLog() override;

  /// The next `count` calls are refused with `code` and do nothing.
  void refuse_next(std::size_t count, std::string code = "unavailable");
  /// The next append is done, and answered `unavailable` all the same.
  void lose_next_answer() { lose_answer_ = true; }
  /// From now on calls wait, in order, until release().
  void hold() { held_ = true; }
  void release();
  std::size_t waiting() const { return held_calls_.size(); }
  /// Another server appends first: what comes next here meets a conflict.
  void append_elsewhere(const app::RoomId& room, app::StoredEntry entry);
  /// What the clock shows; moves only by hand.
  void set_now(Instant now) { records_->now = now; }
  const MemoryRecords& records() const { return *records_; }

  Instant now() const override { return records_->now; }
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
  bool told_of_parked(const app::RoomId& room) override;
  app::Task<Result<void>> put_blob(std::string hash, std::string bytes) override;
  app::Task<Result<std::string>> get_blob(std::string hash) override;
  app::Task<Result<void>> bind_code(std::string code, app::RoomId room) override;
  app::Task<Result<app::RoomId>> find_code(std::string code) override;
  app::Task<Result<void>> release_code(std::string code) override;
  app::Task<Result<void>> erase_words(app::RoomId room, std::vector<std::uint64_t> seqs) override;
  app::Task<Result<void>> erase(app::RoomId room) override;

 private:
  app::Task<void> turn();
  std::optional<Error> fault();
  void add(MemoryRecords::Room& room, app::StoredEntry entry);
  void tell(const app::RoomId& room, MemoryRecords::Word word = MemoryRecords::Word::grew);

  boost::asio::io_context& loop_;
  std::shared_ptr<MemoryRecords> records_;
  std::size_t listener_ = 0;
  std::map<app::RoomId, std::function<void()>> subscribers_;
  std::map<app::RoomId, int> told_of_parked_;  ///< how often, and not asked about yet
  std::vector<std::function<void()>> held_calls_;
  std::size_t refusals_ = 0;
  std::string refusal_code_;
  bool lose_answer_ = false;
  bool held_ = false;
};

}  // namespace palabre::store
