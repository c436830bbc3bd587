// SPDX-License-Identifier: AGPL-3.0-or-later
// What every kind of activity promises, whichever it is. The bench checks at each step that whole
// views are patched views, that no value is null, that outcomes and names are what they should be.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "activities/registry.hpp"
#include "support/activity_bench.hpp"

using namespace palabre;
using namespace palabre::test;

namespace {

// Inputs under which each kind does all that it can.
std::vector<Json> inputs_of(const std::string& kind) {
  if (kind == "round")
    return {Json::object(), {{"questions", true}, {"offer_back", false}}, {{"of", "ideas"}}};
  if (kind == "collect")
    return {{{"visibility", "blind"}, {"per_seat", 3}},
            {{"input", "choice"}, {"choices", {"yes", "no"}}, {"visibility", "blind"}},
            {{"input", "number"}, {"reveal", "desk"}},
            {{"input", "seat"}, {"named", false}},
            {{"builds", true}, {"tags", {"yes", "no"}}, {"items_min", 3}},
            {{"from", "ideas"}, {"only_authors", true}}};
  if (kind == "sort") return {{{"of", "ideas"}}, {{"of", "ideas"}, {"calm_s", 60}}};
  if (kind == "commitments") return {Json::object(), {{"of", "ideas"}}};
  if (kind == "edit") return {{{"by", "scribe"}}, {{"review_date", "required"}}};
  if (kind == "consent_check")
    return {{{"of", "text"}},
            {{"of", "text"}, {"concerns", false}},
            {{"of", "text"}, {"signal", "round"}},
            {{"of", "text"}, {"counts", false}}};
  if (kind == "objections")
    return {{{"from", "check"}, {"text", "text"}},
            {{"from", "check"}, {"text", "text"}, {"qualify_by", "consent_including_author"}}};
  if (kind == "roles")
    return {{{"roles", {"facilitator", "scribe"}}, {"required", {"scribe"}}},
            {{"roles", {"facilitator", "scribe"}}, {"rotation", {"facilitator", "scribe"}}}};
  if (kind == "groups") return {{{"size", 2}}, {{"size", 3}, {"share", false}}};
  if (kind == "silence") return {{{"s", 60}}};
  if (kind == "queue") return {Json::object(), {{"policy", "fewest_turns"}}};
  if (kind == "score")
    return {{{"of", "ideas"}, {"passive", true}, {"loud_at", 8}},
            {{"of", "ideas"}, {"dots", 9}, {"reveal", "desk"}}};
  return {Json::object()};
}

// What a collect shows of its ideas: some hidden, others' authors gone.
Json ideas(unsigned salt) {
  Json shown = Json::array(), items = Json::array(), authors = Json::array({"s2"});
  for (unsigned n = 1; n <= 4; ++n) {
    if (n % 3 == salt % 3) continue;
    shown.insert(shown.end(), {n, n});
    items.push_back("i" + std::to_string(n));
  }
  if (salt % 2 == 0) authors.push_back("s3");
  return {{"shown", shown}, {"cards", shown}, {"items", items}, {"authors", authors}};
}

Bench bench_of(const activities::Kind& kind, const Json& input, std::uint32_t seats) {
  Bench bench(kind, input, seats);
  bench.hold("scribe", seat(2));
  bench.refs["text"] = {{"version", 1}};
  bench.refs["check"] = {
      {"version", 1}, {"outcome", "objection"}, {"objectors", {"s1", "s3"}}, {"concerns", {"s2"}}};
  bench.refs["ideas"] = {{"shown", {1, 3}},
                         {"cards", {1, 3}},
                         {"items", {"i1", "i2", "i3"}},
                         {"authors", {"s1", "s3"}}};
  bench.tokens = {"facilitator", "scribe", "yes", "no", "2026-12-20", "i1", "i2", "passive"};
  bench.begin();
  return bench;
}

void for_each_kind(const std::function<void(const activities::Kind&, const Json&)>& check) {
  for (const activities::Kind& kind : activities::registry())
    for (const Json& input : inputs_of(kind.kind)) check(kind, input);
}

}  // namespace

TEST_CASE("every kind is there once, in alphabetical order, and is found by its name") {
  std::vector<std::string> names;
  for (const auto& kind : activities::registry()) names.push_back(kind.kind);
  CHECK(names.size() >= 9);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  for (const std::string& name : names) CHECK(activities::find_kind(name)->kind == name);
  CHECK(activities::find_kind("karaoke") == nullptr);
}

TEST_CASE("replay: the log alone, also without its words, gives what runs") {
  for_each_kind([](const activities::Kind& kind, const Json& input) {
    INFO(kind.kind << " " << input.dump());
    CHECK(rc::check([&](const std::vector<Move>& moves) {
      Bench bench = bench_of(kind, input, 4);
      for (const Move& move : moves) {
        bench.stumble(move);
        if (move.how % 16 == 3) bench.refer("text", {{"version", 1 + move.who % 3}});
        if (move.how % 16 == 4) bench.refer("ideas", ideas(move.who));
      }
      bench.check_replay();
    }));
  });
}

TEST_CASE("apply is total: any event of the kind gives a state, whatever the state") {
  for_each_kind([](const activities::Kind& kind, const Json& input) {
    INFO(kind.kind << " " << input.dump());
    CHECK(rc::check([&](const std::vector<Move>& moves, const std::vector<unsigned>& order) {
      Bench bench = bench_of(kind, input, 5);
      for (const Move& move : moves) bench.stumble(move);
      RC_PRE(!bench.log().empty());
      AnyActivity torn = *kind.make(input);
      for (const unsigned pick : order) {
        const EventRecord& event = bench.log()[pick % bench.log().size()];
        auto next = torn.apply(event, {1'000'000});
        RC_ASSERT(next.has_value());
        Sections before;
        Sections after;
        torn.describe(room_layer(), before);
        next->describe(room_layer(), after);
        Json patched = before.difference(nullptr);
        patched.merge_patch(after.difference(&before));
        RC_ASSERT(patched == after.difference(nullptr));
        torn = *next;
        torn.progress();
        torn.output();
        torn.minutes();
      }
    }));
  });
}

TEST_CASE("a newer version's event is refused, not guessed") {
  for (const activities::Kind& kind : activities::registry()) {
    const AnyActivity activity = *kind.make(inputs_of(kind.kind)[0]);
    const auto unknown = activity.apply({"never_heard_of/1", Json::object(), {}}, {0});
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().code == "unknown_event");
    CHECK_FALSE(kind.make({{"never_heard_of", true}}).has_value());
  }
}

TEST_CASE("minutes and outputs hold no fraction and no null, and seats are written as ids") {
  for_each_kind([](const activities::Kind& kind, const Json& input) {
    INFO(kind.kind << " " << input.dump());
    CHECK(rc::check([&](const std::vector<Move>& moves) {
      Bench bench = bench_of(kind, input, 4);
      for (const Move& move : moves) bench.stumble(move);
      RC_ASSERT(bench.output().is_object());
      for (const MinuteLine& line : bench.activity().minutes()) {
        RC_ASSERT(line.params.is_object());
        for (const auto& [name, value] : line.params.items()) {
          RC_ASSERT(!value.is_null());
          RC_ASSERT(!value.is_number_float());
          if (name == "seat" || name == "by" || name == "entered_by")
            RC_ASSERT(SeatId::parse(value.get<std::string>()).has_value());
        }
      }
    }));
  });
}
