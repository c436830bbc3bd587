// SPDX-License-Identifier: AGPL-3.0-or-later
// What every EventLog promises. A kit opens a log: Kit(loop), log(), reopen(), and whether what was
// written is still there after it.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "app/ports.hpp"
#include "base/hash.hpp"
#include "support/run_task.hpp"

namespace palabre::test {

inline app::StoredEntry entry_of(const std::string& name) {
  return {R"({"at":1,"sid":"x"})", R"(["fact )" + name + R"("])", "words of " + name};
}

inline std::vector<app::StoredEntry> entries_of(const std::string& name, int count = 1) {
  std::vector<app::StoredEntry> entries;
  for (int i = 1; i <= count; ++i) entries.push_back(entry_of(name + std::to_string(i)));
  return entries;
}

/// The calls of a log, each run to its end.
class Calls {
 public:
  Calls(boost::asio::io_context& loop, app::EventLog& log) : loop_(loop), log_(log) {}

  Result<app::Appended> append(const std::string& room,
                               const app::Head& expected,
                               std::vector<app::StoredEntry> entries,
                               std::vector<std::string> commands = {}) {
    return run_task(loop_, log_.append(room, expected, std::move(entries), std::move(commands)));
  }
  Result<std::vector<app::LoggedEntry>> read(const std::string& room,
                                             std::uint64_t seq = 0,
                                             std::size_t max = 1000) {
    return run_task(loop_, log_.read(room, seq, max));
  }
  Result<app::Head> restore(const std::string& room,
                            const app::Head& expected,
                            std::uint32_t epoch,
                            std::vector<app::StoredEntry> entries,
                            std::uint64_t whole_at = 0) {
    return run_task(loop_, log_.restore(room, expected, epoch, std::move(entries), whole_at));
  }
  Result<app::Head> head(const std::string& room) { return run_task(loop_, log_.head(room)); }
  Result<void> put_blob(const std::string& bytes) {
    return run_task(loop_, log_.put_blob(short_hash_of(bytes), bytes));
  }
  Result<std::string> get_blob(const std::string& hash) {
    return run_task(loop_, log_.get_blob(hash));
  }
  Result<void> bind_code(const std::string& code, const std::string& room) {
    return run_task(loop_, log_.bind_code(code, room));
  }
  Result<std::string> find_code(const std::string& code) {
    return run_task(loop_, log_.find_code(code));
  }
  Result<void> release_code(const std::string& code) {
    return run_task(loop_, log_.release_code(code));
  }
  Result<void> erase_words(const std::string& room, std::vector<std::uint64_t> seqs) {
    return run_task(loop_, log_.erase_words(room, std::move(seqs)));
  }
  Result<void> erase(const std::string& room) { return run_task(loop_, log_.erase(room)); }

 private:
  boost::asio::io_context& loop_;
  app::EventLog& log_;
};

/// The code of a refusal; empty for none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

/// Whether each entry's hash continues the one before, from the first on.
inline bool chain_holds(const std::vector<app::LoggedEntry>& entries) {
  std::string hash;
  std::uint64_t seq = 0;
  for (const app::LoggedEntry& logged : entries) {
    hash = hash_of({hash, logged.entry.header, logged.entry.facts});
    if (logged.seq != ++seq || logged.hash != hash) return false;
  }
  return true;
}

template <class Kit>
void appends_in_order() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());

  const auto first = calls.append("room", {}, entries_of("a", 2));
  REQUIRE(first);
  CHECK(first->head.seq == 2);
  CHECK(first->parked.empty());
  const auto second = calls.append("room", first->head, entries_of("b"));
  REQUIRE(second);
  CHECK(second->head.seq == 3);
  CHECK(second->head.hash ==
        hash_of({first->head.hash, entry_of("b1").header, entry_of("b1").facts}));
  CHECK(calls.head("room").value() == second->head);

  const auto entries = calls.read("room").value();
  REQUIRE(entries.size() == 3);
  CHECK(chain_holds(entries));
  CHECK(entries[1].entry.facts == entry_of("a2").facts);
  CHECK(entries[2].entry.words == "words of b1");
  const auto tail = calls.read("room", 1, 1).value();
  REQUIRE(tail.size() == 1);
  CHECK(tail[0].seq == 2);
  CHECK(calls.read("room", 3).value().empty());

  CHECK(code_of(calls.head("elsewhere")) == "no_such_room");
  CHECK(calls.read("elsewhere").value().empty());
}

