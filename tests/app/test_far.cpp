// SPDX-License-Identifier: AGPL-3.0-or-later
// A server far from the log, while one that is near writes: what it parks is decided over there.
#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>

#include "app/elsewhere.hpp"
#include "app/two_servers.hpp"
#include "wire/wish_codec.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json here = {{"type", "set_place"}, {"place", "room"}};

// Two is far away, and has just come second with what Zoé said; its calls are held.
struct Far : TwoPeople {
  Far() {
    go_far();
    zoe->command(moves);
    two.settle();
    malik->command(moves);
    one.settle();
    for (int i = 0; i < 10 && (two.log.waiting() > 0 || zoe->frames("ack").empty()); ++i) {
      let_through(1);
      one.settle();
    }
    REQUIRE(zoe->frames("ack").size() == 1);
    zoe->forget();
  }
  /// Two parks what it has, where one has gone on meanwhile.
  void park_two() {
    two.settle();
    malik->command(std::exchange(moved_, !moved_) ? moves : here);
    one.settle();
    let_through(1);
  }
  void let_through(int times) {
    for (int i = 0; i < times; ++i) {
      two.log.set_now(two.log.now() + way_ms);
      TwoPeople::let_through();
    }
  }
  Duration way_ms = 10;
  int turns_of_two() const {
    const std::string text = two.gateway->metrics().text();
    const std::string name = "\npalabre_turns_total ";
    return std::stoi(text.substr(text.find(name) + name.size()));
  }
  /// Somebody comes in by two.
  void come_in(const std::string& name) {
    app::HttpRequest wish;
    wish.method = "POST";
    wish.path = "/api/palabres/" + two.code + "/sessions";
    wish.peer = "192.168.1.30";
    wish.body = Json{{"face", "phone"}, {"name", name}}.dump();
    boost::asio::co_spawn(two.loop,
                          two.gateway->handle(std::move(wish)),
                          [this](std::exception_ptr, app::HttpResponse got) { answer = got; });
  }
  bool sits(const std::string& name) const {
    for (const auto& [id, seat] : malik->room()["seats"].items())
      if (seat["name"] == name) return true;
    return false;
  }

  std::optional<app::HttpResponse> answer;

 private:
  bool moved_ = false;
};

room::OpenSession lea() {
  room::OpenSession open;
  open.sid = "00000000000000000000000000000000000000000000";
  open.name_given = Text{"Léa", 3};
  open.place = "room";
  return open;
}

}  // namespace

TEST_CASE("a near server that has nothing to say decides at once what is parked", "[app]") {
  Far at;
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.park_two();
  REQUIRE(at.room().parked.size() == 1);
  at.one.settle();
  CHECK(at.room().parked.empty());
  CHECK(at.ideas_of(*at.malik) == 1);
  at.let_through(4);
  CHECK(at.zoe->frames("ack").size() == 1);
  CHECK(at.zoe->room() == at.malik->room());
}

TEST_CASE("a near server that reads when it is told decides afterwards what is parked", "[app]") {
  Far at;
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.two.settle();
  at.malik->command(moves);
  at.one.settle();
  at.one.log.hold();
  at.one.log.append_elsewhere(at.records->rooms.begin()->first, a_recall());
  at.one.settle();
  REQUIRE(at.one.log.waiting() > 0);
  at.let_through(1);
  REQUIRE(at.room().parked.size() == 1);
  at.one.settle();
  at.one.log.release();
  at.one.settle();
  CHECK(at.room().parked.empty());
  CHECK(at.ideas_of(*at.malik) == 1);
}

TEST_CASE("from afar, while others write, nothing is decided that they decide", "[app]") {
  Far at;
  const int before = at.turns_of_two();
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.two.settle();
  CHECK(at.two.log.waiting() == 1);  // no entries on their way: what Zoé says is parked
  at.park_two();
  at.two.settle();
  CHECK(at.turns_of_two() == before);
}

TEST_CASE("from afar, where nobody has written since, one decides oneself", "[app]") {
  Far at;
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.two.settle();
  at.let_through(4);
  CHECK(at.room().parked.empty());
  CHECK(at.ideas_of(*at.zoe) == 1);
  CHECK(at.zoe->frames("ack").size() == 1);
}

