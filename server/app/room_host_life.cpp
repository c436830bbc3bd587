// SPDX-License-Identifier: AGPL-3.0-or-later
// How a host comes to life from the log, follows it, and minds its clocks and lines.
#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "app/room_host.hpp"
#include "wire/encode.hpp"

namespace palabre::app {
namespace {

constexpr std::size_t slice_max = 1'000;  // a few milliseconds of replay, then others go on
constexpr Duration deadline_again_ms = 1'000;
constexpr Duration closed_watched_ms = 60 * 60 * 1'000;

Bytes frame_of(const wire::FrameDown& frame) {
  return std::make_shared<const std::string>(wire::encode(frame));
}

}  // namespace

// ---- reading

Task<Result<void>> RoomHost::load() {
  serving_ = true;  // what is heard of meanwhile is looked at afterwards
  auto loaded = co_await read_all();
  serving_ = false;
  if (!loaded) {
    stop(1013, "unavailable");
    co_return loaded;
  }
  if (moved_ || !inbox_.empty()) serve_soon();
  co_return loaded;
}

// Listens first, then reads: what is appended between is heard of.
Task<Result<void>> RoomHost::read_all() {
  auto opened = co_await log_.open();
  if (!opened && opened.error().code == "no_such_room") co_return refuse("no_such_palabre");
  if (!opened && opened.error().code == "archived" && services_->shelf != nullptr) {
    co_await services_->shelf->want(id_);  // comes within seconds, if anybody has it
    co_return refuse("unavailable", {{"reason", "archived"}});
  }
  if (!opened) co_return tl::unexpected(opened.error());
  room_ = std::make_shared<const room::Room>();
  take_mended(std::move(*opened));
  follow();
  auto caught = co_await catch_up();
  if (!caught) co_return tl::unexpected(caught.error());
  if (!is_founded()) co_return refuse("no_such_palabre");
  if (room_->taken_out) co_return refuse("moved");
  // What is closed may stay in the archive; what is open was lost.
  if (log_.is_archived() && room_->access != room::Access::closed) {
    auto repaired = co_await repair();
    if (!repaired) co_return repaired;
    caught = co_await catch_up();  // whoever put it back first may have gone on
    if (!caught) co_return tl::unexpected(caught.error());
  }
  if (room_->erasing) {  // a server that died between the word and the deed left it to us
    auto erased = co_await services_->log.erase(id_);
    if (!erased) co_return erased;
    co_await log_.erase_journal();
    co_return refuse("erased");
  }
  co_await keep_blob();
  auto settled = co_await settle_orphans();
  if (!settled) co_return settled;
  const Instant now = services_->alarms.now();
  fanout_.publish(room_, now);
  served_at_ = now;
  const auto deadline = room::next_deadline(*room_);
  if (deadline && *deadline + room::slept_after_ms < now)
    submit(room::ServerCommand(room::Slept{now - room_->touched_at}), nullptr);
  else
    set_deadline();
  co_return Result<void>();
}

void RoomHost::follow() {
  own_moves_ = 0;
  services_->log.subscribe(id_, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->on_moved();
  });
  listen_for_presence();
}

void RoomHost::unfollow() {
  services_->log.unsubscribe(id_);
  if (services_->presence != nullptr) services_->presence->stop_listening(id_);
}

// Applies what others wrote; true when it begins with what our last append wrote unknown to us.
Task<Result<bool>> RoomHost::catch_up() {
  bool ours = false;
  bool others = false;
  if (watched_) log_.ask_epoch();
  for (;;) {
    auto slice = co_await log_.read_on(slice_max, watched_);
    if (!slice && slice.error().code == "log_behind") {
      auto repaired = co_await repair();
      if (!repaired && repaired.error().code == "erased") co_await log_.erase_journal();
      if (!repaired) co_return tl::unexpected(repaired.error());
      if (watched_) log_.ask_epoch();  // what was asked for before is no longer so
      continue;
    }
    if (!slice && slice.error().code == "erased") co_await log_.erase_journal();
    if (!slice) co_return tl::unexpected(slice.error());
    if (slice->entries.empty()) break;
    ours = ours || slice->ours;
    others = others || !slice->ours;
    const bool last = slice->entries.size() < slice_max;
    auto applied = co_await apply_slice(std::move(*slice));
    if (!applied) co_return tl::unexpected(applied.error());
    if (last) break;
    co_await net::post(services_->loop, use_task);
  }
  if (others) drop_slept(inbox_);
  if (std::exchange(watched_, false)) co_await log_.look_at_epoch();
  if (room_->position.epoch != log_.head().epoch && room_->position.seq > 0) {
    room::Room again = *room_;
    again.position.epoch = log_.head().epoch;
    room_ = std::make_shared<const room::Room>(std::move(again));
  }
  co_return ours;
}