template <class Kit>
void conflicts_park() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());

  const auto first = calls.append("room", {}, entries_of("a"));
  REQUIRE(first);
  const auto late = calls.append("room", {}, entries_of("late"), {"c1", "c2"});
  REQUIRE(code_of(late) == "conflict");
  CHECK(late.error().params["seq"] == 1);
  CHECK(late.error().params["epoch"] == 1);
  CHECK(late.error().params["hash"] == first->head.hash);
  CHECK(calls.read("room").value().size() == 1);

  const auto next = calls.append("room", first->head, entries_of("b"), {"mine"});
  REQUIRE(next);
  CHECK(next->parked == std::vector<std::string>{"c1", "c2"});
  CHECK(calls.append("room", next->head, entries_of("c"))->parked.empty());

  // Without entries only what is parked changes hands.
  CHECK(code_of(calls.append("room", next->head, {}, {"c3"})) == "conflict");
  const app::Head last = calls.head("room").value();
  const auto taken = calls.append("room", last, {}, {"mine"});
  REQUIRE(taken);
  CHECK(taken->parked == std::vector<std::string>{"c3"});
  CHECK(taken->head == last);
  CHECK(calls.head("room").value() == last);
}

/// Whoever stands on another side of a fork has to decide again first what only that side holds:
/// its newer commands must not come before.
template <class Kit>
void forks_park_nothing() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());

  const auto first = calls.append("room", {}, entries_of("a"));
  REQUIRE(first);
  app::Head forked = first->head;
  forked.hash = hash_of({"another"});
  CHECK(code_of(calls.append("room", forked, entries_of("f"), {"c1"})) == "conflict");
  const auto next = calls.append("room", first->head, entries_of("b"));
  REQUIRE(next);
  CHECK(next->parked.empty());
  CHECK(code_of(calls.append("room", forked, entries_of("f"), {"c2"})) == "conflict");
  CHECK(code_of(calls.append("room", first->head, entries_of("c"), {"c3"})) == "conflict");
  CHECK(calls.append("room", next->head, entries_of("d"))->parked ==
        std::vector<std::string>{"c3"});
}

/// A log that lost its end says so: nothing is parked in it, and what it lost is put back as it
/// was.
template <class Kit>
void restores_what_was_lost() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const auto whole = calls.append("another", {}, entries_of("a", 3));
  REQUIRE(whole);
  const auto first = calls.append("room", {}, entries_of("a", 1));

  const auto behind = calls.append("room", whole->head, entries_of("b"), {"c1"});
  REQUIRE(code_of(behind) == "log_behind");
  CHECK(behind.error().params["seq"] == 1);
  CHECK(behind.error().params["hash"] == first->head.hash);
  CHECK(code_of(calls.append("empty", whole->head, entries_of("b"), {"c1"})) == "log_behind");

  auto tail = entries_of("a", 3);
  tail.erase(tail.begin());
  CHECK(code_of(calls.restore("room", whole->head, 1, tail)) == "conflict");
  CHECK(calls.restore("room", first->head, 1, tail).value() == whole->head);
  CHECK(code_of(calls.restore("room", first->head, 1, tail)) == "conflict");
  CHECK(chain_holds(calls.read("room").value()));
  CHECK(calls.read("room").value()[2].entry.words == "words of a3");
  CHECK(calls.append("room", whole->head, entries_of("b"))->parked.empty());

  CHECK(calls.restore("empty", {}, 4, entries_of("a", 3))->epoch == 4);
  CHECK(calls.head("empty")->hash == whole->head.hash);
  REQUIRE(calls.erase("empty"));
  CHECK(code_of(calls.restore("empty", {}, 5, entries_of("a"))) == "erased");
}

