// SPDX-License-Identifier: AGPL-3.0-or-later
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
Json choose(const std::string& choice) { return {{"type", "submit"}, {"choice", choice}}; }
Json of_item(const std::string& type, const std::string& id) {
  return {{"type", type}, {"item", id}};
}

Bench collecting(Json input, std::uint32_t seats = 3) {
  Bench bench(activities::collect::kind(), std::move(input), seats);
  bench.begin();
  return bench;
}
const Json blind = {{"visibility", "blind"}};
const Json yes_or_no = {
    {"visibility", "blind"}, {"input", "choice"}, {"choices", {"yes", "not_yet"}}};

}  // namespace

TEST_CASE(
    "live ideas show with their authors as they come, and it settles when all have finished") {
  Bench bench = collecting(Json::object());
  CHECK(bench.as(seat(2), idea("un marché")) == accepted);
  CHECK(bench.room()["items"] == Json{{"i1", {{"text", "un marché"}, {"by", "s2"}}}});
  CHECK(bench.room()["count"] == 1);
  CHECK(bench.missing("still_writing") == 3);
  CHECK(bench.as(seat(1), finish) == accepted);  // nothing to add
  CHECK(bench.as(seat(1), finish) == "already_done");
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.missing_seats("still_writing") == std::vector{seat(3)});
  CHECK(bench.room()["finished"] == 2);
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(bench.outcome() == "collected");
  CHECK(bench.as(seat(3), idea("trop tard")) == "stale");
  CHECK_FALSE(bench.activity().irrevocable());
}

TEST_CASE("[I3] while it is blind, content and counts are in their author's own layer alone") {
  Bench bench = collecting(blind);
  CHECK(bench.as(seat(2), idea("un secret")) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  for (const Layer& layer : {room_layer(), desk_layer(), screen_layer(), own_layer(seat(3))}) {
    const Json view = bench.view(layer);
    CHECK(view.dump().find("un secret") == std::string::npos);
    CHECK_FALSE(view.contains("count"));
  }
  CHECK_FALSE(bench.room().contains("items"));
  CHECK(bench.room()["finished"] == 1);
  CHECK(bench.own(seat(2)) ==
        Json{{"items", {{"i1", {{"text", "un secret"}}}}}, {"finished", true}});
  CHECK_FALSE(bench.output().contains("count"));
  CHECK(bench.minute_codes() == std::vector<std::string>{"collect_blind"});
  CHECK(bench.as(seat(1), of_item("hide", "i1")) == "blind_still");
  CHECK(bench.as(seat(3), of_item("withdraw", "i1")) == "no_such_item");
}

TEST_CASE(
    "[I3] notes for oneself are revealed by nobody, waited for by nobody, and in no minutes") {
  Bench bench = collecting({{"visibility", "blind"}, {"reveal", "never"}});
  CHECK(bench.as(seat(2), idea("pour moi")) == accepted);
  for (std::uint32_t n = 1; n <= 3; ++n) CHECK(bench.as(seat(n), finish) == accepted);
  CHECK(bench.as(seat(1), reveal) == "not_allowed");
  CHECK_FALSE(bench.settled());
  CHECK(bench.missing("still_writing") == 0);
  CHECK(bench.own(seat(2))["items"]["i1"]["text"] == "pour moi");
  CHECK(bench.room()["reveal"] == "never");
  CHECK_FALSE(bench.room().contains("items"));
  CHECK(bench.minute_codes().empty());
  CHECK_FALSE(activities::collect::kind().make({{"reveal", "never"}}));
}

TEST_CASE("[I3] [G11] what is hidden changes no byte for the others") {
  Bench one = collecting(yes_or_no);
  Bench other = collecting(yes_or_no);
  CHECK(one.as(seat(2), choose("yes")) == accepted);
  CHECK(other.as(seat(2), choose("not_yet")) == accepted);
  for (const Layer& layer : {room_layer(), desk_layer(), own_layer(seat(1))})
    CHECK(one.view(layer).dump() == other.view(layer).dump());
  CHECK(one.output() == other.output());
}

TEST_CASE("the last one who finishes reveals everything at once, and there is no way back") {
  Bench bench = collecting(blind, 2);
  CHECK(bench.as(seat(1), idea("a")) == accepted);
  CHECK(bench.as(seat(2), idea("b")) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(1), reopen) == accepted);
  CHECK(bench.as(seat(1), idea("c")) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK_FALSE(bench.settled());
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.settled());
  CHECK(bench.room()["phase"] == "revealed");
  CHECK(bench.room()["items"].size() == 3);
  CHECK(bench.activity().irrevocable());
  CHECK(bench.as(seat(1), reopen) == "stale");
  CHECK(bench.minutes("collect_text").size() == 3);
}

