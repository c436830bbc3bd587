// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "base/hash.hpp"
#include "wire/entry_codec.hpp"

using namespace palabre;
using namespace palabre::wire;
using room::Entry;
using room::LogEvent;

namespace {

rc::Gen<std::string> hexadecimal() {
  return rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789abcdef")));
}

rc::Gen<std::string> prose() {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~')),
                      [](std::string text) { return text + "é\n\""; });
}

rc::Gen<Entry> entries() {
  return rc::gen::exec([] {
    Entry entry;
    entry.header = {*rc::gen::inRange<Instant>(0, 1LL << 45U),
                    *hexadecimal(),
                    *rc::gen::inRange<std::uint64_t>(0, 1U << 30U),
                    *hexadecimal()};
    entry.salt = *hexadecimal();
    entry.digest = *hexadecimal();
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) {
      LogEvent event;
      event.on = ActivityId{*rc::gen::inRange(0U, 40U)};
      event.record.type = *prose();
      event.record.facts = {{"seat", "s1"}, {"text", *rc::gen::inRange(0, 90)}};
      if (*rc::gen::arbitrary<bool>()) event.record.words["text"] = *prose();
      entry.events.push_back(event);
    }
    return entry;
  });
}

Entry awas_idea() {
  Entry entry;
  entry.header = {1700, "5e55", 3, "0123456789abcdef"};
  entry.salt = "5a17";
  entry.digest = "d16e57";
  LogEvent event;
  event.on = ActivityId{2};
  event.record = {"item_submitted/1", {{"item", "i1"}, {"text", 9}}, {{"text", "un jardin"}}};
  entry.events.push_back(event);
  return entry;
}

}  // namespace

TEST_CASE("an entry comes back from its bytes as it was", "[wire][property]") {
  CHECK(rc::check("round trip", [] {
    const Entry entry = *entries();
    const EncodedEntry encoded = encode_entry(entry);
    const auto read = decode_entry(encoded);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == entry);
    RC_ASSERT(encode_entry(*read) == encoded);
  }));
  CHECK(rc::check("any bytes give an answer", [](std::string header, std::string facts) {
    const auto read = decode_entry({std::move(header), std::move(facts), {}});
    RC_ASSERT(!read.has_value());
  }));
}

TEST_CASE("facts hold words only as a salted hash", "[wire]") {
  const EncodedEntry encoded = encode_entry(awas_idea());
  CHECK(encoded.header == R"({"at":1700,"cseq":3,"nonce":"0123456789abcdef","sid":"5e55"})");
  CHECK(encoded.facts.find("jardin") == std::string::npos);
  CHECK(encoded.words == R"({"salt":"5a17","words":[{"text":"un jardin"}]})");
  const Json facts = Json::parse(encoded.facts);
  CHECK(facts["words"] == hash_of({"5a17", R"([{"text":"un jardin"}])"}));
  CHECK(facts["events"][0]["on"] == "a2");
  CHECK(facts["body"] == "d16e57");
}

TEST_CASE("erased words leave empty texts of the same length", "[wire]") {
  EncodedEntry encoded = encode_entry(awas_idea());
  encoded.words.clear();
  const auto read = decode_entry(encoded);
  REQUIRE(read);
  CHECK(read->salt.empty());
  CHECK(read->events[0].record.words.empty());
  CHECK(read->events[0].record.facts["text"] == 9);
}

TEST_CASE("words that were changed are seen", "[wire]") {
  EncodedEntry encoded = encode_entry(awas_idea());
  encoded.words.replace(encoded.words.find("jardin"), 6, "verger");
  const auto read = decode_entry(encoded);
  REQUIRE_FALSE(read);
  CHECK(read.error() == Error{"damaged", {{"part", "words"}}});
}

TEST_CASE("an entry without words stores none", "[wire]") {
  Entry entry;
  entry.header = {5, "", 0, "00"};
  entry.events.push_back({{}, {"timer_cleared/1", {{"timer", "step"}}, {}}});
  const EncodedEntry encoded = encode_entry(entry);
  CHECK(encoded.words.empty());
  CHECK_FALSE(Json::parse(encoded.facts).contains("words"));
  CHECK(decode_entry(encoded) == entry);
}
