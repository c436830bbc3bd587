// SPDX-License-Identifier: AGPL-3.0-or-later
// Two servers of one palabre, on one log.
#pragma once

#include <memory>

#include <catch2/catch.hpp>

#include "app/hall.hpp"

namespace palabre::test {

inline const Json idea = {{"type", "submit"}, {"text", "des tuiles"}};
inline const Json moves = {{"type", "set_place"}, {"place", "remote"}};

struct TwoServers {
  using Journaled = std::shared_ptr<store::JournalRecords>;
  /// Founded on the first.
  explicit TwoServers(Journaled by_one = nullptr, Journaled by_two = nullptr)
      : one{records, std::move(by_one)}, two{records, std::move(by_two)} {
    one.found();
    two.code = one.code;
  }
  void settle(int times) {
    for (int i = 0; i < times; ++i) {
      one.settle();
      two.settle();
    }
  }
  const store::MemoryRecords::Room& room() const { return records->rooms.begin()->second; }

  std::shared_ptr<store::MemoryRecords> records = std::make_shared<store::MemoryRecords>();
  Hall one;
  Hall two;
};

// With journals, as beside a log that is far away: what the first server's people say, and the
// second's.
struct TwoPeople : TwoServers {
  TwoPeople()
      : TwoServers(std::make_shared<store::JournalRecords>(),
                   std::make_shared<store::JournalRecords>()),
        malik(one.join("Malik")),
        zoe(two.join("Zoé")) {
    settle(1);
  }
  /// The second server's calls come back, and the next ones wait.
  void let_through() {
    two.log.release();
    two.log.hold();
    two.settle();
  }
  /// The way of the second server to the log is long, and stays so; its calls are held.
  void go_far() {
    two.log.hold();
    for (int i = 0; i < 4; ++i) {
      zoe->command({{"type", "set_place"}, {"place", i % 2 == 0 ? "remote" : "room"}});
      two.settle();
      for (int calls = 0; calls < 4 && two.log.waiting() > 0; ++calls) {
        two.log.set_now(two.log.now() + 10);
        let_through();
      }
      one.settle();
    }
    REQUIRE(zoe->frames("ack").size() == 4);
    zoe->forget();
  }
  std::size_t ideas_of(const Phone& phone) const {
    return phone.room()["activities"][phone.activity("ideas")]["count"];
  }
  std::shared_ptr<Phone> malik;
  std::shared_ptr<Phone> zoe;
};

}  // namespace palabre::test
