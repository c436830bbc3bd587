// SPDX-License-Identifier: AGPL-3.0-or-later
// [S6] Who is connected, when several servers serve one palabre.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "app/hall.hpp"
#include "app/presence.hpp"
#include "app/presence_exchange.hpp"
#include "room/seat.hpp"

using namespace palabre;
using namespace palabre::app;
using namespace palabre::test;

namespace {

SeatSet seats_up_to(std::uint32_t last) {
  SeatSet seats;
  for (std::uint32_t n = 1; n <= last; ++n) seats.insert(SeatId{n});
  return seats;
}

/// Two servers of one palabre, founded by Awa on the first.
class Fleet {
 public:
  Fleet() {
    one.found();
    two.code = one.code;
    phones_.push_back(one.awa);
    pass(0);
  }

  std::shared_ptr<store::MemoryRecords> records = std::make_shared<store::MemoryRecords>();
  std::shared_ptr<support::PresenceBus> bus =
      std::make_shared<support::PresenceBus>([at = records] { return at->now; });
  Hall one{records, nullptr, bus};
  Hall two{records, nullptr, bus};

  std::shared_ptr<Phone> join(Hall& hall, const std::string& name) {
    phones_.push_back(hall.join(name));
    pass(0);
    return phones_.back();
  }
  /// Goes on with another server, as a phone does whose server has died.
  void move(Phone& phone, Hall& to) {
    phone.lose_line();
    phone.move_to(*to.gateway);
    phone.hello();
    pass(0);
  }
  /// Phones say something now and then, so that they are not taken for gone.
  void pass(Duration time) {
    settle();
    for (Duration left = time; left > 0; left -= 500) {
      records->now += 500;
      if (left % 20'000 == 0)
        for (const auto& phone : phones_)
          if (phone->is_open()) phone->say({{"t", "ping"}});
      for (Hall* hall : {&one, &two})
        if (hall->gateway != nullptr) hall->ring();
      settle();
    }
  }

 private:
  void settle() {
    for (int i = 0; i < 4; ++i)
      for (Hall* hall : {&one, &two}) hall->settle();
  }
  std::vector<std::shared_ptr<Phone>> phones_;
};

Json here(const Phone& phone) { return phone.last("presence")["here"]; }
Json awaited(const Phone& phone) { return phone.last("presence")["awaited"]; }

}  // namespace

TEST_CASE("a set of seats: what is put in is in it, and comes back from its text", "[app]") {
  CHECK(rc::check("as a set would", [](const std::vector<std::uint16_t>& drawn) {
    SeatSet seats, same;
    std::set<std::uint32_t> expected;
    for (const std::uint16_t n : drawn) {
      seats.insert(SeatId{n % 12'000U});
      if (n % 12'000U != 0) expected.insert(n % 12'000U);
    }
    for (const std::uint32_t n : expected) same.insert(SeatId{n});
    RC_ASSERT(seats == same);
    RC_ASSERT(seats.size() == expected.size());
    RC_ASSERT(seats.empty() == expected.empty());
    for (std::uint32_t n = 0; n < 12'100; n += 7)
      RC_ASSERT(seats.contains(SeatId{n}) == expected.contains(n));
    RC_ASSERT(SeatSet::read(seats.text()) == seats);
    SeatSet both = seats_up_to(100);
    both.insert(seats);
    for (std::uint32_t n = 1; n <= 100; ++n) expected.insert(n);
    RC_ASSERT(both.size() == expected.size());
  }));
}

TEST_CASE("a set of seats: a full palabre is small, and what nobody wrote is refused", "[app]") {
  const std::string full = seats_up_to(room::seats_max).text();
  CHECK(full.size() <= 2'002);
  CHECK(SeatSet::read(full)->size() == room::seats_max);
  CHECK_FALSE(SeatSet::read(full + full));
  CHECK_FALSE(SeatSet::read("§"));
  CHECK_FALSE(SeatSet::read("/w =="));
  CHECK(SeatSet::read("AgAA") == seats_up_to(1));
}

TEST_CASE("ten thousand who come and go cost one telling a second", "[app]") {
  PresenceExchange exchange;
  SeatSet here;
  std::vector<std::string> said;
  Instant now = 1'000'000;
  const Instant begun = now;
  const auto look = [&] {
    if (!exchange.may_hurry(now) && now % 1'000 != 0) return;
    if (auto words = exchange.to_say(here, now)) said.push_back(*words);
  };
  for (std::uint32_t n = 1; n <= 10'000; ++n, ++now) {
    here.insert(SeatId{n});
    look();
  }
  REQUIRE_FALSE(said.empty());
  CHECK(SeatSet::read(said.front()) == seats_up_to(1));  // the first is not kept waiting
  for (std::uint32_t n = 10'000; n > 0; --n, ++now) {
    here = n % 100 == 1 ? seats_up_to(n - 1) : here;
    look();
  }
  now += 1'000;
  look();
  CHECK(said.size() <= static_cast<std::size_t>((now - begun) / presence_said_every_ms + 1));
  CHECK(said.back().empty());  // nobody
  const std::size_t before = said.size();
  for (int i = 0; i < 100; ++i, now += 1'000) look();
  CHECK(said.size() == before);  // which is said once
}

TEST_CASE("what another server said lapses after three seconds of hearing", "[app]") {
  PresenceExchange exchange;
  exchange.hear("b", seats_up_to(3).text(), {1, 10'000, true});
  exchange.hear("c", seats_up_to(2).text(), {1, 11'000, true});
  exchange.hear("c", "not ours", {1, 12'000, true});
  CHECK(exchange.elsewhere({1, 12'999, true}).size() == 3);
  CHECK(exchange.elsewhere({1, 13'000, true}).size() == 2);
  // A new connection hears from the beginning: whoever is there has three seconds to say so.
  CHECK(exchange.elsewhere({2, 2'999, true}).size() == 2);
  CHECK(exchange.elsewhere({2, 3'000, true}).empty());
  exchange.hear("b", seats_up_to(3).text(), {2, 4'000, true});
  exchange.hear("b", "", {2, 4'100, true});
  CHECK(exchange.elsewhere({2, 4'100, true}).empty());
}

TEST_CASE("[S6] two servers count everybody once, whoever is connected to which", "[app]") {
  Fleet fleet;
  const auto malik = fleet.join(fleet.two, "Malik");
  const auto ines = fleet.join(fleet.two, "Ines");
  fleet.pass(8'000);
  CHECK(here(*fleet.one.awa) == 3);
  CHECK(here(*malik) == 3);
  CHECK(awaited(*malik) == Json::array());  // Awa is with the other server
  CHECK(awaited(*fleet.one.awa) == Json::array());

  // A second tab of the same seat, by the other server, is nobody new.
  const auto tab = fleet.two.phone(fleet.two.open_session(
      {{"face", "desk"}, {"name", "Awa"}, {"secret", fleet.one.founded["founder_secret"]}}));
  tab->hello();
  fleet.pass(4'000);
  CHECK(tab->frames("welcome").back()["seats"] == Json::array({"s1"}));
  CHECK(here(*malik) == 3);
  tab->lose_line();
  ines->lose_line();
  fleet.pass(4'000);
  CHECK(here(*fleet.one.awa) == 2);
  CHECK(here(*malik) == 2);
  fleet.pass(6'000);
  CHECK(awaited(*fleet.one.awa) == Json::array({"s3"}));
}

TEST_CASE("[S6] the people of a server that died are not counted five seconds later", "[app]") {
  Fleet fleet;
  const auto malik = fleet.join(fleet.two, "Malik");
  const auto ines = fleet.join(fleet.one, "Ines");
  fleet.pass(4'000);
  REQUIRE(here(*malik) == 3);
  fleet.one.stop();
  fleet.pass(5'000);
  CHECK(here(*malik) == 1);
  fleet.move(*ines, fleet.two);
  fleet.pass(2'000);
  CHECK(here(*malik) == 2);
}

TEST_CASE("[S6] however many lines come and go, a server says so once a second", "[app]") {
  Fleet fleet;
  std::vector<std::shared_ptr<Phone>> some;
  for (int i = 0; i < 20; ++i) some.push_back(fleet.join(fleet.two, "Voix " + std::to_string(i)));
  fleet.one.awa->lose_line();
  fleet.pass(2'000);
  std::size_t before = fleet.bus->said();
  for (int second = 0; second < 20; ++second) {
    for (int i = 0; i < 12; ++i)
      for (const auto& phone : some) {
        phone->lose_line();
        fleet.two.settle();
        phone->hello();
        fleet.two.settle();
      }
    fleet.pass(1'000);
  }
  CHECK(fleet.bus->said() - before <= 21);
  // Nobody is there any more: that is said, then nothing.
  for (const auto& phone : some) phone->lose_line();
  fleet.pass(2'000);
  before = fleet.bus->said();
  fleet.pass(30'000);
  CHECK(fleet.bus->said() == before);
  // Whoever comes first after a calm is told of at once.
  some.front()->hello();
  fleet.two.settle();
  CHECK(fleet.bus->said() == before + 1);
}

TEST_CASE("no relay is proposed while whoever facilitates is connected to any server", "[app]") {
  Fleet fleet;
  const auto malik = fleet.join(fleet.two, "Malik");
  fleet.pass(200'000);
  CHECK_FALSE(malik->room().contains("relay"));
  CHECK(here(*malik) == 2);

  fleet.one.awa->lose_line();
  fleet.pass(80'000);
  CHECK_FALSE(malik->room().contains("relay"));
  fleet.pass(20'000);
  REQUIRE(malik->room().contains("relay"));
  // Whoever comes back by another server is back.
  fleet.one.awa->hello();
  fleet.pass(5'000);
  CHECK_FALSE(malik->room().contains("relay"));
}

TEST_CASE("a server that hears no other takes nobody for gone", "[app]") {
  Fleet fleet;
  const auto malik = fleet.join(fleet.two, "Malik");
  fleet.pass(4'000);
  fleet.two.presence->cut();
  fleet.pass(200'000);
  CHECK_FALSE(malik->room().contains("relay"));
  CHECK(here(*malik) == 2);
  CHECK(awaited(*malik) == Json::array());
  SECTION("they hear each other again") {
    fleet.two.presence->join();
    fleet.pass(200'000);
    CHECK_FALSE(malik->room().contains("relay"));
    CHECK(here(*malik) == 2);
  }
  SECTION("it started meanwhile, and knows of nobody") {
    fleet.two.restart();
    fleet.two.presence->cut();
    fleet.move(*malik, fleet.two);
    fleet.pass(200'000);
    CHECK_FALSE(malik->room().contains("relay"));
    fleet.two.presence->join();
    fleet.pass(200'000);
    CHECK_FALSE(malik->room().contains("relay"));
    CHECK(here(*malik) == 2);
  }
  SECTION("she has gone meanwhile: the ninety seconds begin when they hear each other") {
    fleet.one.awa->lose_line();
    fleet.pass(4'000);
    fleet.two.presence->join();
    fleet.pass(80'000);
    CHECK(here(*malik) == 1);
    CHECK_FALSE(malik->room().contains("relay"));
    fleet.pass(20'000);
    CHECK(malik->room().contains("relay"));
  }
}
