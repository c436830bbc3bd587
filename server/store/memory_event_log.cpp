// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/memory_event_log.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "app/log_rules.hpp"
#include "base/check.hpp"
#include "base/hash.hpp"

namespace palabre::store {

namespace asio = boost::asio;
using app::RoomId;
using app::Task;

namespace {

// Whoever stands on another side of a fork has to decide again first what only that side holds.
bool holds(const MemoryRecords::Room& room, const app::Head& expected) {
  if (expected.seq == 0) return true;
  return expected.seq <= room.entries.size() &&
         room.entries[expected.seq - 1].hash == expected.hash;
}

}  // namespace

std::optional<Error> MemoryRecords::Room::barred(Instant at) const {
  if (erased) return Error{"erased", Json::object()};
  if (is_hidden(at)) return app::restoring_at(head).value();
  if (left) return app::left_at(*left).value();
  return std::nullopt;
}

MemoryEventLog::MemoryEventLog(asio::io_context& loop, std::shared_ptr<MemoryRecords> records)
    : loop_(loop), records_(std::move(records)), listener_(records_->listeners.size()) {
  records_->listeners.emplace_back([this](const RoomId& room, MemoryRecords::Word word) {
    const auto subscriber = subscribers_.find(room);
    if (subscriber == subscribers_.end()) return;
    if (word == MemoryRecords::Word::parked) ++told_of_parked_[room];
    asio::post(loop_, subscriber->second);
  });
}

MemoryEventLog::~MemoryEventLog() {
  records_->listeners[listener_] = [](const RoomId&, MemoryRecords::Word) {};
}

void MemoryEventLog::refuse_next(std::size_t count, std::string code) {
  refusals_ = count;
  refusal_code_ = std::move(code);
}

void MemoryEventLog::release() {
  held_ = false;
  for (const auto& resume : std::exchange(held_calls_, {})) asio::post(loop_, resume);
}

void MemoryEventLog::append_elsewhere(const RoomId& room, app::StoredEntry entry) {
  add(records_->rooms[room], std::move(entry));
  tell(room);
}

void MemoryEventLog::tell(const RoomId& room, MemoryRecords::Word word) {
  for (const auto& listener : records_->listeners) listener(room, word);
}

bool MemoryEventLog::told_of_parked(const RoomId& room) {
  const auto told = told_of_parked_.find(room);
  if (told == told_of_parked_.end() || told->second == 0) return false;
  --told->second;
  return true;
}

// Every call completes in a later turn of the loop, as it would with a disk.
Task<void> MemoryEventLog::turn() {
  using Token = asio::use_awaitable_t<asio::io_context::executor_type>;
  auto initiate = [this](auto handler) {
    auto resume = std::make_shared<decltype(handler)>(std::move(handler));
    std::function<void()> call = [resume] { std::move (*resume)(); };
    if (held_)
      held_calls_.push_back(std::move(call));
    else
      asio::post(loop_, std::move(call));
  };
  Token token;
  return asio::async_initiate<Token, void()>(initiate, token);
}

std::optional<Error> MemoryEventLog::fault() {
  if (refusals_ == 0) return std::nullopt;
  refusals_ -= 1;
  return Error{refusal_code_};
}

void MemoryEventLog::add(MemoryRecords::Room& room, app::StoredEntry entry) {
  room.head.seq += 1;
  room.head.hash = hash_of({room.head.hash, entry.header, entry.facts});
  app::LoggedEntry logged;
  logged.seq = room.head.seq;
  logged.hash = room.head.hash;
  logged.entry = std::move(entry);
  room.entries.push_back(std::move(logged));
}

Task<Result<app::Appended>> MemoryEventLog::append(RoomId room,
                                                   app::Head expected,
                                                   std::vector<app::StoredEntry> entries,
                                                   std::vector<std::string> commands) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->rooms.find(room);
  const MemoryRecords::Room none;
  const MemoryRecords::Room& there = found == records_->rooms.end() ? none : found->second;
  if (auto barred = there.barred(now())) co_return tl::unexpected(std::move(*barred));
  if (app::ends_before(there.head, expected)) co_return app::log_behind(there.head);
  if (there.head != expected) {
    if (!holds(there, expected)) co_return app::conflict_with(there.head);
    if (there.parked.size() + commands.size() > app::parked_commands_max)
      co_return refuse("inbox_full");
    MemoryRecords::Room& changed = records_->rooms[room];
    changed.parked.insert(changed.parked.end(), commands.begin(), commands.end());
    if (!commands.empty()) tell(room, MemoryRecords::Word::parked);
    co_return app::conflict_with(changed.head);
  }
  MemoryRecords::Room& changed = records_->rooms[room];
  for (app::StoredEntry& entry : entries) add(changed, std::move(entry));
  if (!entries.empty()) tell(room);
  if (std::exchange(lose_answer_, false)) co_return refuse("unavailable", {{"reason", "lost"}});
  app::Appended appended;
  appended.head = changed.head;
  appended.parked = std::exchange(changed.parked, {});
  co_return appended;
}