TEST_CASE(
    "a single choice is finished when it is given, may change until the reveal, and is counted") {
  Bench bench = collecting(yes_or_no);
  CHECK(bench.as(seat(1), choose("yes")) == accepted);
  CHECK(bench.own(seat(1))["finished"] == true);
  CHECK(bench.as(seat(1), choose("not_yet")) == "too_many");
  CHECK(bench.as(seat(1), {{"type", "change"}, {"item", "i1"}, {"choice", "not_yet"}}) == accepted);
  CHECK(bench.as(seat(2), choose("peut-être")) == "bad_field");
  CHECK(bench.as(seat(2), choose("maybe")) == "bad_field");
  CHECK(bench.as(seat(2), choose("yes")) == accepted);
  CHECK_FALSE(bench.room().contains("tally"));
  CHECK(bench.as(seat(3), finish) == accepted);
  CHECK(bench.settled());
  CHECK(bench.room()["tally"] == Json{{"yes", 1}, {"not_yet", 1}});
  CHECK(bench.output()["count"] == 2);
  CHECK(bench.output()["tally"] == Json{{"yes", 1}, {"not_yet", 1}});
  CHECK(bench.minutes("collect_tally")[0] == Json{{"choice", "yes"}, {"count", 1}});
}

TEST_CASE("withdrawing the only answer means that one is thinking again") {
  Bench bench = collecting(yes_or_no);
  CHECK(bench.as(seat(1), choose("yes")) == accepted);
  CHECK(bench.as(seat(1), of_item("withdraw", "i1")) == accepted);
  CHECK(bench.missing("still_writing") == 3);
  CHECK(bench.as(seat(1), choose("not_yet")) == accepted);
  CHECK(bench.own(seat(1))["items"] == Json{{"i2", {{"choice", "not_yet"}}}});
}

TEST_CASE("[I2] one seat has so many items and no more, and touches only its own") {
  Bench bench = collecting({{"per_seat", 2}});
  CHECK(bench.as(seat(1), idea("a")) == accepted);
  CHECK(bench.as(seat(1), idea("b")) == accepted);
  CHECK(bench.as(seat(1), idea("c")) == "too_many");
  CHECK(bench.refusal().params == Json{{"max", 2}});
  CHECK(bench.as(seat(1), of_item("withdraw", "i1")) == accepted);
  CHECK(bench.as(seat(1), idea("c")) == accepted);
  CHECK(bench.as(seat(2), of_item("withdraw", "i2")) == "not_yours");
  CHECK(bench.as(seat(2), {{"type", "change"}, {"item", "i2"}, {"text", "x"}}) == "not_yours");
  CHECK(bench.as(seat(2), of_item("withdraw", "i9")) == "no_such_item");
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(1), of_item("withdraw", "i2")) == accepted);
  CHECK(bench.as(seat(1), idea("d")) == "already_finished");
}

TEST_CASE("exactly what is asked for is taken") {
  Bench number = collecting({{"input", "number"}, {"min", -2}, {"max", 2}});
  CHECK(number.as(seat(1), {{"type", "submit"}, {"number", 3}}) == "bad_field");
  CHECK(number.as(seat(1), {{"type", "submit"}, {"number", -2}}) == accepted);
  CHECK(number.as(seat(2), idea("deux")) == "bad_field");
  CHECK(number.as(seat(2), {{"type", "submit"}, {"number", 1}, {"text", "x"}}) == "bad_field");
  CHECK(number.as(seat(2), {{"type", "submit"}}) == "bad_field");
  CHECK(number.room()["items"]["i1"] == Json{{"number", -2}, {"by", "s1"}});
  Bench person = collecting({{"input", "seat"}});
  CHECK(person.as(seat(1), {{"type", "submit"}, {"seat", "s9"}}) == "no_such_seat");
  CHECK(person.as(seat(1), {{"type", "submit"}, {"seat", "s3"}}) == accepted);
  CHECK(person.room()["items"]["i1"] == Json{{"seat_chosen", "s3"}, {"by", "s1"}});
  Bench text = collecting({{"length_max", 5}});
  CHECK(text.as(seat(1), idea("éléph")) == accepted);
  CHECK(text.as(seat(1), idea("éléphant")) == "text_too_long");
  CHECK(text.refusal().params == Json{{"field", "text"}, {"max", 5}, {"length", 8}});
}

