// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/stage.hpp"

#include <utility>

namespace palabre::sim {
namespace {

// A server knows the log's time to within the way of an answer.
constexpr std::uint64_t skew_max_ms = 20;
// As server.cpp says farewell.
constexpr Duration come_back_within_ms = 2'000;
constexpr Duration farewell_ms = 100;
constexpr std::uint64_t grace_ms = 3'000;

app::Entropy entropy_from(std::uint64_t seed) {
  const auto random = std::make_shared<Random>(seed);
  return [random] {
    Random::Seed drawn{};
    for (std::size_t i = 0; i < drawn.size(); i += 8) {
      const std::uint64_t bits = random->next();
      for (std::size_t byte = 0; byte < 8; ++byte)
        drawn[i + byte] = static_cast<unsigned char>(bits >> (8 * byte));
    }
    return drawn;
  };
}

}  // namespace

Server::Server(Stage& stage,
               std::string name,
               std::shared_ptr<const app::ScenarioLibrary> library,
               Duration near_ms,
               Journaling journaling)
    : stage_(stage),
      name_(std::move(name)),
      library_(std::move(library)),
      near_ms_(near_ms),
      skew_ms_(static_cast<Duration>(stage.chance.below(skew_max_ms + 1))) {
  if (journaling == Journaling::own) journaled_ = std::make_shared<store::JournalRecords>();
  start();
}

// Gateways go before their logs; what waited for the logs unwinds between.
void Server::end() {
  if (life_ != nullptr) ended_.push_back(std::move(life_));
  for (const auto& life : ended_) {
    life->gateway.reset();
    if (!life->log->is_dead()) life->log->die();
    life->log->bury();
    if (life->journal == nullptr) continue;
    life->journal->die();
    life->journal->bury();
  }
}

void Server::start() {
  ++lives_;
  life_ = std::make_unique<Life>();
  life_->log = std::make_unique<FaultyLog>(stage_.loop,
                                           stage_.schedule,
                                           pulse_,
                                           stage_.records,
                                           stage_.trace,
                                           stage_.draw_seed(),
                                           skew_ms_);
  life_->log->weather.near_ms = near_ms_;
  life_->log->on_death = [this] {
    stage_.trace.say(name_ + " dies with what it was handed over");
    die();
  };
  life_->log->on_tear = [this] { on_tear(); };
  app::GatewayOptions options;
  options.library = library_;
  options.build = "simulated";
  options.shared = true;
  options.entropy = entropy_from(stage_.draw_seed());
  if (journaled_ != nullptr) {
    life_->journal = std::make_unique<FaultyJournal>(
        stage_.loop, stage_.schedule, pulse_, journaled_, stage_.draw_seed());
    options.journal = life_->journal.get();
  }
  life_->gateway = std::make_unique<app::Gateway>(stage_.loop, *life_->log, std::move(options));
}

// As by SIGKILL: nothing is told to anybody, and the gateway does nothing more, for its log and its
// clock stand still.
void Server::die() {
  life_->log->die();
  if (life_->journal != nullptr) life_->journal->die();
  ended_.push_back(std::move(life_));
  draining_ = false;
  if (pulse_.is_still()) pulse_.go_on();
  if (on_died) on_died();
}

void Server::drain() {
  draining_ = true;
  life_->gateway->drain(come_back_within_ms);
  const auto grace = static_cast<Duration>(stage_.chance.below(grace_ms));
  stage_.schedule.in(farewell_ms + grace, [this, life = lives_] {
    if (is_up() && lives_ == life) die();
  });
}

void Server::stand_still(Duration time) {
  pulse_.stop(stage_.schedule.now());
  stage_.schedule.in(time, [this, life = lives_] {
    if (lives_ == life && pulse_.is_still()) pulse_.go_on();
  });
}

bool Server::ring() {
  if (life_ == nullptr || pulse_.is_still()) return false;
  auto& alarms = life_->gateway->alarms();
  if (alarms.next() == 0 || alarms.next() > life_->log->now()) return false;
  alarms.ring_due();
  return true;
}

Instant Server::next() const {
  if (life_ == nullptr || pulse_.is_still()) return 0;
  const Instant at = life_->gateway->alarms().next();
  return at == 0 ? 0 : at + skew_ms_;
}

std::vector<std::string> Server::faults() const {
  std::vector<std::string> all;
  const auto add = [&](const Life& life) {
    for (const std::string& fault : life.log->faults()) all.push_back(name_ + ": " + fault);
  };
  for (const auto& life : ended_) add(*life);
  if (life_ != nullptr) add(*life_);
  return all;
}

}  // namespace palabre::sim
