// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/room_directory.hpp"

#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "app/join_code.hpp"

namespace palabre::app {

RoomDirectory::RoomDirectory(std::shared_ptr<Services> services) : services_(std::move(services)) {
  beat_ = services_->alarms.ring_at(services_->alarms.now() + beat_every_ms, [this] { beat(); });
}

RoomDirectory::~RoomDirectory() { services_->alarms.cancel(beat_); }

Task<Result<std::shared_ptr<RoomHost>>> RoomDirectory::find(std::string typed_code) {
  const auto code = read_code(typed_code);
  if (!code) co_return refuse("no_such_palabre");
  const auto known = codes_.find(*code);
  if (known != codes_.end()) {
    RoomId id = known->second;
    co_return co_await open(std::move(id));
  }
  auto found = co_await services_->log.find_code(*code);
  const bool lost = !found && found.error().code == "no_such_palabre";
  if (lost && services_->journal != nullptr) found = co_await services_->journal->find_code(*code);
  if (!found) co_return tl::unexpected(found.error());
  RoomId id = *found;
  auto host = co_await open(std::move(*found));
  if (!host) co_return host;
  if (hosts_.contains(id)) codes_[*code] = id;
  co_await keep_code(*code, std::move(id), lost);
  co_return host;
}

// A log that lost everything leads to its palabres again, also those that were not looked for.
Task<void> RoomDirectory::keep_code(std::string code, RoomId id, bool lost) {
  if (services_->journal == nullptr) co_return;
  if (lost)
    co_await services_->log.bind_code(code, id);
  else
    co_await services_->journal->bind_code(code, id);
}

void RoomDirectory::add(const std::string& code, std::shared_ptr<RoomHost> host) {
  codes_[code] = host->id();
  auto place = std::make_shared<Place>(services_->loop);
  place->ready.happen();
  const RoomId id = host->id();
  place->host = std::move(host);
  hosts_[id] = std::move(place);
  services_->metrics.rooms.Set(static_cast<double>(hosts_.size()));
}

// Whoever comes while a palabre is being loaded waits for the same loading.
Task<Result<std::shared_ptr<RoomHost>>> RoomDirectory::open(RoomId id) {
  const auto at = hosts_.find(id);
  if (at != hosts_.end() && !(at->second->host && at->second->host->is_broken())) {
    const auto place = at->second;
    co_await place->ready.wait();
    if (place->error) co_return tl::unexpected(*place->error);
    co_return place->host;
  }
  const auto place = std::make_shared<Place>(services_->loop);
  hosts_[id] = place;
  place->host = std::make_shared<RoomHost>(services_, id);
  const auto loaded = co_await place->host->load();
  if (!loaded) {
    place->error = loaded.error();
    const std::string& code = loaded.error().code;
    const bool comes = loaded.error().params.value("reason", std::string()) == "archived";
    if (code != "no_such_palabre" && code != "erased" && !comes)
      spdlog::error("room {} cannot be served: {} {}",
                    id.substr(0, 8),
                    loaded.error().code,
                    loaded.error().params.dump());
    const auto still = hosts_.find(id);
    if (still != hosts_.end() && still->second == place) hosts_.erase(still);
  }
  place->ready.happen();
  services_->metrics.rooms.Set(static_cast<double>(hosts_.size()));
  if (!loaded) co_return tl::unexpected(loaded.error());
  co_return place->host;
}

void RoomDirectory::each(const std::function<void(RoomHost&)>& visit) {
  std::vector<std::shared_ptr<Place>> places;
  places.reserve(hosts_.size());
  for (const auto& [id, place] : hosts_) places.push_back(place);
  for (const auto& place : places)
    if (place->ready.happened()) visit(*place->host);
}

void RoomDirectory::stop() {
  services_->alarms.cancel(beat_);
  for (const auto& [id, place] : std::exchange(hosts_, {})) place->host->stop(1001, "stopping");
  codes_.clear();
}

void RoomDirectory::beat() {
  const Instant now = services_->alarms.now();
  beat_ = services_->alarms.ring_at(now + beat_every_ms, [this] { beat(); });
  std::vector<RoomId> gone;
  each([&](RoomHost& host) {
    host.beat();
    const Instant idle = host.idle_since();
    if (host.is_broken() || (idle != 0 && idle + idle_max_ms <= now)) gone.push_back(host.id());
  });
  for (const RoomId& id : gone) let_go(id);
}

void RoomDirectory::let_go(const RoomId& id) {
  hosts_.erase(id);
  std::erase_if(codes_, [&](const auto& one) { return one.second == id; });
  services_->metrics.rooms.Set(static_cast<double>(hosts_.size()));
}

}  // namespace palabre::app
