// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/room_log.hpp"

#include <algorithm>
#include <utility>

#include "app/log_rules.hpp"
#include "app/spawn.hpp"
#include "base/hash.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::app {

namespace {

constexpr Duration far_ms = 5;  // a Redis in the same house answers within one
constexpr std::size_t trips_max = 4;
constexpr std::size_t ahead_max = 512;

// Each with its place and its link of the chain.
std::vector<LoggedEntry> logged_after(Head at, const std::vector<StoredEntry>& stored) {
  std::vector<LoggedEntry> logged;
  for (const StoredEntry& entry : stored) {
    at.seq += 1;
    at.hash = hash_of({at.hash, entry.header, entry.facts});
    logged.push_back(LoggedEntry{at.seq, at.hash, entry});
  }
  return logged;
}

}  // namespace

RoomLog::RoomLog(net::io_context& loop, EventLog& log, Journal* journal, RoomId id)
    : loop_(loop), log_(log), id_(std::move(id)) {
  if (journal != nullptr) chain_ = std::make_shared<OwnChain>(loop, *journal, id_);
}

struct RoomLog::Ahead {
  explicit Ahead(net::io_context& loop) : done(loop) {}
  std::uint64_t after = 0;
  Happening done;
  Result<std::vector<LoggedEntry>> read;
};

Task<void> RoomLog::read_ahead(std::shared_ptr<Ahead> ahead, EventLog& log, RoomId id) {
  ahead->read = co_await log.read(std::move(id), ahead->after, ahead_max);
  ahead->done.happen();
}

// What goes on from where we stand. After an append of ours that came second it has to lead to what
// that came second to; after one whose end nobody knows, only the log knows what it holds.
std::vector<LoggedEntry> RoomLog::told() const {
  if (!chain_ || archived_ || in_doubt_ || head_.seq == 0 || head_.seq < chain_->end().seq)
    return {};
  auto told = log_.told(id_, head_);
  if (told.empty()) return {};
  const LoggedEntry& first = told.front();
  if (first.hash != hash_of({head_.hash, first.entry.header, first.entry.facts})) return {};
  const auto is_there = [this](const LoggedEntry& one) {
    return one.seq == beaten_to_->seq && one.hash == beaten_to_->hash;
  };
  if (beaten_to_ && std::none_of(told.begin(), told.end(), is_there)) return {};
  return told;
}

Task<Result<std::vector<LoggedEntry>>> RoomLog::read_logged(std::size_t max) {
  if (archived_) {
    const auto back = co_await is_back();
    if (!back) co_return tl::unexpected(back.error());
    if (!*back) co_return co_await read_archive(max);
  }
  // With the entry that we stand on: a log that lost its end, or grew another, shows there.
  const std::size_t ours = head_.seq > 0 ? 1 : 0;
  Result<std::vector<LoggedEntry>> logged;
  if (const auto ahead = std::exchange(ahead_, nullptr)) {
    co_await ahead->done.wait();
    logged = std::move(ahead->read);
  } else {
    logged = co_await log_.read(id_, head_.seq - ours, max + ours);
  }
  if (const auto part = logged ? std::nullopt : restored_to(logged.error())) {
    if (chain_ && part->seq < head_.seq) co_return log_behind(head_);
    co_return refuse("unavailable", {{"reason", "restoring"}});
  }
  const auto left = logged ? std::nullopt : archived_at(logged.error());
  if (left && chain_) {
    archived_ = true;
    auto kept = co_await read_archive(max);
    if (kept && kept->empty() && head_.seq < left->seq)
      co_return refuse("unavailable", {{"reason", "archived"}});
    co_return kept;
  }
  if (!logged || ours == 0) co_return logged;
  if (logged->empty() || logged->front().seq != head_.seq || logged->front().hash != head_.hash)
    co_return log_behind(head_);
  logged->erase(logged->begin());
  co_return logged;
}

