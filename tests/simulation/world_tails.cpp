// SPDX-License-Identifier: AGPL-3.0-or-later
// What befalls the log itself, where servers keep journals: it loses what it had acknowledged, or
// goes on otherwise; and who knew what it lost.
#include <algorithm>

#include <fmt/format.h>

#include "simulation/world.hpp"

namespace palabre::sim {
namespace {

constexpr Duration visit_every_ms = 5'000;

bool says(const app::StoredEntry& entry, const Key& key) {
  const bool may = entry.header.find(key.first) != std::string::npos ||
                   entry.facts.find(key.first) != std::string::npos;
  return may && key_of(entry) == key;
}

}  // namespace

// Only what no server had journaled may be gone for good.
bool World::is_journaled(const app::LoggedEntry& entry, const Key& key) const {
  return std::any_of(servers_.begin(), servers_.end(), [&](const Server& server) {
    if (server.journaled() == nullptr) return false;
    const auto found = server.journaled()->rooms.find(room_);
    if (found == server.journaled()->rooms.end()) return false;
    const auto& kept = found->second.entries;
    if (entry.seq <= kept.size() && kept[entry.seq - 1].logged.hash == entry.hash) return true;
    return std::any_of(kept.rbegin(), kept.rend(), [&](const app::JournaledEntry& one) {
      return says(one.logged.entry, key);
    });
  });
}

void World::look() {
  const auto found = stage_.records->rooms.find(room_);
  chronicle_.look(
      found == stage_.records->rooms.end() ? store::MemoryRecords::Room() : found->second,
      [this](const app::LoggedEntry& entry, const Key& key) { return is_journaled(entry, key); });
}

void World::strike_tail() {
  const std::size_t length = log().size();
  const auto note = [&](const std::string& what) {
    stage_.trace.count(what);
    stage_.trace.say(what);
  };
  const std::uint64_t what = stage_.chance.below(14);
  if (what >= 12) {
    Server& server = any_server();
    if (server.is_up()) server.weather().tears_after = true;
    return;
  }
  if (what < 5) {
    lose_tail(1 + stage_.chance.below(stage_.chance.below(4) == 0 ? 40 : 4));
    note("the log loses its end");
  } else if (what < 7) {
    lose_tail(1 + stage_.chance.below(5));
    go_on_otherwise();
    note("the log goes on otherwise");
  } else if (what < 9) {
    cut_off(any_server());
  } else if (what < 10) {
    keep_file();
  } else if (what < 11) {
    load_file();
  } else {
    note("the log is emptied");
    empty();
  }
  if (log().size() < length)
    stage_.trace.say(fmt::format("the log had {} entries, and has {}", length, log().size()));
  look();
}

// What was parked is lost with the end, or not.
void World::lose_tail(std::size_t count) {
  const auto found = stage_.records->rooms.find(room_);
  if (found == stage_.records->rooms.end() || found->second.entries.empty()) return;
  auto& there = found->second;
  there.entries.resize(there.entries.size() - std::min(count, there.entries.size() - 1));
  there.head.seq = there.entries.size();
  there.head.hash = there.entries.back().hash;
  if (stage_.chance.below(2) == 0) there.parked.clear();
}

// What a server has appended is gone before it hears that it is done; it may die of the same.
void World::tear_after(Server& server) {
  stage_.trace.count("an append is lost at once");
  stage_.trace.say(server.name() + ": what it has just appended is lost");
  lose_tail(1 + stage_.chance.below(2));
  look();
  if (stage_.chance.below(3) != 0) return;
  stage_.schedule.in(static_cast<Duration>(stage_.chance.below(40)),
                     [this, &server] { kill(server); });
}

// Somebody writes who knows nothing of what was lost.
void World::go_on_otherwise() {
  if (log().empty()) return;
  look();
  const std::string nonce = fmt::format("{:016x}", stage_.chance.next());
  const Json header = {
      {"at", stage_.schedule.now()}, {"cseq", 0}, {"nonce", nonce}, {"sid", std::string()}};
  stage_.elsewhere.append_elsewhere(
      room_,
      {header.dump(), R"({"events":[{"facts":{"by":"s1"},"type":"frame_recalled/1"}]})", ""});
}

// One server is on the side of a replica that hears of nothing; later that replica is promoted, and
// what the others wrote meanwhile is gone.
void World::cut_off(Server& server) {
  const auto found = stage_.records->rooms.find(room_);
  if (!server.is_up() || found == stage_.records->rooms.end()) return;
  const auto span = static_cast<Duration>(200 + stage_.chance.below(5'000));
  const Instant until = stage_.schedule.now() + span;
  server.weather().down_until = std::max(server.weather().down_until, until);
  stage_.trace.say(server.name() + " is cut off with a replica");
  stage_.schedule.at(until, [this, replica = found->second] {
    if (living_) promote(replica);
  });
}

void World::promote(const store::MemoryRecords::Room& replica) {
  const std::size_t length = log().size();
  stage_.records->rooms[room_] = replica;
  took_its_place();
  stage_.trace.count("a replica is promoted");
  stage_.trace.say(
      fmt::format("a replica is promoted: {} entries instead of {}", log().size(), length));
}

// FLUSHALL.
void World::empty() {
  stage_.records->rooms.clear();
  stage_.records->blobs.clear();
  stage_.records->codes.clear();
}

void World::keep_file() {
  file_ = *stage_.records;
  stage_.trace.say(fmt::format("the log's file is kept at {} entries", log().size()));
}

// The log starts again from a file of some time ago.
void World::load_file() {
  if (!file_.rooms.contains(room_)) return keep_file();
  stage_.trace.count("an older file is loaded");
  stage_.trace.say("the log starts again from an older file");
  stage_.records->rooms = file_.rooms;
  stage_.records->blobs = file_.blobs;
  stage_.records->codes = file_.codes;
  took_its_place();
}

void World::took_its_place() {
  for (Server& server : servers_)
    if (server.is_up()) server.log().grew_untold(room_);
  look();
}

// A server that was killed learns what the log lost when somebody comes to it.
void World::visit(Server& server) {
  if (!server.is_up()) return;
  app::HttpRequest request;
  request.method = "GET";
  request.path = "/api/palabres/" + code_;
  ask_soon(server, std::move(request), [](const app::HttpResponse&) {});
}

void World::visit_all() {
  if (journaling_ == Server::Journaling::none) return;
  for (Server& server : servers_) visit(server);
  stage_.schedule.in(visit_every_ms, [this] { visit_all(); });
}

// What was closed, and lost by a log that was emptied, is read where it was journaled: nobody has
// to put it back. Nothing where it was open, or where the servers differ.
std::vector<app::LoggedEntry> World::archived() const {
  std::vector<app::LoggedEntry> chain;
  for (const Server& server : servers_) {
    if (!server.is_open() || server.journaled() == nullptr) return {};
    const auto found = server.journaled()->rooms.find(room_);
    if (found == server.journaled()->rooms.end() || found->second.entries.empty()) return {};
    const auto& kept = found->second.entries;
    if (!chain.empty() && chain.back().hash != kept.back().logged.hash) return {};
    chain.clear();
    for (const app::JournaledEntry& one : kept) chain.push_back(one.logged);
  }
  Rooms rooms(script_.scenario);
  if (!rooms.follow(chain) || rooms.last() == 0) return {};
  return rooms.at(rooms.last())->access == room::Access::closed ? chain
                                                                : std::vector<app::LoggedEntry>();
}

// Where the palabre ends, in the log or where it was journaled.
app::Head World::end() const {
  const auto found = stage_.records->rooms.find(room_);
  if (found != stage_.records->rooms.end()) return found->second.head;
  const auto* journaled = servers_.front().journaled();
  return journaled == nullptr ? app::Head{} : journaled->rooms.at(room_).head;
}

// All servers know the log as it is, and have nothing left to decide again.
bool World::is_mended() const {
  return std::all_of(servers_.begin(), servers_.end(), [&](const Server& server) {
    if (!server.is_open()) return false;
    if (server.journaled() == nullptr) return true;
    const auto found = server.journaled()->rooms.find(room_);
    if (found == server.journaled()->rooms.end()) return false;
    const auto& kept = found->second.entries;
    return !kept.empty() && kept.size() <= log().size() &&
           kept.back().logged.hash == log()[kept.size() - 1].hash;
  });
}

}  // namespace palabre::sim