/// A new epoch shuts out whoever follows the old one.
template <class Kit>
void begins_epochs() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const app::Head old = calls.append("room", {}, entries_of("a", 2))->head;
  REQUIRE(code_of(calls.append("room", {}, entries_of("late"), {"c1"})) == "conflict");
  int told = 0;
  kit.log().subscribe("room", [&] { ++told; });
  const auto raised = calls.restore("room", old, 2, {});
  REQUIRE(raised);
  CHECK(raised->epoch == 2);
  CHECK(raised->seq == 2);
  CHECK(raised->hash == old.hash);
  CHECK(run_until(loop, [&] { return told > 0; }));
  CHECK(code_of(calls.append("room", old, entries_of("b"), {"c2"})) == "conflict");
  CHECK(code_of(calls.restore("room", *raised, 1, {})) == "conflict");
  const auto next = calls.append("room", *raised, entries_of("b"));
  REQUIRE(next);
  CHECK(next->parked == std::vector<std::string>{"c1", "c2"});
  CHECK(next->head.epoch == 2);
  CHECK(code_of(calls.append("room", app::Head{3, 1, ""}, entries_of("b"))) == "log_behind");
}

template <class Kit>
void inbox_is_bounded() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const auto first = calls.append("room", {}, entries_of("a"));
  const std::vector<std::string> many(app::append_entries_max, "c");
  CHECK(code_of(calls.append("room", {}, entries_of("late"), many)) == "conflict");
  CHECK(code_of(calls.append("room", {}, entries_of("late"), {"one more"})) == "inbox_full");
  CHECK(calls.append("room", first->head, entries_of("b"))->parked.size() == many.size());
}

template <class Kit>
void refuses_what_is_too_large() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  app::StoredEntry large = entry_of("a");
  large.words = std::string(app::entry_bytes_max, 'x');
  CHECK(code_of(calls.append("room", {}, {large})) == "too_large");
  CHECK(code_of(calls.put_blob(std::string(app::blob_bytes_max + 1, 'x'))) == "too_large");
  CHECK(code_of(calls.head("room")) == "no_such_room");
}

template <class Kit>
void keeps_blobs_and_codes() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const std::string bytes("a\0b", 3);
  REQUIRE(calls.put_blob(bytes));
  REQUIRE(calls.put_blob(bytes));
  CHECK(calls.get_blob(short_hash_of(bytes)).value() == bytes);
  CHECK(code_of(calls.get_blob("nothing")) == "no_such_blob");

  CHECK(code_of(calls.find_code("KATA27XB")) == "no_such_palabre");
  REQUIRE(calls.bind_code("KATA27XB", "room"));
  REQUIRE(calls.bind_code("KATA27XB", "room"));
  CHECK(code_of(calls.bind_code("KATA27XB", "another")) == "code_taken");
  CHECK(calls.find_code("KATA27XB").value() == "room");
  REQUIRE(calls.release_code("KATA27XB"));
  CHECK(code_of(calls.find_code("KATA27XB")) == "no_such_palabre");
  CHECK(calls.bind_code("KATA27XB", "another"));
}

template <class Kit>
void erases_words() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const auto appended = calls.append("room", {}, entries_of("a", 3));
  REQUIRE(calls.erase_words("room", {2}));
  auto entries = calls.read("room").value();
  CHECK(entries[0].entry.words == "words of a1");
  CHECK(entries[1].entry.words.empty());
  CHECK(entries[2].entry.words == "words of a3");
  REQUIRE(calls.erase_words("room", {}));
  entries = calls.read("room").value();
  REQUIRE(entries.size() == 3);
  for (const auto& logged : entries) CHECK(logged.entry.words.empty());
  CHECK(chain_holds(entries));
  CHECK(calls.head("room").value() == appended->head);
  CHECK(code_of(calls.erase_words("elsewhere", {})) == "no_such_room");
}

