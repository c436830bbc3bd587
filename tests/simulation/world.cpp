// SPDX-License-Identifier: AGPL-3.0-or-later
#include "simulation/world.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "room/practise.hpp"
#include "wire/entry_codec.hpp"

namespace palabre::sim {
namespace {

constexpr std::array<const char*, 6> names = {"Awa", "Malik", "Zoé", "Ines", "Idriss", "Tomás"};
constexpr Duration rest_max_ms = 90'000;
constexpr Duration rest_again_ms = 2'500;
constexpr Duration answered_within_ms = 20'000;

}  // namespace

// Every scenario is played with journals and without; without them a log may fail, but keeps what
// it acknowledged.
World::World(std::uint64_t seed)
    : stage_(seed),
      script_(script_of(seed)),
      journaling_(seed / scripts_played % 2 == 0 ? Server::Journaling::none
                                                 : Server::Journaling::own),
      rooms_(script_.scenario) {
  // One near the log, one a little away, one far: by chance.
  const std::uint64_t count = 2 + stage_.chance.below(2);
  constexpr std::array<Duration, 4> ways = {1, 2, 10, 40};
  for (std::uint64_t i = 0; i < count; ++i)
    servers_.emplace_back(stage_,
                          std::string("server ") + static_cast<char>('A' + i),
                          script_.library,
                          ways[stage_.chance.below(ways.size())],
                          journaling_);
  stage_.records->listeners.emplace_back([this](const app::RoomId&, store::MemoryRecords::Word) {
    if (!room_.empty()) look();
  });
  for (Server& server : servers_) {
    server.on_died = [this, &server] { after_death(server); };
    server.on_tear = [this, &server] { tear_after(server); };
  }
}

// What is still to happen holds lines, and lines hold what their server is made of.
World::~World() {
  stage_.schedule.drop();
  people_.clear();
  phones_.clear();
  for (const auto& dialled : stage_.cables)
    if (const auto cable = dialled.lock()) cable->end();
  for (int round = 0; round < 2; ++round) {
    for (Server& server : servers_) server.end();
    stage_.loop.restart();
    while (stage_.loop.poll() > 0) stage_.loop.restart();
    stage_.schedule.drop();
  }
}

// ---- time

bool World::ring() {
  bool rang = false;
  for (Server& server : servers_) rang = server.ring() || rang;
  return rang;
}

// Whatever is ready now. An alarm is rung as soon as it has come, so that the loop's own timers,
// which follow the wall clock, find nothing to do.
void World::settle() {
  do {
    stage_.loop.restart();
    while (stage_.loop.poll_one() > 0) ring();
  } while (ring());
}

void World::step() {
  Instant next = stage_.schedule.next();
  for (const Server& server : servers_)
    if (const Instant at = server.next(); at != 0 && (next == 0 || at < next)) next = at;
  if (next == stage_.schedule.next())
    stage_.schedule.step();
  else
    stage_.schedule.advance(next);
  settle();
}

void World::run_for(Duration time) {
  const Instant end = stage_.schedule.now() + time;
  while (stage_.schedule.now() < end) step();
}

bool World::run_until(Duration at_most, const std::function<bool()>& done) {
  const Instant end = stage_.schedule.now() + at_most;
  while (!done()) {
    if (stage_.schedule.now() >= end) return false;
    step();
  }
  return true;
}

// ---- people

Server& World::any_server() { return servers_[stage_.chance.below(servers_.size())]; }

void World::ask_soon(Server& server,
                     app::HttpRequest request,
                     std::function<void(const app::HttpResponse&)> told) {
  request.peer = "127.0.0.1";
  request.from_loopback = true;
  server.pulse().reach([this, &server, request, told = std::move(told)] {
    if (!server.is_open()) return;
    boost::asio::co_spawn(
        stage_.loop,
        server.gateway().handle(request),
        [told](const std::exception_ptr& thrown, const app::HttpResponse& answer) {
          if (!thrown) told(answer);
        });
  });
}

void World::ask_soon(Server& server,
                     const std::string& path,
                     const Json& body,
                     std::function<void(const app::HttpResponse&)> told) {
  app::HttpRequest request;
  request.method = "POST";
  request.path = path;
  request.body = body.dump();
  request.content_type = "application/json";
  ask_soon(server, std::move(request), std::move(told));
}

std::optional<Json> World::ask(Server& server, const std::string& path, const Json& body) {
  std::optional<Json> got;
  ask_soon(server, path, body, [&](const app::HttpResponse& answer) {
    got = answer.status == 201 ? Json::parse(*answer.body) : Json();
    if (answer.status != 201) faults_.push_back("not opened: " + *answer.body);
  });
  run_until(answered_within_ms, [&] { return got.has_value(); });
  return got;
}

void World::found() {
  const Json wish = {{"scenario", script_.id},
                     {"title", "Le toit"},
                     {"why", "Il fuit"},
                     {"language", "fr"},
                     {"address", "tu"},
                     {"time_zone", "Africa/Bamako"},
                     {"conducted", stage_.chance.below(5) != 0}};
  const auto founded = ask(servers_.front(), "/api/palabres", wish);
  if (!founded || founded->is_null()) return faults_.push_back("not founded");
  code_ = (*founded)["code"].get<std::string>();
  founder_secret_ = (*founded)["founder_secret"].get<std::string>();
  const std::string link = (*founded)["screen_url"].get<std::string>();
  screen_token_ = link.substr(link.find("#k=") + 3);
  room_ = stage_.records->rooms.begin()->first;
  look();
}

Phone& World::add_phone(const Session& session) {
  Phone& phone = phones_.emplace_back(
      stage_, [this]() -> Server& { return any_server(); }, code_, session.secret, session.name);
  phone.start(session.judged);
  return phone;
}

void World::add_person(const Session& session) {
  act_soon(people_.emplace_back(stage_, rooms_, add_phone(session)));
}

void World::seat(const std::string& name, bool founder) {
  Json wish = {{"face", founder ? "desk" : "phone"}, {"name", name}};
  if (founder) wish["secret"] = founder_secret_;
  const auto opened = ask(any_server(), "/api/palabres/" + code_ + "/sessions", wish);
  if (opened && !opened->is_null())
    sessions_.push_back({(*opened)["secret"].get<std::string>(), name});
}

void World::watch() {
  const Json wish = {{"face", "screen"}, {"secret", screen_token_}};
  const auto opened = ask(any_server(), "/api/palabres/" + code_ + "/sessions", wish);
  if (opened && !opened->is_null())
    add_phone({(*opened)["secret"].get<std::string>(), "screen"}).watch_screen();
}

// What was done before anybody looks: without servers and phones, so that palabres are met anywhere
// on their way.
void World::come_so_far(std::uint64_t acts) {
  follow();
  room::Room room = *rooms_.at(rooms_.last());
  Random chance(stage_.draw_seed());
  int words = 0;
  for (; acts > 0; --acts) {
    room::Wish wish;
    wish.sid = short_hash_of(sessions_[chance.below(sessions_.size())].secret);
    const room::Session* session = room.sessions.find(wish.sid);
    if (session == nullptr || session->seats.empty()) continue;
    const SeatId seat = session->seats.front();
    std::optional<room::Practised> act;
    if (chance.below(2) == 0) act = room::practise_step(room, seat, chance);
    if (!act) act = room::practise(room, seat, stage_.schedule.now(), chance);
    if (!act) continue;
    supply_words(act->body, "before", words);
    wish.cseq = session->last_cseq + 1;
    wish.on = act->on;
    wish.version = act->version;
    wish.body = act->body;
    room::Turn turn = room::take_turn(room, {wish}, {stage_.schedule.now(), &chance});
    for (const room::Entry& entry : turn.entries) {
      wire::EncodedEntry bytes = wire::encode_entry(entry);
      stage_.elsewhere.append_elsewhere(room_, {bytes.header, bytes.facts, bytes.words});
    }
    room = std::move(turn.room);
  }
  for (Session& session : sessions_)
    session.judged = room.sessions.find(short_hash_of(session.secret))->last_cseq;
  settle();
  run_for(100);
}

void World::act_soon(Person& person) {
  const auto wait = static_cast<Duration>(100 + stage_.chance.below(1'500));
  stage_.schedule.in(wait, [this, &person] {
    if (!living_) return;
    follow();
    person.act();
    act_soon(person);
  });
}

// Somebody comes while all this goes on; what the door says is tried once, and once more.
void World::come_late() {
  const std::string name = fmt::format("late {}", ++late_);
  Server& server = any_server();
  if (!server.is_open()) return;
  stage_.trace.say(name + " comes in by " + server.name());
  const Json wish = {{"face", "phone"}, {"name", name}};
  ask_soon(server,
           "/api/palabres/" + code_ + "/sessions",
           wish,
           [this, name](const app::HttpResponse& answer) {
             const Json said = Json::parse(*answer.body, nullptr, false);
             stage_.trace.count("late: " + said.value("code", "seated"));
             if (answer.status != 201) {
               stage_.trace.say(name + ": " + *answer.body);
               if (answer.body->find("name_taken") != std::string::npos ||
                   answer.body->find("already_done") != std::string::npos)
                 faults_.push_back(name + " was seated and then refused: " + *answer.body);
               return;
             }
             add_person({said["secret"].get<std::string>(), name});
           });
}

// ---- the whole

const std::vector<app::LoggedEntry>& World::log() const {
  static const std::vector<app::LoggedEntry> none;
  const auto found = stage_.records->rooms.find(room_);
  return found == stage_.records->rooms.end() ? none : found->second.entries;
}

void World::follow() {
  if (const auto read = rooms_.follow(log()); !read)
    faults_.push_back("the log cannot be replayed: " + read.error().params.dump());
}

void World::play() {
  found();
  if (room_.empty()) return;
  living_ = true;
  const std::uint64_t count = 3 + stage_.chance.below(3);
  for (std::uint64_t i = 0; i < count; ++i) seat(names[i], i == 0);
  if (sessions_.size() != count) return;
  come_so_far(stage_.chance.below(150));
  for (const Session& session : sessions_) add_person(session);
  watch();
  strike_soon();
  run_for(static_cast<Duration>(30'000 + stage_.chance.below(60'000)));
  living_ = false;
  end_faults();
  come_to_rest();
  follow();
  if (rooms_.last() > 0)
    if (const auto& decision = rooms_.at(rooms_.last())->decision)
      stage_.trace.count("decided: " + decision->outcome);
  for (Phone& phone : phones_) {
    witnesses_.push_back(phone.testimony());
    phone.stop();
  }
  probe();
}

// A log that was mended is looked at once more, when every server has had its time to.
void World::come_to_rest() {
  visit_all();
  bool rests = run_until(rest_max_ms, [this] { return is_at_rest(); });
  if (journaling_ == Server::Journaling::own) {
    run_for(rest_again_ms);
    rests = run_until(rest_max_ms, [this] { return is_at_rest(); });
  }
  if (!rests) faults_.push_back("does not come to rest");
  look();
  at_rest_.log = log().empty() ? archived() : log();
  at_rest_.epoch = end().epoch;
  at_rest_.lost = chronicle_.lost();
  at_rest_.put_back = chronicle_.put_back();
  at_rest_.unsaved = chronicle_.unsaved();
  at_rest_.fallen_to = chronicle_.fallen_to();
}

// Everybody has answers, and the newest view.
bool World::is_at_rest() const {
  if (log().empty() ? archived().empty() : !is_mended()) return false;
  const app::Head head = end();
  return std::all_of(phones_.begin(), phones_.end(), [&](const Phone& phone) {
    return phone.has_ended() ||
           (phone.is_live() && phone.unanswered() == 0 && phone.shown_seq() == head.seq &&
            phone.shown_epoch() == head.epoch);
  });
}

// A fresh line of every session to every server: the first view, as bytes.
void World::probe() {
  class Probing final : public Far {
   public:
    void opened() override {}
    void received(const std::string& text) override {
      // The view is told apart from what is said beside it, its sum among that.
      const auto begin = text.find(R"({"t":"view")");
      if (!bytes.empty() || begin == std::string::npos) return;
      const auto end = text.rfind(R"(,{"layers":{)");
      bytes = text.substr(begin, (end == std::string::npos ? text.size() - 1 : end) - begin);
    }
    void closed(int code) override { bytes = "closed by " + std::to_string(code); }
    std::string bytes;
  };
  for (const Phone& phone : phones_)
    for (Server& server : servers_) {
      if (phone.was_turned_away()) continue;
      Probing far;
      const auto cable = std::make_shared<Cable>(stage_, server, far);
      cable->open();
      run_for(150);
      const Json hello = {{"t", "hello"}, {"code", code_}, {"secret", phone.secret()}};
      cable->send(Json::array({hello}).dump());
      run_until(answered_within_ms, [&] { return !far.bytes.empty(); });
      cable->drop();
      probes_.push_back(Probe{phone.sid(), server.name(), far.bytes});
    }
}

History World::history() {
  History history = at_rest_;
  history.scenario = script_.scenario;
  history.witnesses = witnesses_;
  history.probes = probes_;
  history.faults = faults_;
  for (const Server& server : servers_)
    for (std::string& fault : server.faults()) history.faults.push_back(std::move(fault));
  return history;
}

}  // namespace palabre::sim
