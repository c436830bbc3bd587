// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/practice.hpp"

#include <algorithm>
#include <utility>

#include <date/date.h>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace palabre::app {
namespace {

// People's paces, at speed 1.
constexpr Duration comes_in_ms = 900;         // one bot after the other
constexpr Duration acts_ms = 900;             // one of the bots does something
constexpr Duration step_read_ms = 9'000;      // a new step is read aloud before the next is called
constexpr Duration step_linger_ms = 120'000;  // then, if nothing leads on, another way is taken
constexpr Duration away_ms = 25'000;          // a train, a tunnel
constexpr std::uint64_t drops_per_mille = 4;

std::string day_after(Instant now, std::int64_t days) {
  const auto day = date::floor<date::days>(
                       date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(now))) +
                   date::days(days);
  return date::format("%F", day);
}

bool leads_on(const room::Practised& step) {
  const std::string event = step.body.value("event", "");
  return event == "advance" || event == "adopt";
}

}  // namespace

/// One bot: a session, and the seat that it was given. It is there as any line is.
class Practice::Bot final : public RoomLine {
 public:
  explicit Bot(std::string sid) : sid_(std::move(sid)) {}

  void on_published() override {}
  void on_audience_changed() override {}
  void on_beat(Instant) override {}
  void on_slept(Duration) override {}
  void end(std::uint16_t, const std::string&) override { here = false; }
  void go(Duration) override {}
  const std::vector<SeatId>& seats() const override { return seats_; }

  const std::string& sid() const { return sid_; }
  SeatId seat() const { return seats_.empty() ? SeatId() : seats_.front(); }
  void sit(SeatId seat) { seats_ = {seat}; }

  bool here = false;     ///< its line is attached
  bool answered = true;  ///< nothing of it is under way
  Instant back_at = 0;   ///< when it comes back from its tunnel
  std::uint64_t cseq = 0;

 private:
  std::string sid_;
  std::vector<SeatId> seats_;
};

Practice::Practice(std::shared_ptr<Services> services,
                   std::shared_ptr<RoomHost> host,
                   const PracticeWords& words,
                   PracticeWish wish,
                   const std::string& founder_secret,
                   std::function<void()> ended)
    : services_(std::move(services)),
      host_(std::move(host)),
      words_(words),
      wish_(wish),
      founder_hash_(short_hash_of(founder_secret)),
      ended_(std::move(ended)),
      random_(services_->entropy()) {}

Practice::~Practice() {
  services_->alarms.cancel(alarm_);
  for (const auto& bot : bots_)
    if (bot->here) host_->detach(bot->sid(), bot.get());
}

void Practice::begin() {
  looked_at_ = stepped_at_ = services_->alarms.now();
  wait(comes_in_ms);
}

// Alarms hold no practice alive: whoever keeps it may let it go at any time.
void Practice::wait(Duration people_ms) {
  const auto spread = static_cast<std::uint64_t>(people_ms);
  const auto drawn = static_cast<Duration>(spread / 2 + random_.below(spread + 1));
  const Instant at = services_->alarms.now() + std::max<Duration>(1, drawn / wish_.speed);
  alarm_ = services_->alarms.ring_at(at, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->act();
  });
}

// Whether a person has looked on lately: there are lines beside the bots' own.
bool Practice::looked_at(Instant now) {
  std::size_t lines = 0;
  host_->each_line([&](RoomLine&) { ++lines; });
  const auto here = static_cast<std::size_t>(
      std::count_if(bots_.begin(), bots_.end(), [](const auto& bot) { return bot->here; }));
  if (lines > here) looked_at_ = now;
  return now - looked_at_ < practice_alone_max_ms;
}

void Practice::act() {
  alarm_ = {};
  const Instant now = services_->alarms.now();
  const room::Room& room = host_->newest();
  if (over_ || services_->ended) return;
  if (room.access == room::Access::closed || host_->is_broken() || !looked_at(now)) return end();
  if (bots_.size() < static_cast<std::size_t>(wish_.seats)) {
    come_in();
    return wait(comes_in_ms);
  }
  drop_or_return(now);
  step_on(now);
  std::vector<Bot*> able;
  for (const auto& bot : bots_)
    if (bot->here && bot->answered && bot->seat()) able.push_back(bot.get());
  random_.shuffle(able);
  // The first who has something to do does it: nobody waits long for a bot.
  for (Bot* bot : able)
    if (auto act = room::practise(room, bot->seat(), now, random_)) {
      send(*bot, std::move(*act));
      break;
    }
  wait(acts_ms);
}