template <class Kit>
void erases_rooms() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  const auto appended = calls.append("room", {}, entries_of("a", 3));
  REQUIRE(calls.append("kept", {}, entries_of("k")));
  REQUIRE(calls.bind_code("KATA27XB", "room"));
  REQUIRE(calls.erase("room"));
  REQUIRE(calls.erase("room"));
  for (int time = 0; time < 2; ++time) {
    Calls again(loop, kit.log());
    CHECK(code_of(again.head("room")) == "erased");
    CHECK(code_of(again.read("room")) == "erased");
    CHECK(code_of(again.append("room", {}, entries_of("a"))) == "erased");
    CHECK(code_of(again.append("room", appended->head, entries_of("a"))) == "erased");
    CHECK(code_of(again.erase_words("room", {})) == "erased");
    CHECK(code_of(again.find_code("KATA27XB")) == "no_such_palabre");
    CHECK(again.read("kept").value().size() == 1);
    kit.reopen();
  }
  Calls again(loop, kit.log());
  CHECK(code_of(again.erase("elsewhere")) == "no_such_room");
}

template <class Kit>
void survives_reopening() {
  boost::asio::io_context loop;
  Kit kit(loop);
  const Instant before = kit.log().now();
  app::Head head;
  {
    Calls calls(loop, kit.log());
    head = calls.append("room", {}, entries_of("a", 5))->head;
    REQUIRE(code_of(calls.append("room", {}, entries_of("l"), {"parked"})) == "conflict");
    REQUIRE(calls.put_blob("bytes"));
    REQUIRE(calls.bind_code("KATA27XB", "room"));
  }
  kit.reopen();
  Calls calls(loop, kit.log());
  CHECK(kit.log().now() >= before);
  CHECK(calls.head("room").value() == head);
  CHECK(chain_holds(calls.read("room").value()));
  CHECK(calls.get_blob(short_hash_of("bytes")).value() == "bytes");
  CHECK(calls.find_code("KATA27XB").value() == "room");
  CHECK(calls.append("room", head, entries_of("b"))->parked == std::vector<std::string>{"parked"});
}

template <class Kit>
void tells_subscribers() {
  boost::asio::io_context loop;
  Kit kit(loop);
  Calls calls(loop, kit.log());
  int told = 0;
  int others = 0;
  kit.log().subscribe("room", [&] { ++told; });
  kit.log().subscribe("another", [&] { ++others; });
  const auto first = calls.append("room", {}, entries_of("a"));
  REQUIRE(run_until(loop, [&] { return told == 1; }));
  REQUIRE(code_of(calls.append("room", {}, entries_of("late"))) == "conflict");
  kit.log().unsubscribe("room");
  REQUIRE(calls.append("room", first->head, entries_of("b")));
  REQUIRE(calls.head("room"));
  CHECK(told == 1);
  CHECK(others == 0);
}

/// Many palabres append in one tick; each gets its own answer, in whatever order.
template <class Kit>
void appends_of_one_tick() {
  boost::asio::io_context loop;
  Kit kit(loop);
  constexpr int rooms = 50;
  int done = 0;
  int failed = 0;
  for (int i = 0; i < rooms; ++i) {
    const std::string room = "room" + std::to_string(i);
    boost::asio::co_spawn(loop,
                          kit.log().append(room, {}, entries_of(room, 2), {}),
                          [&](std::exception_ptr error, Result<app::Appended> appended) {
                            done += 1;
                            if (error || !appended || appended->head.seq != 2) failed += 1;
                          });
  }
  REQUIRE(run_until(loop, [&] { return done == rooms; }));
  CHECK(failed == 0);
  Calls calls(loop, kit.log());
  for (int i = 0; i < rooms; ++i) CHECK(calls.read("room" + std::to_string(i)).value().size() == 2);
}

}  // namespace palabre::test
