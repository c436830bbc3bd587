// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "app/bases.hpp"
#include "app/fanout.hpp"
#include "app/fork.hpp"
#include "app/join_code.hpp"
#include "app/rate_limit.hpp"
#include "app/room_host.hpp"
#include "store/memory_event_log.hpp"
#include "wire/entry_codec.hpp"
#include "wire/wish_codec.hpp"

using namespace palabre;
using namespace palabre::app;

namespace {

std::shared_ptr<const room::Room> room_at(std::uint64_t seq, std::uint32_t epoch = 1) {
  room::Room room;
  room.position = {epoch, seq, {}};
  return std::make_shared<const room::Room>(room);
}

class Quiet final : public RoomLine {
 public:
  void on_published() override { ++told; }
  void on_audience_changed() override {}
  void on_beat(Instant) override {}
  void on_slept(Duration) override {}
  void end(std::uint16_t, const std::string&) override {}
  void go(Duration) override {}
  const std::vector<SeatId>& seats() const override { return none; }
  std::vector<SeatId> none;
  int told = 0;
};

room::Entry said_by(const std::string& sid, std::uint64_t cseq) {
  room::Entry entry;
  entry.header.sid = sid;
  entry.header.cseq = cseq;
  return entry;
}

// What a server that only read the entry has of it.
JournaledEntry orphaned(const room::Entry& entry, std::uint64_t seq) {
  const auto encoded = wire::encode_entry(entry);
  return {{seq, "", {encoded.header, encoded.facts, encoded.words}}, ""};
}

constexpr const char* malik = "875556aaf1f2c54642c097eec8a7ffd2";
constexpr const char* zoe = "e50bf91f95d811f4841fc52d68b8f2e7";

}  // namespace

