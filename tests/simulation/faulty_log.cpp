// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/faulty_log.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

namespace palabre::sim {

namespace asio = boost::asio;
using app::Appended;
using app::RoomId;
using app::Task;

namespace {

constexpr Duration poll_every_ms = 1'000;  // heads are polled for a push that was lost
constexpr Duration lag_min_ms = 500;
constexpr std::uint64_t lag_spread_ms = 1'500;
constexpr Duration late_min_ms = 20;
constexpr std::uint64_t late_spread_ms = 600;
constexpr std::uint64_t bare_percent = 20;  // pushes whose entries are too many to be told

void raise(std::uint64_t& at, std::uint64_t seq) { at = std::max(at, seq); }

tl::unexpected<Error> unreachable() { return refuse("unavailable", {{"reason", "simulated"}}); }

}  // namespace

FaultyLog::FaultyLog(asio::io_context& loop,
                     Schedule& schedule,
                     Pulse& pulse,
                     const std::shared_ptr<store::MemoryRecords>& records,
                     Trace& trace,
                     std::uint64_t seed,
                     Duration skew_ms)
    : loop_(loop),
      schedule_(schedule),
      pulse_(pulse),
      records_(records),
      inner_(loop, records),
      trace_(trace),
      chance_(seed),
      bare_chance_(seed),
      skew_ms_(skew_ms) {
  schedule_.in(poll_every_ms, [this] { poll(); });
}

void FaultyLog::die() {
  dead_at_ = schedule_.now();
  last_ones_arrive_ = chance_.below(2) == 0;
  for (const auto& [room, one] : subscribed_) inner_.unsubscribe(room);
  subscribed_.clear();
}

Instant FaultyLog::now() const {
  const Instant running = pulse_.is_still() ? pulse_.still_since() : schedule_.now();
  return (is_dead() ? dead_at_ : running) - skew_ms_;
}

// ---- calls

Duration FaultyLog::draw_way() {
  Duration way =
      weather.near_ms +
      static_cast<Duration>(chance_.below(static_cast<std::uint64_t>(weather.spread_ms) + 1));
  if (schedule_.now() < weather.lag_until)
    way += lag_min_ms + static_cast<Duration>(chance_.below(lag_spread_ms));
  return way;
}

// One leg of a call. Calls of one server keep their order, as on one connection. What is on its
// way when the server dies may arrive; nothing comes back to it. To one that stands still it comes
// back later.
Task<void> FaultyLog::travel(Leg leg) {
  using Token = asio::use_awaitable_t<asio::io_context::executor_type>;
  const Instant left_at = schedule_.now();
  Instant& last = leg == Leg::there ? there_at_ : back_at_;
  last = std::max(last, left_at + draw_way());
  auto initiate = [this, leg, left_at, arrives = last](auto handler) {
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    std::function<void()> resume = [kept] { std::move (*kept)(); };
    schedule_.at(arrives, [this, leg, left_at, resume] {
      const auto arrive = [this, leg, left_at, resume] {
        const bool goes_on =
            !is_dead() || (leg == Leg::there && left_at < dead_at_ && last_ones_arrive_);
        if (goes_on)
          asio::post(loop_, resume);
        else
          swallowed_.push_back(resume);
      };
      if (leg == Leg::there)
        arrive();
      else
        pulse_.reach(arrive);
    });
  };
  Token token;
  return asio::async_initiate<Token, void()>(initiate, token);
}

template <class T>
Task<Result<T>> FaultyLog::through(Task<Result<T>> call) {
  co_await travel(Leg::there);
  if (is_down()) {
    co_await travel(Leg::back);
    co_return unreachable();
  }
  Result<T> done = co_await std::move(call);
  co_await travel(Leg::back);
  if (is_down()) co_return unreachable();
  co_return done;
}

FaultyLog::Fate FaultyLog::draw_fate() {
  const auto takes = [](int& left) {
    if (left == 0) return false;
    --left;
    return true;
  };
  if (takes(weather.lost_requests)) return Fate::lost_request;
  if (takes(weather.lost_replies)) return Fate::lost_reply;
  if (takes(weather.late_requests)) return Fate::late;
  return Fate::arrives;
}

Task<Result<Appended>> FaultyLog::append(RoomId room,
                                         app::Head expected,
                                         std::vector<app::StoredEntry> entries,
                                         std::vector<std::string> commands) {
  const Fate fate = draw_fate();
  const std::size_t parked = commands.size();
  if (fate == Fate::late) {
    give_up(inner_.append(room, expected, std::move(entries), std::move(commands)));
    co_await travel(Leg::there);
    co_await travel(Leg::back);
    co_return unreachable();
  }
  co_await travel(Leg::there);
  if (fate == Fate::lost_request) {
    trace_.count("request lost");
    trace_.say("an append is lost on its way");
  }
  if (fate == Fate::lost_request || is_down()) {
    co_await travel(Leg::back);
    co_return unreachable();
  }
  auto call = inner_.append(room, expected, std::move(entries), std::move(commands));
  auto done = co_await std::move(call);
  note(done, parked);
  if (done && !done->parked.empty() && !is_dead() &&
      std::exchange(weather.dies_handed_over, false)) {
    trace_.count("handed over, then died");
    on_death();
  }
  if (done && !is_dead() && std::exchange(weather.tears_after, false)) on_tear();
  co_await travel(Leg::back);
  if (done && (fate == Fate::lost_reply || is_down())) {
    trace_.count("reply lost after commit");
    trace_.say("an append is done, its answer lost");
    co_return unreachable();
  }
  if (done) raise(known_[room], done->head.seq);
  co_return done;
}

// Nobody waits for it any more; it arrives all the same.
void FaultyLog::give_up(Task<Result<Appended>> call) {
  trace_.count("request late");
  trace_.say("an append is given up, and arrives later");
  const Duration wait = late_min_ms + static_cast<Duration>(chance_.below(late_spread_ms));
  const auto kept = std::make_shared<Task<Result<Appended>>>(std::move(call));
  schedule_.in(
      wait, [this, kept] { asio::co_spawn(loop_, arrive_late(std::move(*kept)), asio::detached); });
}

Task<void> FaultyLog::arrive_late(Task<Result<Appended>> call) { co_await std::move(call); }

void FaultyLog::note(const Result<Appended>& done, std::size_t parked) {
  if (done) {
    trace_.count("append");
    trace_.count("handed over", done->parked.size());
  } else if (done.error().code == "conflict") {
    trace_.count("conflict");
    trace_.count("parked", parked);
    if (is_dead()) trace_.count("parked by the dead", parked);
  }
}

Task<Result<std::vector<app::LoggedEntry>>> FaultyLog::read(RoomId room,
                                                            std::uint64_t seq,
                                                            std::size_t max) {
  ++reading_[room];
  auto entries = co_await through(inner_.read(room, seq, max));
  --reading_[room];
  if (entries && !entries->empty()) raise(known_[room], entries->back().seq);
  co_return entries;
}

Task<Result<app::Head>> FaultyLog::head(RoomId room) {
  ++reading_[room];
  auto head = co_await through(inner_.head(room));
  --reading_[room];
  co_return head;
}

Task<Result<app::Head>> FaultyLog::restore(RoomId room,
                                           app::Head expected,
                                           std::uint32_t epoch,
                                           std::vector<app::StoredEntry> entries,
                                           std::uint64_t whole_at) {
  auto restored = co_await through(
      inner_.restore(room, std::move(expected), epoch, std::move(entries), whole_at));
  if (restored) {
    trace_.say(fmt::format("the log is mended: {} entries in epoch {}", restored->seq, epoch));
    raise(known_[room], restored->seq);
  }
  co_return restored;
}

Task<Result<void>> FaultyLog::put_blob(std::string hash, std::string bytes) {
  return through(inner_.put_blob(std::move(hash), std::move(bytes)));
}

Task<Result<std::string>> FaultyLog::get_blob(std::string hash) {
  return through(inner_.get_blob(std::move(hash)));
}

Task<Result<void>> FaultyLog::bind_code(std::string code, RoomId room) {
  return through(inner_.bind_code(std::move(code), std::move(room)));
}

Task<Result<RoomId>> FaultyLog::find_code(std::string code) {
  return through(inner_.find_code(std::move(code)));
}

Task<Result<void>> FaultyLog::release_code(std::string code) {
  return through(inner_.release_code(std::move(code)));
}

Task<Result<void>> FaultyLog::erase_words(RoomId room, std::vector<std::uint64_t> seqs) {
  return through(inner_.erase_words(std::move(room), std::move(seqs)));
}

Task<Result<void>> FaultyLog::erase(RoomId room) { return through(inner_.erase(std::move(room))); }

// ---- pushes

std::uint64_t FaultyLog::head_of(const RoomId& room) const {
  const auto found = records_->rooms.find(room);
  return found == records_->rooms.end() ? 0 : found->second.head.seq;
}

void FaultyLog::subscribe(RoomId room, std::function<void()> moved) {
  if (is_dead()) return;
  subscribed_[room] = std::move(moved);
  inner_.subscribe(room, [this, room] { on_push(room); });
}

void FaultyLog::unsubscribe(RoomId room) {
  inner_.unsubscribe(room);
  subscribed_.erase(room);
  told_.erase(room);
}

std::vector<app::LoggedEntry> FaultyLog::told(const RoomId& room, const app::Head& after) {
  const auto found = told_.find(room);
  if (found == told_.end()) return {};
  auto entries = found->second.after(after);
  if (!entries.empty()) {
    trace_.count("told");
    raise(known_[room], entries.back().seq);
  }
  return entries;
}

bool FaultyLog::told_of_parked(const RoomId& room) {
  int& told = told_of_parked_[room];
  if (told == 0) return false;
  --told;
  return true;
}

void FaultyLog::push_parked(const RoomId& room) {
  if (is_down() || schedule_.now() < weather.deaf_until) {
    trace_.count("push lost");
    return;
  }
  schedule_.in(draw_way(), [this, room] {
    pulse_.reach([this, room] {
      const auto at = subscribed_.find(room);
      if (is_dead() || at == subscribed_.end()) return;
      trace_.count("told of parked");
      ++told_of_parked_[room];
      asio::post(loop_, at->second);
    });
  });
}

void FaultyLog::on_push(const RoomId& room) {
  if (!subscribed_.contains(room)) return;
  if (inner_.told_of_parked(room)) return push_parked(room);
  raise(pushed_[room], head_of(room));
  auto entries = draw_pushed(room);
  if (is_down() || schedule_.now() < weather.deaf_until) {
    trace_.count("push lost");
    return;
  }
  schedule_.in(draw_way(), [this, room, head = last_pushed_[room], entries = std::move(entries)] {
    deliver(room, head, entries);
  });
}

// What was appended since the last push; none where the log has another chain now, or by chance.
std::vector<app::LoggedEntry> FaultyLog::draw_pushed(const RoomId& room) {
  const auto found = records_->rooms.find(room);
  if (found == records_->rooms.end()) return {};
  const app::Head before = std::exchange(last_pushed_[room], found->second.head);
  std::vector<app::LoggedEntry> entries;
  if (before.epoch != found->second.head.epoch || bare_chance_.below(100) < bare_percent)
    return entries;
  for (const app::LoggedEntry& one : found->second.entries)
    if (one.seq > before.seq) entries.push_back(one);
  return entries;
}

void FaultyLog::deliver(const RoomId& room,
                        const app::Head& head,
                        const std::vector<app::LoggedEntry>& entries) {
  const auto found = subscribed_.find(room);
  if (found == subscribed_.end()) return;
  pulse_.reach([this, room, head, entries, moved = found->second] {
    if (is_dead()) return;
    told_[room].grew(head, entries);
    asio::post(loop_, moved);
  });
}

void FaultyLog::grew_untold(const RoomId& room) { raise(pushed_[room], head_of(room)); }

// What pushes did not tell is found by its position; what not even a lost push would have told of
// was appended while nobody listened.
void FaultyLog::poll() {
  if (is_dead()) return;
  schedule_.in(poll_every_ms, [this] { poll(); });
  if (is_down() || pulse_.is_still()) return;
  for (const auto& [room, moved] : subscribed_) {
    const std::uint64_t head = head_of(room);
    if (const auto found = records_->rooms.find(room); found != records_->rooms.end())
      told_[room].ends(found->second.head);
    if (head == known_[room]) continue;
    if (head > std::max(known_[room], pushed_[room]) && reading_[room] == 0)
      faults_.push_back(fmt::format("nothing told a server of seq {}", head));
    asio::post(loop_, moved);
  }
}

}  // namespace palabre::sim