TEST_CASE("an input that nobody could answer is refused") {
  const auto refused = [](const Json& input) {
    const auto made = activities::collect::kind().make(input);
    REQUIRE_FALSE(made.has_value());
    return made.error().params.value("field", "");
  };
  CHECK(refused({{"input", "choice"}}) == "choices");
  CHECK(refused({{"input", "choice"}, {"choices", {"a", "a"}}}) == "choices");
  CHECK(refused({{"input", "choice"}, {"choices", {"Oui"}}}) == "choices");
  CHECK(refused({{"input", "number"}, {"min", 3}, {"max", 2}}) == "max");
  CHECK(refused({{"per_seat", 0}}) == "per_seat");
  CHECK(refused({{"tags", {"a", "a"}}}) == "tags");
  CHECK(refused({{"tags", {"Oui"}}}) == "tags");
  CHECK(refused({{"builds", true}, {"input", "number"}}) == "builds");
  CHECK(refused({{"only_authors", true}}) == "from");
  CHECK(refused({{"visibility", "blind"}, {"items_min", 2}}) == "items_min");
  CHECK(refused({{"colour", "red"}}).empty());
}

TEST_CASE("whoever conducts hides an item and shows it again; its author keeps seeing it") {
  Bench bench = collecting(Json::object(), 2);
  CHECK(bench.as(seat(2), idea("un mot de trop")) == accepted);
  CHECK(bench.as(seat(2), of_item("hide", "i1")) == "not_allowed");
  CHECK(bench.as(seat(1), of_item("hide", "i1")) == accepted);
  CHECK(bench.as(seat(1), of_item("hide", "i1")) == "already_done");
  CHECK(bench.room()["items"]["i1"] == Json{{"hidden", true}});
  CHECK(bench.own(seat(2))["items"]["i1"] == Json{{"text", "un mot de trop"}, {"hidden", true}});
  CHECK(bench.minute_codes() == std::vector<std::string>{"collect_hidden"});
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.settled());
  CHECK(bench.as(seat(1), of_item("show", "i1")) == accepted);  // also after the end
  CHECK(bench.room()["items"]["i1"] == Json{{"text", "un mot de trop"}, {"by", "s2"}});
}

TEST_CASE("the desk reveals when it was asked to, and waits for everybody up to twenty seats") {
  Bench bench = collecting({{"visibility", "blind"}, {"reveal", "desk"}}, 2);
  CHECK(bench.as(seat(2), reveal) == "not_allowed");
  CHECK(bench.as(seat(1), reveal) == "still_writing");
  CHECK(bench.refusal().params == Json{{"count", 2}});
  CHECK(bench.as(seat(1), finish) == accepted);
  bench.mark(seat(2), Attendance::away);
  CHECK_FALSE(bench.settled());
  CHECK(bench.missing("still_writing") == 0);
  CHECK(bench.as(seat(1), reveal) == accepted);
  CHECK(bench.settled());
}

