// SPDX-License-Identifier: AGPL-3.0-or-later
// Palabres that nobody has open: closed ones leave the log that servers share and stay readable,
// what was erased is erased everywhere, what the log lost is put back.
#include <catch2/catch.hpp>

#include "app/torn_log.hpp"
#include "support/run_task.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

constexpr Duration hour = 60 * 60 * 1'000;

/// Two servers that let closed palabres go after an hour.
class Keeping : public Servers {
 public:
  Keeping() : Servers(hour) {
    malik_ = one().open_session({{"face", "phone"}, {"name", "Malik"}});
    settle();
  }
  const std::string& malik() const { return malik_; }
  /// Founder's word, on server one.
  void say(const Json& command) {
    if (!one().awa->is_open()) one().awa->hello();
    one().awa->command(command);
    pass(2'000);
  }
  void close() {
    say({{"type", "close"}});
    REQUIRE(room().left == std::nullopt);
  }
  /// Closed, and an hour later.
  void leave() {
    close();
    records()->now += hour;
    pass(20'000);
    REQUIRE(has_left());
  }
  bool has_left() { return room().left && room().entries.empty(); }
  std::size_t journaled(std::size_t of) const {
    const auto at = journal(of).rooms.find(id());
    return at == journal(of).rooms.end() ? 0 : at->second.entries.size();
  }
  unsigned minutes(Hall& hall) {
    return hall.get("/api/palabres/" + code() + "/minutes.json", malik_).first;
  }
  /// Time passes for a third server too.
  void pass_with(Hall& third, Duration time) {
    for (Duration left = time; left > 0; left -= 500) {
      pass(500);
      third.ring();
      settle();
    }
  }

 private:
  std::string malik_;
};

}  // namespace

TEST_CASE("[H16] a closed palabre leaves the log once every server has it, and is read on each",
          "[app]") {
  Keeping servers;
  servers.pass(5'000);
  const std::size_t entries = servers.room().entries.size();
  servers.close();
  servers.pass(20'000);
  CHECK(servers.room().entries.size() == entries + 1);
  CHECK(servers.journaled(1) == 0);  // nobody came to server two
  servers.records()->now += hour;
  servers.pass(20'000);
  CHECK(servers.has_left());
  CHECK(servers.journaled(0) == entries + 1);
  CHECK(servers.journaled(1) == entries + 1);
  CHECK(servers.records()->codes.size() == 1);
  CHECK(servers.count("palabre_closed_left_total") >= 1);
  CHECK(servers.minutes(servers.one()) == 200);
  CHECK(servers.minutes(servers.two()) == 200);
  servers.restart();
  servers.pass(20'000);
  for (Hall* hall : {&servers.one(), &servers.two()}) {
    CHECK(servers.minutes(*hall) == 200);
    const auto [status, seen] = hall->get("/api/palabres/" + servers.code());
    CHECK(status == 200);
    CHECK(seen["open"] == "closed");
  }
  servers.pass(5'000);
  CHECK(servers.has_left());
  CHECK(servers.count("palabre_entries_restored_total") == 0);
}

TEST_CASE("an open palabre stays, however long nobody comes", "[app]") {
  Keeping servers;
  servers.pass(2'000);
  servers.records()->now += 48 * hour;
  servers.pass(10'000);
  CHECK(servers.room().left == std::nullopt);
  CHECK(!servers.room().entries.empty());
}

TEST_CASE("a palabre does not leave while a server that runs could not journal it", "[app]") {
  Keeping servers;
  servers.close();
  servers.two().journal->fail(true);
  servers.records()->now += hour;
  servers.pass(20'000);
  CHECK(servers.room().left == std::nullopt);
  servers.two().journal->fail(false);
  servers.pass(10'000);
  CHECK(servers.has_left());
  CHECK(servers.journaled(1) == servers.journaled(0));
}

TEST_CASE("[H16] a server that has not got what left asks for it", "[app]") {
  Keeping servers;
  SECTION("one that is new") {
    servers.leave();
    const auto journaled = std::make_shared<store::JournalRecords>();
    Hall third(servers.records(), journaled, nullptr, hour);
    const auto [status, answer] = third.get("/api/palabres/" + servers.code());
    CHECK(status == 503);
    CHECK(answer["code"] == "unavailable");
    CHECK(answer.dump().find(servers.room().left->hash) == std::string::npos);
    servers.pass_with(third, 20'000);
    CHECK(servers.minutes(third) == 200);
    CHECK(servers.has_left());
    CHECK(journaled->rooms.at(servers.id()).entries.size() == servers.journaled(0));
    CHECK(servers.count("palabre_closed_brought_back_total") >= 1);
  }
  SECTION("one that was away, and has an older part") {
    const auto journaled = std::make_shared<store::JournalRecords>();
    Hall third(servers.records(), journaled, nullptr, hour);
    third.get("/api/palabres/" + servers.code());
    servers.pass_with(third, 3'000);
    const std::size_t older = journaled->rooms.at(servers.id()).entries.size();
    third.gateway.reset();
    third.settle();
    servers.pass(40'000);  // nobody waits for it any more
    servers.leave();
    third.restart();
    servers.pass_with(third, 20'000);
    CHECK(servers.has_left());
    CHECK(journaled->rooms.at(servers.id()).entries.size() == older + 1);
    CHECK(servers.minutes(third) == 200);
    CHECK(servers.count("palabre_entries_restored_total") == 0);
  }
}

TEST_CASE("what left comes back to be written on, and leaves again", "[app]") {
  Keeping servers;
  servers.leave();
  const std::size_t entries = servers.journaled(0);
  const auto opened = servers.two().post(
      "/api/palabres/" + servers.code() + "/sessions",
      {{"face", "screen"},
       {"secret",
        servers.one().founded["screen_url"].get<std::string>().substr(
            servers.one().founded["screen_url"].get<std::string>().find("#k=") + 3)}});
  CHECK(opened.first == 201);
  CHECK(servers.room().left == std::nullopt);
  CHECK(servers.room().entries.size() == entries + 1);
  CHECK(servers.chain_holds());
  servers.pass(5'000);
  CHECK(servers.minutes(servers.one()) == 200);
  servers.records()->now += hour;
  servers.pass(20'000);
  CHECK(servers.has_left());
  CHECK(servers.journaled(0) == entries + 1);
  CHECK(servers.journaled(1) == entries + 1);
}

TEST_CASE("the founder erases what left: on every server, for good", "[app]") {
  Keeping servers;
  servers.leave();
  servers.say({{"type", "erase"}});
  servers.pass(5'000);
  REQUIRE(servers.room().erased);
  for (const std::size_t of : {0U, 1U}) {
    CHECK(servers.journal(of).rooms.at(servers.id()).erased);
    CHECK(servers.journal(of).codes.empty());
  }
  servers.restart();
  servers.empty();
  servers.pass(10'000);
  CHECK(servers.minutes(servers.one()) == 404);
  CHECK(servers.minutes(servers.two()) == 404);
  CHECK(servers.records()->rooms.empty());
}

TEST_CASE("[G6] a server that starts puts back what the log lost, before anybody comes", "[app]") {
  Keeping servers;
  servers.one().awa->lose_line();
  servers.pass(3'000);
  servers.restart();
  const auto before = servers.entries();
  SECTION("everything") { servers.empty(); }
  SECTION("its end") { servers.lose_tail(1); }
  servers.pass(5'000);
  CHECK(servers.entries() == before);
  CHECK(servers.records()->codes.size() == 1);
  CHECK(servers.count("palabre_repairs_total{found=\"behind\"}") +
            servers.count("palabre_repairs_total{found=\"emptied\"}") >=
        1);
  CHECK(servers.count("palabre_rooms") == 0);  // none was loaded
}

TEST_CASE("[G6] a log that forgets its servers is looked at as at the start", "[app]") {
  Keeping servers;
  servers.one().awa->lose_line();
  servers.restart();
  servers.pass(3'000);
  REQUIRE(servers.count("palabre_rooms") == 0);
  const auto before = servers.entries();
  servers.empty();
  servers.records()->servers.clear();
  servers.pass(5'000);
  CHECK(servers.entries() == before);
}

TEST_CASE("[G6] what left is not put back into a log that was emptied, and known to have left",
          "[app]") {
  Keeping servers;
  servers.leave();
  servers.empty();
  servers.records()->servers.clear();
  servers.pass(5'000);
  CHECK(servers.has_left());
  CHECK(servers.records()->codes.size() == 1);
  CHECK(servers.minutes(servers.two()) == 200);
}

TEST_CASE("an erase that died half way is done at the start", "[app]") {
  Keeping servers;
  servers.one().awa->lose_line();
  servers.pass(3'000);
  servers.restart();
  Hall& one = servers.one();
  const app::StoredEntry word{
      R"({"at":1760000000000,"cseq":0,"nonce":"00000000000000ff","sid":""})",
      R"({"events":[{"facts":{"by":"s1"},"type":"erasure_asked/1"}]})",
      ""};
  const app::Head head = servers.room().head;
  one.log.append_elsewhere(servers.id(), word);
  app::JournaledEntry entry;
  entry.logged.entry = word;
  REQUIRE(run_task(one.loop, one.journal->write(servers.id(), head, 1, {entry})));
  servers.pass(5'000);
  CHECK(servers.room().erased);
  CHECK(servers.journal(0).rooms.at(servers.id()).erased);
}

// A long palabre is put back in slices: until it is whole nobody takes its beginning for all of it.
TEST_CASE("[G6] whoever dies while putting back leaves nothing that others would go on with",
          "[app]") {
  Hall hall;
  std::vector<app::JournaledEntry> many(app::append_entries_max + 10);
  for (auto& one : many) one.logged.entry = {R"({"at":1})", "{}", ""};
  store::MemoryJournal of_one(hall.loop), of_two(hall.loop), of_third(hall.loop);
  const app::Head whole = run_task(hall.loop, of_one.write("room", {}, 1, many)).value();
  REQUIRE(run_task(hall.loop, of_two.write("room", {}, 1, many)));
  many.resize(20);
  const app::Head old = run_task(hall.loop, of_third.write("room", {}, 1, many)).value();
  const auto mend = [&](store::MemoryJournal& journal, const app::Head& ours) {
    app::OwnChain chain(hall.loop, journal, "room");
    return run_task(hall.loop, app::mend(hall.log, chain, "room", ours));
  };
  hall.log.lose_next_answer();
  REQUIRE(!mend(of_one, whole));
  const auto seen = run_task(hall.loop, hall.log.head("room"));
  REQUIRE(!seen);
  CHECK(seen.error().code == "unavailable");
  const auto short_of_it = mend(of_third, old);
  REQUIRE(!short_of_it);
  CHECK(short_of_it.error().code == "unavailable");
  CHECK(!short_of_it.error().params.contains("hash"));
  CHECK(mend(of_two, whole)->restored == 10);
  CHECK(run_task(hall.loop, hall.log.head("room")).value() == whole);
}