Task<Result<std::vector<app::LoggedEntry>>> MemoryEventLog::read(RoomId room,
                                                                 std::uint64_t seq,
                                                                 std::size_t max) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  std::vector<app::LoggedEntry> entries;
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return entries;
  if (auto barred = found->second.barred(now())) co_return tl::unexpected(std::move(*barred));
  const auto& all = found->second.entries;
  const std::size_t last = std::min(all.size(), seq + std::min(max, app::append_entries_max));
  for (std::size_t i = seq; i < last; ++i) entries.push_back(all[i]);
  co_return entries;
}

Task<Result<app::Head>> MemoryEventLog::head(RoomId room) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return refuse("no_such_room");
  if (auto barred = found->second.barred(now())) co_return tl::unexpected(std::move(*barred));
  if (found->second.head.seq == 0) co_return refuse("no_such_room");  // only parked commands
  co_return found->second.head;
}

Task<Result<app::Head>> MemoryEventLog::restore(RoomId room,
                                                app::Head expected,
                                                std::uint32_t epoch,
                                                std::vector<app::StoredEntry> entries,
                                                std::uint64_t whole_at) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->rooms.find(room);
  const MemoryRecords::Room none;
  const MemoryRecords::Room& there = found == records_->rooms.end() ? none : found->second;
  if (there.erased) co_return refuse("erased");
  if (there.head != expected || epoch < there.head.epoch) co_return app::conflict_with(there.head);
  MemoryRecords::Room& changed = records_->rooms[room];
  changed.head.epoch = epoch;
  changed.whole_at = std::max(whole_at, changed.is_hidden(now()) ? changed.whole_at : 0);
  if (changed.left) changed.whole_at = std::max(changed.whole_at, changed.left->seq);
  changed.hidden_until = now() + app::restoring_ms;
  for (app::StoredEntry& entry : entries) add(changed, std::move(entry));
  if (changed.head.seq >= changed.whole_at) {
    changed.whole_at = 0;
    changed.left.reset();
  }
  tell(room);
  if (std::exchange(lose_answer_, false)) co_return refuse("unavailable", {{"reason", "lost"}});
  co_return changed.head;
}

void MemoryEventLog::subscribe(RoomId room, std::function<void()> moved) {
  subscribers_[std::move(room)] = std::move(moved);
}

void MemoryEventLog::unsubscribe(RoomId room) { subscribers_.erase(room); }

Task<Result<void>> MemoryEventLog::put_blob(std::string hash, std::string bytes) {
  PALABRE_CHECK(hash == short_hash_of(bytes));
  const Result<void> fits = app::check_size(bytes);
  if (!fits) co_return fits;
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  records_->blobs.emplace(std::move(hash), std::move(bytes));
  co_return Result<void>();
}

Task<Result<std::string>> MemoryEventLog::get_blob(std::string hash) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->blobs.find(hash);
  if (found == records_->blobs.end()) co_return refuse("no_such_blob");
  co_return found->second;
}

Task<Result<void>> MemoryEventLog::bind_code(std::string code, RoomId room) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto bound = records_->codes.emplace(std::move(code), room).first;
  if (bound->second != room) co_return refuse("code_taken");
  co_return Result<void>();
}

Task<Result<RoomId>> MemoryEventLog::find_code(std::string code) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->codes.find(code);
  if (found == records_->codes.end()) co_return refuse("no_such_palabre");
  co_return found->second;
}

Task<Result<void>> MemoryEventLog::release_code(std::string code) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  records_->codes.erase(code);
  co_return Result<void>();
}

Task<Result<void>> MemoryEventLog::erase_words(RoomId room, std::vector<std::uint64_t> seqs) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return refuse("no_such_room");
  if (auto barred = found->second.barred(now())) co_return tl::unexpected(std::move(*barred));
  const std::set<std::uint64_t> chosen(seqs.begin(), seqs.end());
  for (app::LoggedEntry& entry : found->second.entries)
    if (chosen.empty() || chosen.count(entry.seq) > 0) entry.entry.words.clear();
  co_return Result<void>();
}

Task<Result<void>> MemoryEventLog::erase(RoomId room) {
  co_await turn();
  if (auto error = fault()) co_return tl::unexpected(std::move(*error));
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) co_return refuse("no_such_room");
  found->second = MemoryRecords::Room();
  found->second.erased = true;
  records_->erased.emplace_back(now(), room);
  tell(room);
  std::erase_if(records_->codes, [&room](const auto& code) { return code.second == room; });
  co_return Result<void>();
}

}  // namespace palabre::store
