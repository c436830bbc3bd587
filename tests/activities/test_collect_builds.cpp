// SPDX-License-Identifier: AGPL-3.0-or-later
// Ideas on ideas: what builds on others, what is about another activity's items, tags, and what
// other activities may read of it all.
#include <catch2/catch.hpp>

#include "activities/collect/collect.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

const Json finish = {{"type", "finish"}};
const Json reopen = {{"type", "reopen"}};
const Json reveal = {{"type", "reveal"}};
Json idea(const std::string& text) { return {{"type", "submit"}, {"text", text}}; }
Json of_item(const std::string& type, const std::string& id) {
  return {{"type", type}, {"item", id}};
}
Bench collecting(Json input, std::uint32_t seats = 3) {
  Bench bench(activities::collect::kind(), std::move(input), seats);
  bench.begin();
  return bench;
}
Json build(const std::string& text, std::vector<std::string> on) {
  return {{"type", "submit"}, {"text", text}, {"on", std::move(on)}};
}
Json about(const std::string& text, std::vector<std::string> items) {
  return {{"type", "submit"}, {"text", text}, {"about", std::move(items)}};
}
Json tagged(const std::string& text, const std::string& tag) {
  return {{"type", "submit"}, {"text", text}, {"tag", tag}};
}
const Json three_ideas = {
    {"shown", {1, 3}}, {"items", {"i1", "i2", "i3"}}, {"authors", {"s1", "s3"}}};

}  // namespace

TEST_CASE("« oui, et… »: after the reveal ideas are built on, and nothing else is added") {
  Bench bench = collecting({{"visibility", "blind"}, {"builds", true}, {"per_seat", 1}}, 2);
  CHECK(bench.as(seat(1), idea("un marché")) == accepted);
  CHECK(bench.as(seat(2), build("le soir", {"i1"})) == "blind_still");
  CHECK(bench.as(seat(2), idea("un four")) == accepted);
  REQUIRE(bench.settled());
  CHECK(bench.as(seat(2), idea("encore un")) == "stale");
  CHECK(bench.as(seat(2), build("le soir", {"i1"})) == accepted);
  CHECK(bench.as(seat(1), build("les deux ensemble", {"i1", "i2"})) == accepted);
  CHECK(bench.room()["items"]["i4"] ==
        Json{{"text", "les deux ensemble"}, {"by", "s1"}, {"on", {"i1", "i2"}}});
  CHECK(bench.as(seat(1), build("rien", {"i9"})) == "no_such_item");
  CHECK(bench.as(seat(1), build("rien", {"i1", "i1"})) == "bad_field");
  CHECK(bench.as(seat(2), {{"type", "change"}, {"item", "i3"}, {"text", "la nuit"}}) == accepted);
  CHECK(bench.room()["items"]["i3"]["on"] == Json{"i1"});
  CHECK(bench.as(seat(2), {{"type", "change"}, {"item", "i2"}, {"text", "autre"}}) == "stale");
  CHECK(bench.as(seat(2), of_item("withdraw", "i2")) == "stale");
  CHECK(bench.minutes("collect_text")[3]["on"] == Json{{{"id", "i1"}}, {{"id", "i2"}}});
  CHECK(bench.as(seat(2), of_item("withdraw", "i3")) == accepted);
  CHECK(bench.output()["cards"] == Json{1, 2});
  CHECK(bench.output()["items"] == Json{"i1", "i2", "i4"});
  bench.check_replay();
}

TEST_CASE("building is for where it was asked for, and costs nobody their own ideas") {
  Bench plain = collecting(Json::object(), 2);
  CHECK(plain.as(seat(1), idea("a")) == accepted);
  CHECK(plain.as(seat(2), build("b", {"i1"})) == "bad_field");
  Bench bench = collecting({{"builds", true}, {"per_seat", 2}}, 2);
  CHECK(bench.as(seat(1), idea("a")) == accepted);
  for (int i = 0; i < 20; ++i) CHECK(bench.as(seat(2), build("b", {"i1"})) == accepted);
  CHECK(bench.as(seat(2), build("b", {"i1"})) == "too_many");
  CHECK(bench.as(seat(2), idea("c")) == accepted);
  CHECK(bench.as(seat(2), idea("d")) == accepted);
  CHECK(bench.as(seat(2), idea("e")) == "too_many");
}

