// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/fields.hpp"

using namespace palabre;

namespace {

enum class Season { spring, summer, autumn };
constexpr std::array<std::string_view, 3> names_of(Season) {
  return {"spring", "summer", "autumn"};
}

struct Everything {
  static constexpr std::string_view name = "everything/1";
  bool yes = false;
  std::int64_t number = 0;
  std::uint32_t small = 0;
  Text text;
  std::string token = "t";
  SeatId seat{1};
  Season season = Season::spring;
  std::vector<SeatId> seats;
  std::vector<std::string> tokens;
  std::optional<Text> maybe_text;
  std::optional<std::int64_t> maybe_number;
  std::optional<ItemId> maybe_item;
  bool operator==(const Everything&) const = default;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("yes", self.yes);
    field("number", self.number, Bounds{-5, 100});
    field("small", self.small);
    field("text", self.text, Bounds{0, 280});
    field("token", self.token);
    field("seat", self.seat);
    field("season", self.season);
    field("seats", self.seats, Bounds{0, 3});
    field("tokens", self.tokens);
    field("maybe_text", self.maybe_text);
    field("maybe_number", self.maybe_number);
    field("maybe_item", self.maybe_item);
  }
};
struct Nothing {
  static constexpr std::string_view name = "nothing/1";
  bool operator==(const Nothing&) const = default;
  template <class Self, class F>
  static void fields(Self&, F&&) {}
};
struct AtLeastOne {
  std::vector<SeatId> seats;
  template <class Self, class F>
  static void fields(Self& self, F&& field) {
    field("seats", self.seats, Bounds{1, 3});
  }
};
using Either = std::variant<Everything, Nothing>;

Text worded(const std::string& letters) {
  auto text = clean_text(letters, 0, 280);
  return text ? *text : Text{};
}

Everything everything() {
  Everything e;
  e.yes = *rc::gen::arbitrary<bool>();
  e.number = *rc::gen::inRange<std::int64_t>(-5, 101);
  e.small = *rc::gen::arbitrary<std::uint32_t>();
  e.text = worded(*rc::gen::string<std::string>());
  e.token = "t" + std::to_string(*rc::gen::inRange(0, 99));
  e.seat = SeatId{*rc::gen::inRange(1U, 999'999U)};
  e.season = *rc::gen::element(Season::spring, Season::summer, Season::autumn);
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
    e.seats.push_back(SeatId{static_cast<std::uint32_t>(i)});
  if (*rc::gen::arbitrary<bool>()) e.tokens = {"a", "b"};
  if (*rc::gen::arbitrary<bool>()) e.maybe_text = worded("é" + *rc::gen::string<std::string>());
  if (e.maybe_text && e.maybe_text->empty()) e.maybe_text.reset();
  if (*rc::gen::arbitrary<bool>()) e.maybe_number = *rc::gen::inRange(0, 1000);
  if (*rc::gen::arbitrary<bool>()) e.maybe_item = ItemId{7};
  return e;
}

std::string refusal(const char* field, const Json& value) {
  Json json = to_json_whole(Everything{});
  json[field] = value;
  const auto read = from_json_whole<Everything>(json);
  return read ? "accepted" : read.error().code + "/" + read.error().params.value("reason", "");
}

}  // namespace

TEST_CASE("what is written whole is read back whole") {
  CHECK(rc::check([] {
    const Everything e = everything();
    const auto read = from_json_whole<Everything>(Json::parse(to_json_whole(e).dump()));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == e);
  }));
}

TEST_CASE("an event comes back from its facts and words; without its words it keeps their length") {
  CHECK(rc::check([] {
    const Everything e = everything();
    const EventRecord record = to_record(Either(e));
    RC_ASSERT(record.type == "everything/1");
    const Json stored = Json::parse(record.facts.dump());
    const auto read = from_record<Either>({record.type, stored, record.words});
    RC_ASSERT(read.has_value());
    RC_ASSERT(std::get<Everything>(*read) == e);
    const auto erased = from_record<Either>({record.type, stored, {}});
    RC_ASSERT(erased.has_value());
    RC_ASSERT(std::get<Everything>(*erased).text.value.empty());
    RC_ASSERT(std::get<Everything>(*erased).text.length == e.text.length);
    RC_ASSERT(to_record(*erased).facts == record.facts);
  }));
}

TEST_CASE("no word of a text is in the facts") {
  Everything e;
  e.text = worded("un secret");
  e.maybe_text = worded("un autre");
  const EventRecord record = to_record(Either(e));
  CHECK(record.facts["text"] == 9);
  CHECK(record.facts["maybe_text"] == 8);
  CHECK(record.facts.dump().find("secret") == std::string::npos);
  CHECK(record.words == Words{{"text", "un secret"}, {"maybe_text", "un autre"}});
}

TEST_CASE("a default event comes back, with the seat that nobody has") {
  Everything e;
  e.seat = SeatId{};
  const EventRecord record = to_record(Either(e));
  const auto read = from_record<Either>(record);
  REQUIRE(read.has_value());
  CHECK(std::get<Everything>(*read) == e);
}