// Others may have brought it back, to write on or to erase it. The archive is read as well when the
// log does not answer.
Task<Result<bool>> RoomLog::is_back() {
  if (head_.seq == 0) co_return false;  // its beginning is being read
  const auto head = co_await log_.head(id_);
  if (!head && head.error().code == "erased") co_return tl::unexpected(head.error());
  if (!head) co_return false;
  archived_ = false;
  head_.epoch = std::max(head_.epoch, head->epoch);
  chain_->begin(head_);
  co_return true;
}

Task<Result<std::vector<LoggedEntry>>> RoomLog::read_archive(std::size_t max) {
  RoomId id = id_;
  auto kept = co_await chain_->journal().read(std::move(id), head_.seq, max);
  if (!kept) co_return tl::unexpected(kept.error());
  std::vector<LoggedEntry> logged;
  for (JournaledEntry& one : *kept) logged.push_back(std::move(one.logged));
  co_return logged;
}

Task<Result<RoomLog::Slice>> RoomLog::read_on(std::size_t max, bool looks) {
  Result<std::vector<LoggedEntry>> logged = looks ? std::vector<LoggedEntry>() : told();
  is_told_ = !logged->empty() && logged->size() < max;
  if (is_told_)
    ahead_ = nullptr;
  else
    logged = co_await read_logged(max);
  if (!logged) co_return tl::unexpected(logged.error());
  in_doubt_ = false;
  beaten_to_.reset();
  if (!archived_ && !leads_to_ours(*logged, max)) co_return log_behind(head_);
  Slice slice;
  slice.first_seq = head_.seq + 1;
  for (LoggedEntry& one : *logged) {
    const std::string hash = hash_of({head_.hash, one.entry.header, one.entry.facts});
    if (one.seq != head_.seq + 1 || hash != one.hash)
      co_return refuse("damaged", {{"seq", one.seq}});
    // The last one of the turn: a log that lost its end may hold the turn's beginning alone.
    slice.ours = slice.ours || (!tried_.empty() && one.entry.header == tried_);
    wire::EncodedEntry encoded{one.entry.header, one.entry.facts, one.entry.words};
    auto entry = wire::decode_entry(encoded);
    if (!entry) co_return refuse("damaged", {{"seq", one.seq}});
    slice.entries.push_back(std::move(*entry));
    head_.seq = one.seq;
    head_.hash = hash;
    std::string command;
    // Whether it is this entry's is seen when it is needed: others may have written here.
    const std::uint64_t place = one.seq - 1 - std::min<std::uint64_t>(tried_read_, one.seq - 1);
    if (one.seq > tried_read_ && place < tried_commands_.size()) command = tried_commands_[place];
    if (chain_) chain_->add(std::move(one), std::move(command), head_.epoch);
  }
  if (slice.entries.size() < max) forget_tried();
  co_return slice;
}

// A room that is folded anew has to come by where our chain ends: the log may have lost its end
// once more meanwhile, or gone on otherwise.
bool RoomLog::leads_to_ours(const std::vector<LoggedEntry>& logged, std::size_t max) const {
  const Head ours = chain_ ? chain_->end() : Head{};
  if (head_.seq >= ours.seq) return true;
  const std::uint64_t last = logged.empty() ? head_.seq : logged.back().seq;
  if (last < ours.seq) return logged.size() >= max;
  return std::any_of(logged.begin(), logged.end(), [&](const LoggedEntry& one) {
    return one.seq == ours.seq && one.hash == ours.hash;
  });
}

void RoomLog::forget_tried() {
  tried_.clear();
  tried_commands_.clear();
  tried_read_ = 0;
}

struct RoomLog::Flight {
  explicit Flight(net::io_context& loop) : done(loop) {}
  Happening done;
  std::string first;  ///< the hash of its first entry
  std::vector<StoredEntry> entries;
  std::vector<std::string> commands;
  bool beaten = false;  ///< nobody waits for its answer any more
  Result<Appended> appended;
};

Task<void> RoomLog::fly(std::shared_ptr<Flight> flight, EventLog& log, RoomId id, Head expected) {
  auto appended = co_await log.append(
      std::move(id), std::move(expected), std::move(flight->entries), std::move(flight->commands));
  if (flight->beaten) co_return;
  flight->appended = std::move(appended);
  flight->done.happen();
}