void Practice::come_in() {
  room::OpenSession command;
  const std::string secret = draw_secret(services_->entropy);
  command.sid = short_hash_of(secret);
  const std::string language = host_->newest().charter->language;
  const auto name = clean_text(words_.name(language, names_tried_++), 1, room::name_bounds.max);
  if (name) command.name_given = *name;
  if (bots_.empty() && wish_.facilitates) command.secret_hash = founder_hash_;
  command.place = bots_.size() % 3 == 2 ? "remote" : "room";
  bots_.push_back(std::make_unique<Bot>(command.sid));
  const std::string sid = command.sid;
  host_->submit(room::ServerCommand(std::move(command)),
                [weak = weak_from_this(), sid](const room::Reply& reply) {
                  if (const auto self = weak.lock()) self->sit_down(sid, reply);
                });
}

// A name that somebody has already: the bot goes, and the next one comes by the next name.
void Practice::sit_down(const std::string& sid, const room::Reply& reply) {
  const auto bot =
      std::find_if(bots_.begin(), bots_.end(), [&](const auto& one) { return one->sid() == sid; });
  if (bot == bots_.end()) return;
  if (reply.refusal && reply.refusal->code == "name_taken") {
    bots_.erase(bot);
  } else if (!reply.refusal && reply.seat) {
    (*bot)->sit(reply.seat);
    (*bot)->here = true;
    host_->attach(sid, bot->get());
  }
}

Practice::Bot* Practice::bot_of(SeatId seat) {
  for (const auto& bot : bots_)
    if (seat && bot->seat() == seat) return bot.get();
  return nullptr;
}

// Whoever facilitates, when that is a bot, leads on; without a conductor the first bot does.
void Practice::step_on(Instant now) {
  const room::Room& room = host_->newest();
  if (room.entry != stepped_from_) {
    stepped_from_ = room.entry;
    stepped_at_ = now;
  }
  Bot* leading =
      room.conducted ? bot_of(room::holder_of(room, "facilitator")) : bots_.front().get();
  if (leading == nullptr || !leading->here || !leading->answered) return;
  const Duration stayed = (now - stepped_at_) * wish_.speed;
  if (stayed < step_read_ms) return;
  auto step = room::practise_step(room, leading->seat(), random_);
  if (!step || (!leads_on(*step) && stayed < step_linger_ms)) return;
  send(*leading, std::move(*step));
}

// Now and then a phone falls silent and comes back: nobody is skipped for it.
void Practice::drop_or_return(Instant now) {
  const SeatId leading = room::holder_of(host_->newest(), "facilitator");
  for (const auto& bot : bots_) {
    if (!bot->seat()) continue;
    if (!bot->here && bot->back_at != 0 && bot->back_at <= now) {
      bot->here = true;
      bot->back_at = 0;
      host_->attach(bot->sid(), bot.get());
    } else if (bot->here && bot->seat() != leading && random_.below(1000) < drops_per_mille) {
      host_->detach(bot->sid(), bot.get());
      bot->here = false;
      bot->back_at = now + away_ms / wish_.speed;
    }
  }
}

void Practice::supply_words(Json& body, const std::string& invoke) {
  const room::Charter& charter = *host_->newest().charter;
  for (auto& [key, value] : body.items()) {
    if (!value.is_object()) continue;
    if (const auto what = value.find("$words"); what != value.end()) {
      std::string sentence = words_.sentence(
          charter.scenario, charter.language, invoke, what->get<std::string>(), random_, said_);
      said_.insert(sentence);
      value = std::move(sentence);
    } else if (const auto days = value.find("$date"); days != value.end())
      value = day_after(services_->alarms.now(), days->get<std::int64_t>());
  }
}

void Practice::send(Bot& bot, room::Practised act) {
  supply_words(act.body, act.invoke);
  room::Wish wish;
  wish.sid = bot.sid();
  wish.cseq = ++bot.cseq;
  wish.on = std::move(act.on);
  wish.version = act.version;
  wish.body = std::move(act.body);
  bot.answered = false;
  const bool taken = host_->submit(std::move(wish),
                                   [weak = weak_from_this(), sid = bot.sid()](const room::Reply&) {
                                     const auto self = weak.lock();
                                     if (!self) return;
                                     for (const auto& one : self->bots_)
                                       if (one->sid() == sid) one->answered = true;
                                   });
  if (!taken) bot.answered = true;
}

void Practice::end() {
  over_ = true;
  for (const auto& bot : bots_) {
    if (bot->here) host_->detach(bot->sid(), bot.get());
    bot->here = false;
  }
  if (ended_) std::exchange(ended_, {})();
}

}  // namespace palabre::app
