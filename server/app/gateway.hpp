// SPDX-License-Identifier: AGPL-3.0-or-later
// The application as the network sees it: the requests of SPEC §2 and the lines of §3.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/founding.hpp"
#include "app/keeper.hpp"
#include "app/log_condition.hpp"
#include "app/rate_limit.hpp"
#include "room/minutes.hpp"

namespace palabre::app {

/// What the composition root decides.
struct GatewayOptions {
  std::map<std::string, std::string_view> scenarios;  ///< bytes by path; read at construction
  std::shared_ptr<const ScenarioLibrary> library;     ///< of `scenarios`, where it was read before
  FoundingPolicy founding = FoundingPolicy::anyone;
  std::string founding_token;
  bool metrics_for_all = false;
  std::string build;
  std::string source;  ///< where the source of this build is; empty: a page says how to get it
  Entropy entropy;     ///< absent: the system's
  std::function<LogCondition()> log_condition;  ///< of a log elsewhere; absent: always good
  bool shared = false;         ///< other servers append to the log; a journal says so as well
  Journal* journal = nullptr;  ///< beside a log that is shared with other servers; outlives it
  PresenceChannel* presence = nullptr;    ///< to those servers; outlives it
  Shelf* shelf = nullptr;                 ///< likewise; with a journal only
  Duration closed_stay = closed_stay_ms;  ///< of closed palabres in a shared log
  room::Catalogue catalogue;
};

class Gateway final : public Application {
 public:
  Gateway(net::io_context& loop, EventLog& log, GatewayOptions options);
  ~Gateway() override;

  Task<HttpResponse> handle(HttpRequest request) override;
  std::shared_ptr<Line> open_line(std::shared_ptr<LineShell> shell) override;

  /// Asks every phone to come back within `over`, spread evenly, and is not ready any more.
  void drain(Duration over);
  /// Founds a practice with bots in every seat, and the next one when it is closed; `told` hears of
  /// each. For whoever wants to see a living palabre at once.
  void begin_demo(std::string language, std::function<void(const Founded&)> told);
  /// Why folders of scenarios are not offered, for the terminal.
  const std::vector<ScenarioFault>& scenario_faults() const {
    return services_->scenarios.faults();
  }
  /// For the simulation, whose clock moves by hand.
  AlarmClock& alarms() { return services_->alarms; }
  Metrics& metrics() { return services_->metrics; }

 private:
  using Segments = std::vector<std::string>;
  Task<HttpResponse> handle_palabre(HttpRequest request, Segments path);
  Task<HttpResponse> found(HttpRequest request);
  Task<HttpResponse> open_session(HttpRequest request, std::shared_ptr<RoomHost> host);
  Task<HttpResponse> scenario(HttpRequest request, std::string hash);
  void begin_practice(const Founded& founded, PracticeWish wish, std::function<void()> ended = {});
  Task<void> found_demo(std::string language,
                        std::size_t turn,
                        std::function<void(const Founded&)> told);
  HttpResponse look(const room::Room& room) const;
  HttpResponse minutes(const HttpRequest& request, const room::Room& room, bool markdown) const;
  LogCondition log_condition() const;
  HttpResponse ready() const;
  HttpResponse source() const;
  Result<void> may_found(const HttpRequest& request);

  GatewayOptions options_;
  std::shared_ptr<Services> services_;
  std::shared_ptr<RoomDirectory> rooms_;
  std::shared_ptr<Keeper> keeper_;  ///< null on a log of its own
  CreditByAddress guesses_;
  CreditByAddress foundings_;
  PracticeWords practice_words_;
  std::vector<std::shared_ptr<Practice>> practices_;
  AlarmClock::Id next_demo_;
  bool draining_ = false;
};

}  // namespace palabre::app
