// SPDX-License-Identifier: AGPL-3.0-or-later
// One palabre, played by people with phones over several servers and one log, on virtual time, with
// everything that may fail drawn from one seed.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/chronicle.hpp"
#include "simulation/person.hpp"
#include "simulation/script.hpp"

namespace palabre::sim {

class World {
 public:
  explicit World(std::uint64_t seed);
  ~World();

  /// Founds, joins, lives through what happens, and comes to rest.
  void play();
  /// What was seen, for the checker.
  History history();
  const Trace& trace() const { return stage_.trace; }

 private:
  void run_for(Duration time);
  bool run_until(Duration at_most, const std::function<bool()>& done);
  void step();
  void settle();
  bool ring();

  void found();
  void seat(const std::string& name, bool founder);
  void watch();
  struct Session {
    std::string secret, name;
    std::uint64_t judged = 0;
  };
  Phone& add_phone(const Session& session);
  void add_person(const Session& session);
  void ask_soon(Server& server,
                app::HttpRequest request,
                std::function<void(const app::HttpResponse&)> told);
  std::optional<Json> ask(Server& server, const std::string& path, const Json& body);
  void ask_soon(Server& server,
                const std::string& path,
                const Json& body,
                std::function<void(const app::HttpResponse&)> told);
  void come_so_far(std::uint64_t acts);
  void act_soon(Person& person);
  void come_late();
  void probe();

  // world_faults.cpp
  void strike_soon();
  void strike();
  void strike_phone();
  void strike_log();
  void strike_server();
  void kill(Server& server);
  void after_death(Server& server);
  void end_faults();

  // world_tails.cpp
  void strike_tail();
  void lose_tail(std::size_t count);
  void tear_after(Server& server);
  void go_on_otherwise();
  void cut_off(Server& server);
  void promote(const store::MemoryRecords::Room& replica);
  void empty();
  void keep_file();
  void load_file();
  void took_its_place();
  std::vector<app::LoggedEntry> archived() const;
  app::Head end() const;
  void look();
  bool is_journaled(const app::LoggedEntry& entry, const Key& key) const;
  void visit(Server& server);
  void visit_all();

  Server& any_server();
  void come_to_rest();
  bool is_at_rest() const;
  bool is_mended() const;
  const std::vector<app::LoggedEntry>& log() const;
  void follow();

  Stage stage_;
  const Script& script_;
  const Server::Journaling journaling_;
  bool living_ = false;
  std::deque<Server> servers_;
  Rooms rooms_;
  std::vector<Session> sessions_;
  std::deque<Phone> phones_;
  std::deque<Person> people_;
  std::string code_;
  app::RoomId room_;
  std::string screen_token_, founder_secret_;
  int late_ = 0;
  std::vector<Witness> witnesses_;
  Chronicle chronicle_;
  store::MemoryRecords file_;  ///< of the log, as it was kept some time ago
  History at_rest_;
  std::vector<Probe> probes_;
  std::vector<std::string> faults_;
};

}  // namespace palabre::sim
