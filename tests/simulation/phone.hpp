// SPDX-License-Identifier: AGPL-3.0-or-later
// A model of our own pages (client-web/src/connection/line.ts): connects, greets with its position,
// applies patches, compares sums, sends again until answered. It writes down what it lives through.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/cable.hpp"
#include "simulation/history.hpp"
#include "simulation/outbox.hpp"

namespace palabre::sim {

class Phone final : public Far {
 public:
  /// Where the next line goes: as a reverse proxy chooses.
  using Choose = std::function<Server&()>;

  Phone(Stage& stage, Choose choose, std::string code, std::string secret, std::string name);

  /// `judged`: up to this cseq its session has spoken already.
  void start(std::uint64_t judged);
  /// For good.
  void stop();
  /// Puts a command into the outbox and sends what may be sent.
  void submit(Json frame);
  bool is_live() const { return phase_ == Phase::live; }
  /// It will never open a line again.
  bool has_ended() const { return phase_ == Phase::ended; }
  bool is_asleep() const { return stage_.schedule.now() < asleep_until_; }
  bool was_turned_away() const { return witness_.turned_away; }
  bool has_view() const { return !position_.is_null(); }
  const Json& position() const { return position_; }
  std::uint32_t shown_epoch() const {
    return has_view() ? position_["epoch"].get<std::uint32_t>() : 0;
  }
  std::uint64_t shown_seq() const { return has_view() ? position_["seq"].get<std::uint64_t>() : 0; }
  std::size_t unanswered() const { return outbox_.unanswered(); }
  const std::string& name() const { return witness_.name; }
  const std::string& sid() const { return witness_.sid; }
  const std::string& secret() const { return secret_; }
  /// Its cable while it has one, or null.
  Cable* cable() { return cable_.get(); }

  // What befalls it.
  void lose_line(bool told);
  /// The page is not run for so long; what comes meanwhile waits.
  void sleep(Duration time);
  void wake_up();
  /// The page is opened anew: its outbox is kept, its view is not.
  void reload();
  void hide(bool hidden);
  void watch_screen();

  /// What it lived through.
  Witness testimony() const;

  void opened() override;
  void received(const std::string& text) override;
  void closed(int code) override;

 private:
  enum class Phase { connecting, greeting, live, waiting, ended };

  void tick();
  void tick_live(Instant now);
  void connect();
  void drop();
  void lost();
  void again();
  void send(const Json& frame);
  void flush();
  void hear(const Json& frame);
  void welcomed(const Json& frame);
  void show(const Json& position, const Json& changed, bool whole);
  void patched(const Json& frame);
  void compare(const Json& frame);
  void answered(const Json& frame);
  void refused(const Json& frame);
  void odd(std::string what);
  Said* said(std::uint64_t cseq);

  Stage& stage_;
  Choose choose_;
  std::string code_, secret_;
  Random chance_;
  std::shared_ptr<Cable> cable_;
  Phase phase_ = Phase::waiting;
  Outbox outbox_;
  Json layers_ = Json::object();
  Json position_;
  std::map<std::string, std::string> sums_;
  bool patched_ = false;
  bool hidden_ = false;
  bool anew_ = false;  ///< its view was given up: what comes next may be older
  int tries_ = 0;
  Instant due_at_ = 0, heard_at_ = 0, asleep_until_ = 0;
  std::optional<Instant> pong_by_, release_at_;
  std::vector<std::string> unread_;  ///< came while it slept
  Witness witness_;
};

}  // namespace palabre::sim