TEST_CASE("a card is what builds on nothing that is there; a build whose ground is gone is one") {
  Bench bench = collecting({{"builds", true}}, 2);
  CHECK(bench.as(seat(1), idea("a")) == accepted);
  CHECK(bench.as(seat(2), build("b", {"i1"})) == accepted);
  CHECK(bench.as(seat(2), build("c", {"i2"})) == accepted);
  CHECK(bench.output()["cards"] == Json{1, 1});
  CHECK(bench.output()["shown"] == Json{1, 3});
  CHECK(bench.as(seat(1), of_item("hide", "i1")) == accepted);
  CHECK(bench.output()["cards"] == Json{2, 2});
  CHECK(bench.output()["shown"] == Json{2, 3});
  CHECK(bench.output()["authors"] == Json{"s2"});
  CHECK(bench.as(seat(2), build("d", {"i1"})) == "no_such_item");
  CHECK(bench.as(seat(1), of_item("show", "i1")) == accepted);
  CHECK(bench.output()["cards"] == Json{1, 1});
  CHECK(bench.as(seat(2), of_item("withdraw", "i2")) == accepted);
  CHECK(bench.output()["cards"] == Json{1, 1, 3, 3});
  bench.check_replay();
}

TEST_CASE("what is said about other ideas says about which") {
  Bench bench(activities::collect::kind(), {{"from", "ideas"}}, 2);
  bench.refs["ideas"] = three_ideas;
  bench.begin();
  CHECK(bench.as(seat(1), idea("et combien ?")) == "about_missing");
  CHECK(bench.as(seat(1), about("et combien ?", {"i4"})) == "no_such_item");
  CHECK(bench.as(seat(1), about("et combien ?", {"i2", "i2"})) == "bad_field");
  CHECK(bench.as(seat(1), about("et combien ?", {"i2", "i3"})) == accepted);
  CHECK(bench.room()["items"]["i1"]["about"] == Json{"i2", "i3"});
  CHECK(bench.room()["from"] == "ideas");
  CHECK(bench.minutes("collect_text")[0]["about"] ==
        Json{{{"of", "ideas"}, {"id", "i2"}}, {{"of", "ideas"}, {"id", "i3"}}});
  CHECK(bench.as(seat(1), {{"type", "change"}, {"item", "i1"}, {"text", "et qui ?"}}) == accepted);
  CHECK(bench.room()["items"]["i1"]["about"] == Json{"i2", "i3"});
  CHECK(bench.output()["versions"] == Json{{"i1", 2}});
}

TEST_CASE("what builds on an idea belongs where that one does") {
  Bench bench(activities::collect::kind(),
              {{"from", "ideas"}, {"tags", {"improve", "cross"}}, {"builds", true}},
              2);
  bench.refs["ideas"] = three_ideas;
  bench.begin();
  Json first = about("un banc", {"i1"});
  CHECK(bench.as(seat(1), first) == "tag_missing");
  first["tag"] = "improve";
  CHECK(bench.as(seat(1), first) == accepted);
  CHECK(bench.as(seat(2), build("et une table", {"i1"})) == accepted);
  CHECK_FALSE(bench.room()["items"]["i2"].contains("about"));
  bench.check_replay();
}

TEST_CASE("where only authors give, only they are waited for, and newcomers among them") {
  Bench bench(activities::collect::kind(), {{"from", "ideas"}, {"only_authors", true}}, 4);
  bench.refs["ideas"] = three_ideas;
  bench.begin();
  CHECK(bench.missing_seats("still_writing") == std::vector{seat(1), seat(3)});
  CHECK(bench.as(seat(2), idea("moi aussi")) == "authors_only");
  CHECK(bench.as(seat(3), idea("je la présente")) == accepted);  // about is free here
  bench.join();
  CHECK(bench.missing("still_writing") == 2);
  Json more = three_ideas;
  more["authors"] = {"s2", "s3"};
  bench.refer("ideas", more);
  CHECK(bench.missing_seats("still_writing") == std::vector{seat(2), seat(3)});
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(bench.settled());
  bench.check_replay();
}