Task<Result<void>> RoomHost::apply_slice(RoomLog::Slice slice) {
  room::Room now = *room_;
  now.position.epoch = log_.head().epoch;
  const Instant recent = services_->alarms.now() - base_kept_ms;
  std::uint64_t seq = slice.first_seq;
  for (const room::Entry& entry : slice.entries) {
    auto scenario = co_await scenario_of(entry);
    if (!scenario) co_return tl::unexpected(scenario.error());
    auto next = room::apply(now, entry, seq, *scenario);
    if (!next && next.error().code == "unknown_event")
      co_return refuse("newer_version", next.error().params);
    if (!next) co_return refuse("damaged", {{"seq", seq}});
    now = std::move(*next);
    if (fork_) fork_->saw(entry, seq);
    if (entry.header.at >= recent && now.scenario != nullptr)
      fanout_.keep(std::make_shared<const room::Room>(now), entry.header.at);
    ++seq;
  }
  room_ = std::make_shared<const room::Room>(std::move(now));
  co_return Result<void>();
}

// The founding entry names the blob that the palabre runs on for ever.
Task<Result<std::shared_ptr<const room::Scenario>>> RoomHost::scenario_of(
    const room::Entry& entry) {
  for (const room::LogEvent& event : entry.events) {
    if (event.on || event.record.type != room::Founded::name) continue;
    const std::string hash = event.record.facts.value("scenario_hash", std::string());
    if (auto known = services_->scenarios.find_loaded(hash)) co_return known;
    auto blob = co_await services_->log.get_blob(hash);
    if (!blob && blob.error().code == "no_such_blob" && services_->journal != nullptr)
      blob = co_await services_->journal->get_blob(hash);
    if (!blob) co_return tl::unexpected(blob.error());
    co_return services_->scenarios.load_blob(hash, *blob);
  }
  co_return nullptr;
}

// Our own appends are told as well. One of another server that is taken for ours is found by the
// next append, or within a second.
void RoomHost::on_moved() {
  log_.hear();
  if (services_->log.told_of_parked(id_))
    collect_parked_soon();
  else if (own_moves_ > 0)
    --own_moves_;
  else if (!log_.is_at_end())  // else an earlier word told of it as well
    look_again();
}

void RoomHost::look_again() {
  if (room_ == nullptr || broken_) return;
  moved_ = true;
  serve_soon();
}

struct RoomHost::Reading {
  explicit Reading(net::io_context& loop) : done(loop) {}
  Happening done;
  Result<void> read;
};

Task<Result<void>> RoomHost::read_on() {
  if (room_ == nullptr || broken_) co_return refuse("unavailable", {{"reason", "stopped"}});
  const auto reading = std::make_shared<Reading>(services_->loop);
  readers_.push_back(reading);
  watched_ = watched_ || services_->journal != nullptr;
  look_again();
  co_await reading->done.wait();
  co_return reading->read;
}

// Reads on and publishes, then tells those who waited for it when it began.
Task<Result<void>> RoomHost::catch_up_told() {
  const std::size_t count = readers_.size();
  const auto caught = co_await catch_up();
  Result<void> read;
  if (caught)
    read = co_await settle_orphans();
  else
    read = tl::unexpected(caught.error());
  bring_back(inbox_);
  publish();
  tell_readers(count, read);
  co_return read;
}

void RoomHost::tell_readers(std::size_t count, const Result<void>& read) {
  const auto end = readers_.begin() + static_cast<std::ptrdiff_t>(std::min(count, readers_.size()));
  for (auto at = readers_.begin(); at != end; ++at) {
    (*at)->read = read;
    (*at)->done.happen();
  }
  readers_.erase(readers_.begin(), end);
}

