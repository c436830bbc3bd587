// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "activities/edit/edit.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

Json write(const std::string& text) { return {{"type", "write"}, {"text", text}}; }
Json write(const std::string& text, const std::string& date) {
  return {{"type", "write"}, {"text", text}, {"review_date", date}};
}
Json suggest(const std::string& text) { return {{"type", "suggest"}, {"text", text}}; }
Json take(int n) { return {{"type", "take_suggestion"}, {"item", "i" + std::to_string(n)}}; }
Json drop(int n) { return {{"type", "drop_suggestion"}, {"item", "i" + std::to_string(n)}}; }
const Json withdraw = {{"type", "withdraw"}};

// s2 carries the proposal, s1 facilitates.
Bench proposing(Json input = Json::object()) {
  Bench bench(activities::edit::kind(), std::move(input), 4);
  bench.hold("proposer", seat(2));
  bench.begin();
  return bench;
}

}  // namespace

TEST_CASE("[C-4] only whoever carries the proposal writes it") {
  Bench bench = proposing();
  CHECK(bench.missing("text_missing") == 1);
  CHECK(bench.as(seat(1), write("Le samedi"), 0) == "not_yours");
  CHECK(bench.refusal().params["seat"] == "s2");
  CHECK(bench.as(seat(2), write("Le samedi"), 0) == accepted);
  CHECK(bench.room()["text"] == "Le samedi");
  CHECK(bench.room()["version"] == 1);
  CHECK(bench.room()["by"] == "s2");
  CHECK(bench.missing("text_missing") == 0);
  CHECK(bench.output() == Json{{"version", 1}});
}

TEST_CASE("while nobody carries the proposal, it says so") {
  Bench bench(activities::edit::kind());
  bench.begin();
  CHECK(bench.as(seat(1), write("Le samedi"), 0) == "role_vacant");
  CHECK(bench.refusal().params == Json{{"role", "proposer"}});
}

TEST_CASE("[C4] a text is written over the version that was seen, never over a newer one") {
  Bench bench = proposing();
  CHECK(bench.as(seat(2), write("un")) == "stale");
  CHECK(bench.as(seat(2), write("un"), 0) == accepted);
  CHECK(bench.as(seat(2), write("deux"), 0) == "stale");
  CHECK(bench.refusal().params == Json{{"version", 1}});
  CHECK(bench.as(seat(2), write("deux"), 1) == accepted);
  CHECK(bench.room()["versions"]["v1"]["text"] == "un");
  CHECK(bench.room()["versions"]["v2"]["text"] == "deux");
  CHECK(bench.room()["versions"]["v2"]["at"] == bench.now);
  bench.check_replay();
}

TEST_CASE("the scribe enters for whoever carries the proposal, and the version says so") {
  Bench bench = proposing();
  CHECK(bench.as(seat(2), write("Le samedi"), seat(3), 0) == accepted);
  CHECK(bench.room()["versions"]["v1"]["by"] == "s2");
  CHECK(bench.room()["versions"]["v1"]["entered_by"] == "s3");
  CHECK(bench.minutes("text_version")[0]["entered_by"] == "s3");
  CHECK(bench.as(seat(3), write("Le dimanche"), seat(2), 1) == "not_yours");
}

TEST_CASE("a review date that is required is missing until it stands, and then stays") {
  Bench bench = proposing({{"review_date", "required"}});
  CHECK(bench.as(seat(2), write("un"), 0) == accepted);
  CHECK(bench.missing("review_date_missing") == 1);
  CHECK(bench.as(seat(2), write("un", "2026-12-20"), 1) == accepted);
  CHECK(bench.missing("review_date_missing") == 0);
  CHECK(bench.output() == Json{{"version", 2}, {"review_date", "2026-12-20"}});
  CHECK(bench.as(seat(2), write("deux"), 2) == accepted);
  CHECK(bench.room()["review_date"] == "2026-12-20");
  CHECK(bench.minutes("text_review").size() == 2);
}

TEST_CASE("an optional review date goes when the next version does not repeat it") {
  Bench bench = proposing();
  CHECK(bench.as(seat(2), write("un", "2026-12-20"), 0) == accepted);
  CHECK(bench.as(seat(2), write("deux"), 1) == accepted);
  CHECK_FALSE(bench.room().contains("review_date"));
}

TEST_CASE("a review date is a day of the calendar") {
  Bench bench = proposing();
  for (const char* no : {"2026-02-29", "2026-13-01", "2026-00-10", "20261220ab", "2026-12-32"}) {
    INFO(no);
    CHECK(bench.as(seat(2), write("un", no), 0) == "bad_field");
  }
  CHECK(bench.as(seat(2), write("un", "2028-02-29"), 0) == accepted);
  Bench without = proposing({{"review_date", "none"}});
  CHECK(without.as(seat(2), write("un", "2026-12-20"), 0) == "bad_field");
}