TEST_CASE("where authors are not told, everybody gives") {
  Bench bench(activities::collect::kind(), {{"from", "ideas"}, {"only_authors", true}}, 3);
  bench.refs["ideas"] = {{"shown", {1, 3}}};
  bench.begin();
  CHECK(bench.missing("still_writing") == 3);
  CHECK(bench.as(seat(2), idea("moi aussi")) == accepted);
  Bench unnamed = collecting({{"named", false}}, 2);
  CHECK(unnamed.as(seat(1), idea("a")) == accepted);
  CHECK_FALSE(unnamed.output().contains("authors"));
}

TEST_CASE("where tags are asked for, each item has one of them") {
  Bench bench = collecting({{"tags", {"question", "doubt"}}}, 2);
  CHECK(bench.as(seat(1), idea("pourquoi ?")) == "tag_missing");
  CHECK(bench.as(seat(1), tagged("pourquoi ?", "joke")) == "bad_field");
  CHECK(bench.as(seat(1), tagged("pourquoi ?", "question")) == accepted);
  CHECK(bench.room()["items"]["i1"]["tag"] == "question");
  CHECK(bench.room()["tags"] == Json{"question", "doubt"});
  CHECK(bench.as(seat(1),
                 {{"type", "change"}, {"item", "i1"}, {"text", "j'hésite"}, {"tag", "doubt"}}) ==
        accepted);
  CHECK(bench.minutes("collect_text")[0]["tag"] == "doubt");
  Bench plain = collecting(Json::object(), 2);
  CHECK(plain.as(seat(1), tagged("pourquoi ?", "question")) == "bad_field");
}

TEST_CASE("a live collect may ask for so many items before it settles") {
  Bench bench = collecting({{"items_min", 2}}, 2);
  CHECK(bench.missing("too_few_items") == 2);
  CHECK(bench.as(seat(1), idea("a")) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK_FALSE(bench.settled());
  CHECK(bench.missing("too_few_items") == 1);
  CHECK(bench.as(seat(1), reveal) == "too_few_items");
  CHECK(bench.as(seat(2), reopen) == accepted);
  CHECK(bench.as(seat(2), idea("b")) == accepted);
  CHECK(bench.missing("too_few_items") == 0);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.settled());
}

TEST_CASE("an output lists up to 64 items and authors, and says the rest in ranges") {
  Bench bench = collecting({{"per_seat", 64}}, 2);
  for (int i = 0; i < 64; ++i) CHECK(bench.as(seat(1), idea("a")) == accepted);
  CHECK(bench.output()["items"].size() == 64);
  CHECK(bench.as(seat(2), idea("b")) == accepted);
  CHECK_FALSE(bench.output().contains("items"));
  CHECK_FALSE(bench.output().contains("versions"));
  CHECK(bench.output()["shown"] == Json{1, 65});
  CHECK(bench.output()["last"] == 65);
  CHECK(bench.output()["authors"] == Json{"s1", "s2"});
}

TEST_CASE("what was collected before these fields were there still reads") {
  AnyActivity wall = *activities::collect::kind().make(Json::object());
  EventRecord old;
  old.type = "item_submitted/1";
  old.facts = {{"item", "i1"}, {"seat", "s2"}, {"text", 9U}};
  old.words["text"] = "un marché";
  const auto read = wall.apply(old, {0});
  REQUIRE(read);
  wall = *read;
  CHECK(wall.word("i1")->value == "un marché");
  CHECK(wall.output()["cards"] == Json{1, 1});
}

TEST_CASE("where nobody gave anything before, nobody is waited for") {
  Bench bench(activities::collect::kind(), {{"from", "ideas"}, {"only_authors", true}}, 2);
  bench.refs["ideas"] = {{"shown", Json::array()}, {"authors", Json::array()}};
  bench.begin();
  CHECK(bench.settled());
}