// A near one is now and then late.
void RoomLog::measured(Duration trip) {
  trips_.push_back(trip);
  if (trips_.size() > trips_max) trips_.pop_front();
  far_ = chain_ != nullptr && *std::min_element(trips_.begin(), trips_.end()) >= far_ms;
}

// Gives the log's answer, or a conflict as soon as pushes tell of it.
Task<Result<Appended>> RoomLog::send(std::shared_ptr<Flight> flight) {
  const Instant asked_at = log_.now();
  flight_ = flight;
  spawn(loop_, fly(flight, log_, id_, head_), [flight] {
    flight->appended = refuse("unavailable", {{"reason", "broken"}});
    flight->done.happen();
  });
  co_await flight->done.wait();
  flight_ = nullptr;
  if (!flight->beaten) measured(log_.now() - asked_at);
  co_return std::move(flight->appended);
}

// Whatever the log does with it comes after what it has pushed: somebody else's entry stands where
// ours was to stand.
void RoomLog::hear() {
  if (!flight_ || !far_ || flight_->done.happened()) return;
  const auto others = told();
  if (others.empty() || others.front().hash == flight_->first) return;
  flight_->beaten = true;
  flight_->appended = conflict_with(Head{head_.epoch, others.front().seq, others.front().hash});
  flight_->done.happen();
}

Task<Result<std::vector<std::string>>> RoomLog::append(std::vector<room::Entry> entries,
                                                       std::vector<std::string> commands,
                                                       std::vector<std::string> journaled) {
  std::vector<StoredEntry> stored;
  stored.reserve(entries.size());
  for (const room::Entry& entry : entries) {
    wire::EncodedEntry encoded = wire::encode_entry(entry);
    stored.push_back(
        StoredEntry{std::move(encoded.header), std::move(encoded.facts), std::move(encoded.words)});
  }
  if (chain_ && head_.seq == 0) chain_->begin(head_);
  tried_ = stored.back().header;
  auto kept = chain_ ? logged_after(head_, stored) : std::vector<LoggedEntry>();
  // From afar others have mostly written first: unless it is told, what they wrote comes with the
  // refusal.
  ahead_ = nullptr;
  std::shared_ptr<Ahead> ahead;
  if (far_ && !is_told_) {
    ahead = std::make_shared<Ahead>(loop_);
    ahead->after = head_.seq - (head_.seq > 0 ? 1 : 0);
    spawn(loop_, read_ahead(ahead, log_, id_));
  }
  auto flight = std::make_shared<Flight>(loop_);
  if (!kept.empty()) flight->first = kept.front().hash;
  flight->entries = std::move(stored);
  flight->commands = std::move(commands);
  auto appended = co_await send(std::move(flight));
  const bool second = !appended && appended.error().code == "conflict";
  if (second) expect_second();
  in_doubt_ = !appended && !second;
  if (!appended) {
    if (second) {
      ahead_ = std::move(ahead);
      beaten_to_ = head_of(appended.error());
    }
    // The same chain in another epoch: somebody else's orphans were settled.
    const Error& error = appended.error();
    if (error.code == "conflict" && error.params.value("hash", std::string()) == head_.hash)
      head_.epoch = error.params.value("epoch", head_.epoch);
    tried_commands_ = std::move(journaled);
    tried_read_ = head_.seq;
    co_return tl::unexpected(error);
  }
  forget_tried();
  head_ = std::move(appended->head);
  journaled.resize(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i)
    chain_->add(std::move(kept[i]), std::move(journaled[i]), head_.epoch);
  co_return std::move(appended->parked);
}

Task<Result<std::vector<std::string>>> RoomLog::park(std::vector<std::string> commands) {
  RoomId id = id_;
  Head expected = head_;
  std::vector<StoredEntry> none;
  const Instant asked_at = log_.now();
  auto done = co_await log_.append(
      std::move(id), std::move(expected), std::move(none), std::move(commands));
  measured(log_.now() - asked_at);
  if (!done) co_return tl::unexpected(done.error());
  co_return std::move(done->parked);
}

}  // namespace palabre::app
