// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/faulty_journal.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace palabre::sim {

namespace asio = boost::asio;
using app::RoomId;
using app::Task;

namespace {

constexpr std::uint64_t seek_spread_ms = 8;
constexpr std::uint64_t slow_one_in = 40;  // the disk is busy with something else
constexpr Duration slow_ms = 400;

}  // namespace

FaultyJournal::FaultyJournal(asio::io_context& loop,
                             Schedule& schedule,
                             Pulse& pulse,
                             std::shared_ptr<store::JournalRecords> records,
                             std::uint64_t seed)
    : loop_(loop),
      schedule_(schedule),
      pulse_(pulse),
      inner_(loop, std::move(records)),
      chance_(seed) {}

Task<void> FaultyJournal::seek() {
  using Token = asio::use_awaitable_t<asio::io_context::executor_type>;
  const Duration slow = chance_.below(slow_one_in) == 0 ? slow_ms : 0;
  done_at_ = std::max(done_at_, schedule_.now()) + slow +
             static_cast<Duration>(chance_.below(seek_spread_ms + 1));
  auto initiate = [this, done = done_at_](auto handler) {
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    std::function<void()> resume = [kept] { std::move (*kept)(); };
    schedule_.at(done, [this, resume] {
      pulse_.reach([this, resume] {
        if (dead_)
          swallowed_.push_back(resume);
        else
          asio::post(loop_, resume);
      });
    });
  };
  Token token;
  return asio::async_initiate<Token, void()>(initiate, token);
}

template <class T>
Task<Result<T>> FaultyJournal::through(Task<Result<T>> call) {
  co_await seek();
  co_return co_await std::move(call);
}

Task<Result<app::Head>> FaultyJournal::head(RoomId room) {
  return through(inner_.head(std::move(room)));
}

Task<Result<std::vector<app::JournaledEntry>>> FaultyJournal::read(RoomId room,
                                                                   std::uint64_t seq,
                                                                   std::size_t max) {
  return through(inner_.read(std::move(room), seq, max));
}

Task<Result<app::Head>> FaultyJournal::write(RoomId room,
                                             app::Head after,
                                             std::uint32_t epoch,
                                             std::vector<app::JournaledEntry> entries) {
  return through(inner_.write(std::move(room), std::move(after), epoch, std::move(entries)));
}

Task<Result<void>> FaultyJournal::put_blob(std::string hash, std::string bytes) {
  return through(inner_.put_blob(std::move(hash), std::move(bytes)));
}

Task<Result<std::string>> FaultyJournal::get_blob(std::string hash) {
  return through(inner_.get_blob(std::move(hash)));
}

Task<Result<void>> FaultyJournal::bind_code(std::string code, RoomId room) {
  return through(inner_.bind_code(std::move(code), std::move(room)));
}

Task<Result<RoomId>> FaultyJournal::find_code(std::string code) {
  return through(inner_.find_code(std::move(code)));
}

Task<Result<std::vector<std::string>>> FaultyJournal::codes(RoomId room) {
  return through(inner_.codes(std::move(room)));
}

Task<Result<std::vector<app::JournaledRoom>>> FaultyJournal::rooms(RoomId after, std::size_t max) {
  return through(inner_.rooms(std::move(after), max));
}

Task<Result<void>> FaultyJournal::mark_closed(RoomId room, app::Head head, Instant at) {
  return through(inner_.mark_closed(std::move(room), std::move(head), at));
}

Task<Result<void>> FaultyJournal::erase(RoomId room) {
  return through(inner_.erase(std::move(room)));
}

}  // namespace palabre::sim