TEST_CASE("an event may gain fields, and what was recorded stays readable when a bound changes") {
  const auto old = from_record<Either>({"everything/1", {{"number", 100'000}}, {}});
  REQUIRE(old.has_value());
  CHECK(std::get<Everything>(*old).number == 100'000);
  CHECK(std::get<Everything>(*old).token == "t");
  CHECK(from_record<Either>({"everything/2", Json::object(), {}}).error().code == "unknown_event");
  CHECK(from_record<Either>({"everything/1", {{"number", "x"}}, {}}).error().code == "bad_event");
  CHECK(from_record<Either>({"everything/1", {{"text", "x"}}, {}}).error().code == "bad_event");
  CHECK(from_record<Either>({"everything/1", Json::array(), {}}).error().code == "bad_event");
}

TEST_CASE("each field has its bounds") {
  CHECK(refusal("yes", 1) == "bad_field/boolean_expected");
  CHECK(refusal("number", 100) == "accepted");
  CHECK(refusal("number", 101) == "bad_field/out_of_bounds");
  CHECK(refusal("number", -5) == "accepted");
  CHECK(refusal("number", -6) == "bad_field/out_of_bounds");
  CHECK(refusal("number", 1.5) == "bad_field/integer_expected");
  CHECK(refusal("number", std::uint64_t{1} << 60U) == "bad_field/integer_expected");
  CHECK(refusal("small", std::int64_t{1} << 32U) == "bad_field/out_of_bounds");
  CHECK(refusal("small", (std::int64_t{1} << 32U) - 1) == "accepted");
  CHECK(refusal("small", -1) == "bad_field/out_of_bounds");
  CHECK(refusal("text", std::string(281, 'a')) == "text_too_long/");
  CHECK(refusal("text", "\xFF") == "text_not_utf8/");
  CHECK(refusal("text", Json()) == "bad_field/text_expected");
  CHECK(refusal("token", "") == "bad_field/token_length");
  CHECK(refusal("token", std::string(65, 'a')) == "bad_field/token_length");
  CHECK(refusal("token", "é") == "bad_field/token_expected");
  CHECK(refusal("seat", "s0") == "bad_field/id_expected");
  CHECK(refusal("seat", "i1") == "bad_field/id_expected");
  CHECK(refusal("seat", "") == "bad_field/id_expected");
  CHECK(refusal("season", "winter") == "bad_field/choice_expected");
  CHECK(refusal("seats", {"s1", "s2", "s3"}) == "accepted");
  CHECK(refusal("seats", {"s1", "s2", "s3", "s4"}) == "bad_field/list_expected");
  CHECK(refusal("seats", {"s1", 2}) == "bad_field/id_expected");
  CHECK(refusal("maybe_number", Json()) == "bad_field/integer_expected");
  CHECK(refusal("colour", "red") == "bad_field/unknown_field");
  CHECK(from_json_whole<AtLeastOne>({{"seats", {"s1"}}}).has_value());
  CHECK_FALSE(from_json_whole<AtLeastOne>({{"seats", Json::array()}}).has_value());
}

TEST_CASE("an id is written in one way only") {
  CHECK(SeatId::parse("s12") == SeatId{12});
  for (const char* other : {"", "s", "s0", "s012", "12", "i12", "s12 ", "s-1", "s1234567890", "S1"})
    CHECK_FALSE(SeatId::parse(other).has_value());
  CHECK(SeatId{12}.str() == "s12");
  CHECK(SeatId{}.str().empty());
}

TEST_CASE("a command is read by its type, and its refusal can be sent whatever the type was") {
  Json json = to_json_whole(Everything{});
  json["type"] = "everything/1";
  CHECK(command_from_json<Either>(json).has_value());
  CHECK(command_from_json<Either>(Json{{"type", "nothing/1"}}).has_value());
  CHECK(command_from_json<Either>(Json{{"type", "nothing/1"}, {"x", 1}}).error().code ==
        "bad_field");
  CHECK(command_from_json<Either>(Json{{"type", 1}}).error().code == "bad_field");
  CHECK(command_from_json<Either>(Json::array()).error().code == "bad_field");
  std::string type = "a";
  for (int i = 0; i < 40; ++i) type += "é";
  const auto unknown = command_from_json<Either>(Json{{"type", type}});
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == "unknown_command");
  CHECK_NOTHROW(unknown.error().params.dump());
}

TEST_CASE("the fields are there as data") {
  const StructSpec spec = spec_of<Everything>("everything");
  REQUIRE(spec.fields.size() == 12);
  CHECK(spec.fields[1].bounds.min == -5);
  CHECK(spec.fields[5].letter == 's');
  CHECK(spec.fields[6].choices == std::vector<std::string>{"spring", "summer", "autumn"});
  CHECK(spec.fields[7].type == FieldSpec::Type::list);
  CHECK(spec.fields[7].letter == 's');
  CHECK(spec.fields[9].optional);
  CHECK(specs_of<Either>()[1].name == "nothing/1");
}
