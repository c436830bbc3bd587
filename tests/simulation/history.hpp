// SPDX-License-Identifier: AGPL-3.0-or-later
// What was seen from outside while a palabre was played: what phones sent, were told and showed,
// and what the log holds at the end. The checker reads nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/ports.hpp"
#include "base/result.hpp"
#include "room/position.hpp"
#include "room/room.hpp"

namespace palabre::sim {

/// A command that a phone put into its outbox, and what became of it.
struct Said {
  std::uint64_t cseq = 0;
  std::string words;                 ///< what it was, for people
  std::vector<std::uint64_t> acked;  ///< the seq of each ack
  std::vector<std::string> refused;  ///< the code of each final refusal
};

/// A view as a phone showed it.
struct Shown {
  room::Position position;
  std::map<std::string, std::string> sums;  ///< by layer [S7]
  bool whole = false;
  bool anew = false;  ///< the first since the page was opened: it may be older than the one before
};

/// One session's device.
struct Witness {
  std::string name;
  std::string sid;
  bool watches_screen = false;
  std::vector<Said> said;
  std::vector<Shown> shown;
  std::size_t unsent = 0;             ///< commands in the outbox at the end
  std::size_t mistaken = 0;           ///< sums of the server that were not those of its view
  std::vector<std::string> oddities;  ///< what no server may ever do to a phone
  bool turned_away = false;           ///< told that there is no such session
  Json layers;                        ///< the last view
};

/// The whole view that a fresh line of a session got from one server at the end.
struct Probe {
  std::string sid, server;
  std::string bytes;
};

/// A session and its number of a command; 0 for its opening.
using Key = std::pair<std::string, std::uint64_t>;

/// An entry that the log held once, and lost.
struct Lost {
  app::LoggedEntry logged;
  std::string before;       ///< the hash that it follows; empty for the first
  std::uint32_t epoch = 1;  ///< the highest in which the log held it
};

struct History {
  std::shared_ptr<const room::Scenario> scenario;
  std::vector<app::LoggedEntry> log;
  std::uint32_t epoch = 1;            ///< of the log at the end
  std::vector<Lost> lost;             ///< not in the log at the end, each after the one it followed
  std::set<std::string> put_back;     ///< in the log at the end, and lost meanwhile, by hash
  std::set<std::uint32_t> fallen_to;  ///< epochs that an older file of the log went back to
  std::set<Key> unsaved;              ///< lost before any server had journaled it: may be gone
  std::vector<Witness> witnesses;
  std::vector<Probe> probes;
  std::vector<std::string> faults;  ///< promises of the machinery that were seen broken on the way
};

}  // namespace palabre::sim