TEST_CASE("anyone suggests; whoever carries the proposal takes a suggestion or drops it") {
  Bench bench = proposing();
  CHECK(bench.as(seat(2), write("Le samedi", "2026-12-20"), 0) == accepted);
  CHECK(bench.as(seat(3), suggest("Le samedi matin")) == accepted);
  CHECK(bench.as(seat(4), suggest("Jamais"), seat(3)) == accepted);
  CHECK(bench.room()["suggestions"]["i2"]["entered_by"] == "s3");
  CHECK(bench.as(seat(3), take(1), 1) == "not_yours");
  CHECK(bench.as(seat(2), take(9), 1) == "no_such_item");
  CHECK(bench.as(seat(2), take(1), 0) == "stale");
  CHECK(bench.as(seat(2), take(1), 1) == accepted);
  CHECK(bench.room()["text"] == "Le samedi matin");
  CHECK(bench.room()["review_date"] == "2026-12-20");
  CHECK(bench.room()["versions"]["v2"]["from"] == "i1");
  CHECK(bench.room()["suggestions"]["i1"]["state"] == "taken");
  CHECK(bench.as(seat(2), take(1), 2) == "already_done");
  CHECK(bench.as(seat(3), drop(2)) == "not_yours");
  CHECK(bench.as(seat(4), drop(2)) == accepted);
  CHECK(bench.room()["suggestions"]["i2"]["state"] == "dropped");
  bench.check_replay();
}

TEST_CASE("one seat does not drown the others in suggestions") {
  Bench bench = proposing();
  for (int i = 0; i < 10; ++i) CHECK(bench.as(seat(3), suggest("encore")) == accepted);
  CHECK(bench.as(seat(3), suggest("encore")) == "too_many");
  CHECK(bench.as(seat(4), suggest("moi aussi")) == accepted);
  CHECK(bench.as(seat(3), drop(1)) == accepted);
  CHECK(bench.as(seat(3), suggest("encore")) == accepted);
}

TEST_CASE("the scenario bounds the length of the text and of suggestions") {
  Bench bench = proposing({{"length_max", 10}});
  CHECK(bench.as(seat(2), write("onze lettres"), 0) == "text_too_long");
  CHECK(bench.refusal().params == Json{{"max", 10}, {"length", 12}});
  CHECK(bench.as(seat(3), suggest("onze lettres")) == "text_too_long");
  CHECK(bench.as(seat(2), write("dix lettre"), 0) == accepted);
}

TEST_CASE("a proposal is withdrawn by whoever carries it, at any time, and nothing follows") {
  Bench bench = proposing();
  CHECK(bench.as(seat(1), withdraw) == "not_yours");
  Json why = withdraw;
  why["reason"] = "Trop tôt";
  CHECK(bench.as(seat(2), why) == accepted);
  CHECK(bench.outcome() == "withdrawn");
  CHECK(bench.as(seat(2), write("un"), 0) == "stale");
  CHECK(bench.as(seat(3), suggest("un")) == "stale");
  CHECK(bench.minutes("text_withdrawn_why")[0] == Json{{"seat", "s2"}, {"reason", "Trop tôt"}});
  bench.check_replay();
}

TEST_CASE("a seat aside neither writes nor suggests") {
  Bench bench = proposing();
  bench.mark(seat(2), Attendance::aside);
  CHECK(bench.as(seat(2), write("un"), 0) == "not_counted");
}

TEST_CASE(
    "whatever is tried, versions grow by one, stay, and are written by whoever carries them") {
  CHECK(rc::check("edit", [](const std::vector<Move>& moves) {
    Bench bench(activities::edit::kind(), {{"review_date", "required"}}, 4);
    bench.hold("proposer", seat(2));
    bench.tokens = {"2026-12-20", "2027-01-31", "2027-02-31", "hier"};
    bench.begin();
    for (const Move& move : moves) {
      const Json before = bench.room();
      const bool was_dated = bench.output().contains("review_date");
      bench.stumble(move);
      const Json after = bench.room();
      const auto grown = after["version"].get<int>() - before["version"].get<int>();
      RC_ASSERT(grown == 0 || grown == 1);
      for (const auto& [key, version] : before["versions"].items())
        RC_ASSERT(after["versions"][key] == version);
      for (const auto& [key, version] : after["versions"].items()) RC_ASSERT(version["by"] == "s2");
      if (after["version"] != 0)
        RC_ASSERT(after["text"] ==
                  after["versions"]["v" + std::to_string(after["version"].get<int>())]["text"]);
      RC_ASSERT(!was_dated || bench.output().contains("review_date"));
    }
    bench.check_replay();
  }));
}

TEST_CASE("the words of each version and suggestion can be quoted") {
  Bench bench = proposing();
  CHECK(bench.as(seat(2), write("Le samedi"), 0) == accepted);
  CHECK(bench.as(seat(3), suggest("Le dimanche")) == accepted);
  CHECK(bench.activity().word("v1")->value == "Le samedi");
  CHECK(bench.activity().word("i1")->value == "Le dimanche");
  for (const char* none : {"v2", "i2", "g1", ""}) CHECK(bench.activity().word(none) == nullptr);
}