// ---- clocks

void RoomHost::set_deadline() {
  services_->alarms.cancel(deadline_);
  const auto next = room::next_deadline(*room_);
  if (!next) return;
  // One that comes again although it has been settled must not keep the loop busy.
  const bool again = *next == deadline_rung_;
  const Instant at = again ? services_->alarms.now() + deadline_again_ms : *next;
  deadline_ = services_->alarms.ring_at(at, [this, due = *next] {
    deadline_ = AlarmClock::Id{};
    deadline_rung_ = due;
    submit(room::ServerCommand(room::Tick{}), nullptr);
  });
}

// A laptop slept: running deadlines are moved by it before anything else is judged, unless another
// server served the room meanwhile.
void RoomHost::notice_sleep() {
  const Instant now = services_->alarms.now();
  const Duration gap = now - std::exchange(served_at_, now);
  if (gap <= room::slept_after_ms || !is_founded()) return;
  lines_.each([gap](RoomLine& line) { line.on_slept(gap); });
  if (room_->access == room::Access::closed) return;  // nothing runs in it any more
  if (room_->timers.empty() && !room::next_deadline(*room_)) return;
  inbox_.insert(inbox_.begin(), Item{room::ServerCommand(room::Slept{gap}), nullptr});
  moved_ = true;
  serve_soon();
}

void RoomHost::beat() {
  if (room_ == nullptr || broken_) return;
  notice_sleep();
  const Instant now = services_->alarms.now();
  // A shared log is looked at each second, for it may lose its end. What has long been closed may
  // have been let go, and is not missed.
  const bool open =
      room_->access != room::Access::closed || room_->touched_at + closed_watched_ms > now;
  const bool shared = services_->journal != nullptr && open && !log_.is_archived();
  note_closed();
  if (shared) check_soon();
  if (std::exchange(own_moves_, 0) > 0 && !serving_) look_again();
  lines_.each([now](RoomLine& line) { line.on_beat(now); });
  tell_presence();
  if (looked_at_ + presence_every_ms <= now) {
    looked_at_ = now;
    look_at_presence();
  }
}

void RoomHost::check_soon() {
  if (checking_) return;
  checking_ = true;
  spawn(services_->loop, check(shared_from_this()));
}

Task<void> RoomHost::check(std::shared_ptr<RoomHost> self) {
  const bool holds = co_await self->log_.still_holds();
  self->checking_ = false;
  if (holds || self->broken_) co_return;
  self->watched_ = true;
  self->look_again();
}

Instant RoomHost::idle_since() const { return deadline_ == AlarmClock::Id{} ? idle_since_ : 0; }

// ---- lines

void RoomHost::attach(const std::string& sid, RoomLine* line) {
  idle_since_ = 0;
  RoomLine* before = lines_.add(sid, line);
  if (before != nullptr) before->end(4002, "replaced");
  tell_presence_soon();
}

void RoomHost::detach(const std::string& sid, RoomLine* line) {
  lines_.remove(sid, line);
  if (lines_.size() == 0 && !serving_) idle_since_ = services_->alarms.now();
  tell_presence_soon();
}

void RoomHost::show_notice(const char* code) {
  if (noticed_ == code) return;
  noticed_ = std::string_view(code) == "saved" ? "" : code;
  notice_.frame = frame_of(wire::FrameDown(wire::Notice{Error{code, Json::object()}}));
  ++notice_.count;
  wake_lines();
}

void RoomHost::stop(std::uint16_t close_code, const std::string& reason) {
  if (!std::exchange(broken_, true)) unfollow();
  lines_.each([&](RoomLine& line) { line.end(close_code, reason); });
  tell_readers(readers_.size(), refuse("unavailable", {{"reason", reason}}));
  auto left = std::exchange(inbox_, {});
  std::move(held_.begin(), held_.end(), std::back_inserter(left));
  held_.clear();
  refuse_all(left, Error{reason, Json::object()}, close_code != 1013);
}

void RoomHost::break_down(const Error& error) {
  spdlog::error("room {} stops: {} {}", id_.substr(0, 8), error.code, error.params.dump());
  stop(1013, "unavailable");
}

}  // namespace palabre::app
