// SPDX-License-Identifier: AGPL-3.0-or-later
// A palabre moves from one log to another, as a file.
#include <catch2/catch.hpp>

#include "app/hall.hpp"
#include "app/moving.hpp"
#include "support/run_task.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

// A palabre with an idea and somebody's secret, and what an export of it gives.
class Moving {
 public:
  Moving() {
    from_.found();
    secret_ = from_.open_session({{"face", "phone"}, {"name", "Malik"}});
    auto malik = phone(from_);
    malik->command({{"type", "submit"}, {"text", "Tuiles"}}, malik->activity("ideas"));
    from_.settle();
  }

  Hall& from() { return from_; }
  Result<app::MovedRoom> give(const std::string& code) {
    return run_task(from_.loop, app::export_palabre(from_.log, app::system_entropy(), code));
  }
  Result<app::MovedRoom> give() { return give(from_.code); }
  static Result<app::MovedRoom> take(Hall& hall, const std::string& bytes) {
    return run_task(hall.loop, app::import_palabre(hall.log, app::system_entropy(), bytes));
  }
  std::shared_ptr<Phone> phone(Hall& hall) {
    hall.code = from_.code;
    auto malik = hall.phone(secret_);
    malik->hello();
    hall.settle();
    return malik;
  }

 private:
  Hall from_;
  std::string secret_;
};

std::string sentence_of(const Result<app::MovedRoom>& moved) {
  return moved ? "" : moved.error().params.value("sentence", moved.error().code);
}

bool says(const Result<app::MovedRoom>& moved, const std::string& words) {
  INFO(sentence_of(moved));
  return sentence_of(moved).find(words) != std::string::npos;
}

std::string with(std::string bytes, const std::string& old, const std::string& now) {
  const std::size_t at = bytes.find(old);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("a palabre moves with everything, and lives in one place at a time", "[app]") {
  Moving moving;
  auto malik = moving.phone(moving.from());
  const auto given = moving.give();
  REQUIRE(given);
  CHECK(given->code == moving.from().code);
  moving.from().settle();
  // It stands still where it was.
  CHECK(malik->closed_with() == 1013);
  CHECK(moving.from().get("/api/palabres/" + moving.from().code).first == 503);
  CHECK(moving.give()->bytes == given->bytes);

  Hall to;
  to.log.set_now(to.log.now() + 3'600'000);
  const auto taken = Moving::take(to, given->bytes);
  INFO(sentence_of(taken));
  REQUIRE(taken);
  CHECK(taken->entries == given->entries);
  auto there = moving.phone(to);
  REQUIRE(there->is_open());
  REQUIRE(!there->activity("ideas").empty());
  const Json items = there->room()["activities"][there->activity("ideas")]["items"];
  CHECK(items["i1"]["text"] == "Tuiles");
  there->command_again(2, {{"type", "submit"}, {"text", "Chaume"}}, there->activity("ideas"));
  to.settle();
  CHECK(there->frames("ack").size() == 1);
  // The clock of the step stood still on the way.
  CHECK(there->room()["timer"]["deadline"].get<Instant>() > to.log.now());

  CHECK(says(Moving::take(to, given->bytes), "has gone on"));
}

TEST_CASE("a palabre that was taken out comes back where it was", "[app]") {
  Moving moving;
  const auto given = moving.give();
  REQUIRE(given);
  REQUIRE(Moving::take(moving.from(), given->bytes));
  auto malik = moving.phone(moving.from());
  CHECK(malik->is_open());
  CHECK(malik->room()["seat_count"] == 2);
}

TEST_CASE("what cannot be moved is said in a sentence, and changes nothing", "[app]") {
  Moving moving;
  CHECK(says(moving.give("nothing"), "is no code of a palabre"));
  CHECK(says(moving.give("KATA-27XB"), "no palabre has the code KATA-27XB here"));
  const std::string bytes = moving.give()->bytes;
  Hall to;
  CHECK(says(Moving::take(to, ""), "no export"));
  CHECK(says(Moving::take(to, "{}\n"), "no export"));
  CHECK(says(Moving::take(to, with(bytes, "palabre-export/1", "palabre-export/2")),
             "another version"));
  CHECK(says(Moving::take(to, bytes.substr(0, bytes.size() / 2)), "is not whole"));
  CHECK(says(Moving::take(to, with(bytes, "Tuiles", "Tuyaux")), "was changed"));
  CHECK(says(Moving::take(to, with(bytes, "seat_added", "seat_added2")), "was changed"));
  CHECK(says(Moving::take(to, with(bytes, "\\\"id\\\":\\\"tiny\\\"", "\\\"id\\\":\\\"tinx\\\"")),
             "another scenario"));
  CHECK(to.log.records().rooms.empty());
  CHECK(to.log.records().blobs.empty());

  Hall elsewhere;
  const std::string code = moving.from().log.records().codes.begin()->first;
  REQUIRE(run_task(elsewhere.loop, elsewhere.log.bind_code(code, "another")));
  CHECK(says(Moving::take(elsewhere, bytes), "leads to another palabre"));
  CHECK(elsewhere.log.records().rooms.empty());

  REQUIRE(Moving::take(to, bytes));
  const auto room = to.log.records().rooms.begin()->first;
  REQUIRE(run_task(to.loop, to.log.erase(room)));
  CHECK(says(Moving::take(to, bytes), "was erased here"));
}

TEST_CASE("an import that was interrupted is completed", "[app]") {
  Moving moving;
  const std::string bytes = moving.give()->bytes;
  auto records = std::make_shared<store::MemoryRecords>();
  Hall to(records);
  REQUIRE(Moving::take(to, bytes));
  auto& room = records->rooms.begin()->second;
  room.entries.resize(2);
  room.head.seq = 2;
  room.head.hash = room.entries.back().hash;
  records->codes.clear();
  REQUIRE(Moving::take(to, bytes));
  CHECK(moving.phone(to)->room()["seat_count"] == 2);
}