TEST_CASE("in a large circle the desk may reveal without the rest, and the minutes say how many") {
  Bench bench = collecting(blind, 21);
  CHECK(bench.as(seat(2), idea("une idée")) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(bench.as(seat(1), reveal) == accepted);
  CHECK(bench.settled());
  CHECK(bench.minutes("collect_without_answer")[0] == Json{{"count", 20}});
}

TEST_CASE("authors show only where they were meant to") {
  Bench bench = collecting({{"named", false}}, 2);
  CHECK(bench.as(seat(2), idea("sans nom"), seat(1)) == accepted);
  CHECK(bench.room()["items"]["i1"] == Json{{"text", "sans nom"}});
  CHECK(bench.minutes("collect_text_unnamed")[0] == Json{{"text", "sans nom"}});
}

TEST_CASE("a neighbour enters for a seat; it shows, and the person can correct it") {
  Bench bench = collecting(Json::object(), 3);
  CHECK(bench.as(seat(3), idea("dit par René"), seat(2)) == accepted);
  CHECK(bench.room()["items"]["i1"] ==
        Json{{"text", "dit par René"}, {"by", "s3"}, {"entered_by", "s2"}});
  CHECK(bench.minutes("collect_text")[0]["entered_by"] == "s2");
  CHECK(bench.as(seat(3), {{"type", "change"}, {"item", "i1"}, {"text", "mes mots"}}) == accepted);
  CHECK(bench.room()["items"]["i1"] == Json{{"text", "mes mots"}, {"by", "s3"}});
}

TEST_CASE("who joins is waited for; who is marked by a human act is not, and what it gave stays") {
  Bench bench = collecting(blind, 2);
  const SeatId late = bench.join();
  CHECK(bench.missing("still_writing") == 3);
  CHECK(bench.as(late, idea("une dernière")) == accepted);
  CHECK(bench.as(seat(1), finish) == accepted);
  bench.mark(seat(2), Attendance::aside);
  CHECK(bench.as(seat(2), idea("non")) == "not_counted");
  bench.mark(late, Attendance::left);
  CHECK(bench.settled());
  CHECK(bench.room()["items"] == Json{{"i1", {{"text", "une dernière"}, {"by", late.str()}}}});
  CHECK(bench.room()["total"] == 1);
}

TEST_CASE("a collect that nobody has entered waits, and who comes back finished completes it") {
  Bench bench = collecting(blind, 0);
  CHECK_FALSE(bench.settled());
  const SeatId one = bench.join();
  const SeatId two = bench.join();
  CHECK(bench.as(one, finish) == accepted);
  bench.mark(one, Attendance::away);
  bench.mark(two, Attendance::away);
  CHECK(bench.settled() == false);
  bench.mark(one, Attendance::counted);
  CHECK(bench.settled());
}

TEST_CASE("[I2] [I3] whatever happens, counts are what the rows say, and blind shows nothing") {
  CHECK(rc::check([](const std::vector<Move>& moves, bool is_blind, bool by_desk, bool single) {
    Json input = {{"visibility", is_blind ? "blind" : "live"},
                  {"reveal", by_desk ? "desk" : "auto"},
                  {"input", single ? "choice" : "text"},
                  {"per_seat", single ? 1 : 3}};
    if (single) input["choices"] = {"yes", "no"};
    Bench bench(activities::collect::kind(), input, 4);
    bool was_revealed = false;
    bench.watch = [&](const AnyActivity&, const AnyActivity&) {
      const Json room = bench.room();
      const bool revealed = room["phase"] == "revealed";
      RC_ASSERT(revealed || !was_revealed);
      was_revealed = revealed;
      RC_ASSERT(room["total"].get<std::size_t>() <= 12U);
      RC_ASSERT(room["finished"] <= room["total"]);
      RC_ASSERT(room.contains("items") == (!is_blind || revealed));
      RC_ASSERT(room.contains("tally") == (single && revealed));
      if (!room.contains("items")) return;
      RC_ASSERT(room["count"] == room["items"].size());
      if (!room.contains("tally")) return;
      std::size_t given = 0;
      for (const Json& n : room["tally"]) given += n.get<std::size_t>();
      RC_ASSERT(given == room["items"].size());
    };
    bench.begin();
    for (const Move& move : moves) bench.stumble(move);
    RC_ASSERT(bench.room()["total"].get<std::size_t>() == bench.counted() || bench.settled());
    bench.check_replay();
  }));
}

TEST_CASE("the words of an item are told once everybody may see them, and not while it is hidden") {
  Bench bench = collecting(blind, 2);
  const auto words = [&](const char* id) {
    const Text* found = bench.activity().word(id);
    return found == nullptr ? std::string("none") : found->value;
  };
  CHECK(bench.as(seat(1), idea("un secret")) == accepted);
  CHECK(words("i1") == "none");
  CHECK(bench.as(seat(1), finish) == accepted);
  CHECK(bench.as(seat(2), finish) == accepted);
  CHECK(words("i1") == "un secret");
  CHECK(words("i2") == "none");
  CHECK(words("nothing") == "none");
  CHECK(bench.as(seat(1), of_item("hide", "i1")) == accepted);
  CHECK(words("i1") == "none");
}
