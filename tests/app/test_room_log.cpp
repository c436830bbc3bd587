// SPDX-License-Identifier: AGPL-3.0-or-later
// One room's end of the log, where whole servers meet the moment too seldom.
#include <catch2/catch.hpp>

#include "app/room_log.hpp"
#include "app/torn_log.hpp"
#include "support/run_task.hpp"

using namespace palabre;
using namespace palabre::test;

TEST_CASE("[G2] [G6] what is folded anew has to come by where the journal's chain ends", "[app]") {
  Servers servers;
  servers.idea(*servers.join_two("Malik"), "des tuiles");
  Hall& two = servers.two();
  two.stop();
  app::RoomLog log(two.loop, two.log, two.journal.get(), servers.id());
  REQUIRE(run_task(two.loop, log.open()));
  // The log forks while the room is folded: as long as before, with another end.
  servers.lose_tail(1);
  two.log.append_elsewhere(servers.id(), a_recall());
  const auto read = run_task(two.loop, log.read_on(512, true));
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "log_behind");
}