TEST_CASE("[C3] from afar a refusal is heard of like anything else", "[app]") {
  Far at;
  at.zoe->command({{"type", "finish"}}, "a99");
  at.park_two();
  REQUIRE(at.room().parked.size() == 1);
  at.one.settle();
  at.let_through(4);
  REQUIRE(at.zoe->frames("refused").size() == 1);
  CHECK(at.zoe->frames("ack").empty());
}

TEST_CASE("a server that is late once is not far", "[app]") {
  TwoPeople at;
  at.two.log.hold();
  at.zoe->command(moves);
  at.two.settle();
  at.malik->command(moves);
  at.one.settle();
  at.two.log.set_now(at.two.log.now() + 100);
  at.let_through();  // comes second
  at.let_through();  // reads
  CHECK(at.two.log.waiting() == 1);
  at.let_through();
  CHECK(at.zoe->frames("ack").size() == 1);
}

TEST_CASE("a server that is far no more decides itself again", "[app]") {
  Far at;
  at.way_ms = 0;
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.park_two();
  at.one.log.hold();  // the other stands still
  at.let_through(6);
  CHECK(at.zoe->frames("ack").size() == 1);
  CHECK(at.ideas_of(*at.zoe) == 1);
}

TEST_CASE("what nobody decides in time the far server decides itself", "[app]") {
  Far at;
  at.zoe->command(idea, at.zoe->activity("ideas"));
  at.park_two();
  at.let_through(2);
  at.one.log.hold();  // one stands still
  at.two.log.set_now(at.two.log.now() + app::parked_again_ms);
  at.two.ring();
  at.let_through(4);
  CHECK(at.zoe->frames("ack").size() == 1);
  CHECK(at.ideas_of(*at.zoe) == 1);
  at.one.log.release();
  at.two.log.release();
  at.settle(6);
  CHECK(at.ideas_of(*at.malik) == 1);  // its copy is decided once
}

TEST_CASE("from afar, what comes while an append is on its way is parked at once", "[app]") {
  Far at;
  const std::string ideas = at.zoe->activity("ideas");
  at.zoe->command(idea, ideas);
  at.park_two();
  at.let_through(2);
  at.one.log.hold();
  at.two.log.set_now(at.two.log.now() + app::parked_again_ms);
  at.two.ring();
  REQUIRE(at.two.log.waiting() > 0);  // what it has decided itself
  at.zoe->command({{"type", "submit"}, {"text", "des bâches"}}, ideas);
  at.one.log.release();
  at.park_two();
  at.settle(6);
  at.let_through(6);
  at.settle(6);
  CHECK(at.zoe->frames("ack").size() == 2);
  CHECK(at.zoe->room() == at.malik->room());
  CHECK(at.ideas_of(*at.zoe) == 2);
}

TEST_CASE("from afar somebody comes in although others write all the time", "[app]") {
  Far at;
  at.come_in("Léa");
  at.park_two();
  REQUIRE(at.room().parked.size() == 1);
  at.one.settle();
  CHECK(at.sits("Léa"));
  CHECK_FALSE(at.answer);
  at.let_through(4);
  REQUIRE(at.answer);
  CHECK(at.answer->status == 201);
}

TEST_CASE("from afar a name that is taken is said although others write all the time", "[app]") {
  Far at;
  at.come_in("Malik");
  at.park_two();
  at.one.settle();  // refused there, which is written down nowhere
  at.let_through(4);
  REQUIRE_FALSE(at.answer);
  at.malik->command(here);
  at.one.settle();
  at.two.log.set_now(at.two.log.now() + app::parked_again_ms);
  at.two.ring();
  at.let_through(1);  // what the other has written
  REQUIRE(at.answer);
  CHECK(at.answer->status == 409);
}

TEST_CASE("whoever comes in is not let in after the other server gave up", "[app]") {
  TwoPeople at;
  auto& parked = at.records->rooms.begin()->second.parked;
  const Instant now = at.one.log.now();
  const std::size_t before = at.malik->room()["seats"].size();
  parked = {wire::encode_open(lea(), now)};
  at.malik->command(moves);
  at.one.settle();
  CHECK(parked.empty());
  CHECK(at.malik->room()["seats"].size() == before);
  parked = {wire::encode_open(lea(), now + 1), "{\"open\":{}}", "?"};
  at.malik->command(here);
  at.one.settle();
  CHECK(parked.empty());
  CHECK(at.malik->room()["seats"].size() == before + 1);
}