TEST_CASE("[S3] no patch starts from a chain whose newest is not shown yet", "[app]") {
  Fanout fanout;
  fanout.publish(room_at(5, 1), 1'000);
  CHECK(fanout.has_base(5));
  fanout.keep(room_at(3, 2), 1'000);
  CHECK_FALSE(fanout.has_base(3));
  fanout.publish(room_at(6, 2), 1'000);
  CHECK_FALSE(fanout.has_base(5));
  CHECK(fanout.has_base(6));
}

TEST_CASE("what is parked again brings along all that its session said", "[app]") {
  const auto wish = [](const std::string& sid, std::uint64_t cseq) {
    room::Wish one;
    one.sid = sid;
    one.cseq = cseq;
    one.body = {{"type", "recall_frame"}};
    return Item{one, nullptr};
  };
  const auto cseqs = [](const std::vector<std::string>& wishes) {
    std::vector<std::uint64_t> all;
    for (const std::string& text : wishes) all.push_back(wire::decode_wish(text)->cseq);
    return all;
  };
  using Cseqs = std::vector<std::uint64_t>;
  Batch flying;
  flying.push_back(wish(malik, 1));
  flying.push_back(wish(zoe, 2));
  flying.push_back(Item{room::ServerCommand(room::Tick{}), nullptr});
  CHECK(cseqs(park({&flying}, 1'000)) == Cseqs{1, 2});
  Batch later;
  later.push_back(wish(malik, 3));
  CHECK(cseqs(park({&flying, &later}, 1'010)) == Cseqs{1, 3});
  CHECK(park({&flying, &later}, 1'020).empty());
  CHECK(cseqs(park({&flying, &later}, 1'000 + parked_again_ms)) == Cseqs{2});
  CHECK(cseqs(park({&flying, &later}, 1'010 + parked_again_ms)) == Cseqs{1, 3});
}

TEST_CASE("an orphan is settled by its entry, also on a chain that grew shorter", "[app]") {
  Fork fork;
  fork.add({orphaned(said_by(malik, 4), 21)}, 20, 1'000);
  fork.saw(said_by(zoe, 1), 12);
  CHECK_FALSE(fork.is_settled());
  fork.saw(said_by(malik, 4), 13);
  CHECK(fork.is_settled());
}

TEST_CASE("an orphan that waits for an earlier one of its session is not due before it", "[app]") {
  Fork fork;
  fork.add({orphaned(said_by(malik, 1), 9)}, 8, 4'000);
  const Instant due = fork.due();
  CHECK(due == 4'000 + orphan_wait_ms);
  CHECK_FALSE(fork.next(due - 1));
  // Known here, and so due at once, but second.
  JournaledEntry known = orphaned(said_by(malik, 2), 10);
  const room::Wish wish{malik, 2, "a3", std::nullopt, std::nullopt, {{"type", "submit"}}};
  known.command = encode_asked(wish, std::nullopt);
  fork.add({known}, 9, 5'000);
  CHECK(fork.due() == due);
  CHECK_FALSE(fork.next(due - 1));
  REQUIRE(fork.next(due));
  CHECK(fork.next(due)->was.header.cseq == 1);
  fork.saw(said_by(malik, 1), 12);
  CHECK(fork.due() == 5'000);
  REQUIRE(fork.next(5'000));
}

TEST_CASE("[H11] codes are read as people type them", "[app]") {
  CHECK(read_code("KOLA-27XB") == std::nullopt);  // O and L are none of the letters
  CHECK(read_code("kxra-27xb") == "KXRA27XB");
  CHECK(read_code("KXRA 27XB") == "KXRA27XB");
  CHECK(read_code("KXRA27X") == std::nullopt);
  CHECK(read_code("KXRA27XBB") == std::nullopt);
  CHECK(read_code("KXRA-27X!") == std::nullopt);
  CHECK(rc::check("a code that was drawn is read again", [](std::uint64_t seed) {
    Random random(seed);
    const std::string code = draw_code(random);
    RC_ASSERT(read_code(shown_code(code)) == code);
  }));
}

TEST_CASE("credit: a burst, then one act at a time", "[app]") {
  Credit credit;
  const Rate rate{3, 100};
  int allowed = 0;
  for (int i = 0; i < 10; ++i) allowed += credit.take(rate, 1'000) ? 1 : 0;
  CHECK(allowed == 3);
  CHECK_FALSE(credit.take(rate, 1'050));
  CHECK(credit.take(rate, 1'100));
  CHECK_FALSE(credit.take(rate, 1'101));
  allowed = 0;
  for (int i = 0; i < 10; ++i) allowed += credit.take(rate, 9'000) ? 1 : 0;
  CHECK(allowed == 3);
}

TEST_CASE("addresses that are remembered stay within their bound", "[app]") {
  CreditByAddress credits({2, 1'000}, 10);
  for (int i = 0; i < 1'000; ++i) credits.take("10.0.0." + std::to_string(i), i);
  CHECK(credits.take("10.0.0.999", 1'000));
  CHECK_FALSE(credits.take("10.0.0.999", 1'000));
}

TEST_CASE("bases: those of the last minute, and never more than the bound", "[app]") {
  Bases bases;
  for (std::uint64_t seq = 1; seq <= 1'000; ++seq) bases.add(room_at(seq), 10'000);
  CHECK(bases.size() <= bases_max);
  CHECK(bases.find(1'000) != nullptr);
  for (std::uint64_t seq = 900; seq <= 1'000; ++seq) CHECK(bases.find(seq) != nullptr);
  CHECK(bases.find(1'001) == nullptr);
  bases.add(room_at(1'001), 10'000 + base_kept_ms + 1);
  CHECK(bases.size() == 1);
  bases.add(room_at(1'001), 10'000 + base_kept_ms + 1);
  CHECK(bases.size() == 1);
}

TEST_CASE("a clock that goes when its timer has just run out rings no more", "[app]") {
  boost::asio::io_context loop;
  store::MemoryEventLog log(loop);
  int rung = 0;
  auto one = std::make_unique<AlarmClock>(loop, log);
  auto other = std::make_unique<AlarmClock>(loop, log);
  // Both timers have run out before either is heard: whoever rings first takes the other along.
  one->ring_at(log.now(), [&] { ++rung, other.reset(); });
  other->ring_at(log.now(), [&] { ++rung, one.reset(); });
  loop.run_for(std::chrono::milliseconds(50));
  CHECK(rung == 1);
}

TEST_CASE("lines come and go while they are told something", "[app]") {
  LineList lines;
  std::vector<std::unique_ptr<Quiet>> quiet;
  for (int i = 0; i < 50; ++i) {
    quiet.push_back(std::make_unique<Quiet>());
    CHECK(lines.add(std::to_string(i), quiet.back().get()) == nullptr);
  }
  const auto second = std::make_unique<Quiet>();
  CHECK(lines.add("7", second.get()) == quiet[7].get());
  lines.remove("7", quiet[7].get());  // the one that was replaced
  CHECK(lines.find("7") == second.get());
  lines.each([&](RoomLine& line) {
    line.on_published();
    for (int i = 10; i < 50; ++i) lines.remove(std::to_string(i), quiet[std::size_t(i)].get());
  });
  CHECK(lines.size() == 10);
  int told = 0;
  lines.each([&](RoomLine&) { ++told; });
  CHECK(told == 10);
  for (int i = 0; i < 10; ++i)
    lines.remove(std::to_string(i), i == 7 ? second.get() : quiet[std::size_t(i)].get());
  lines.each([&](RoomLine&) { FAIL("nobody is there"); });
  CHECK(lines.size() == 0);
}
