// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>
#include <utf8proc.h>

#include "base/text.hpp"

using namespace palabre;

namespace {

std::string cleaned(std::string_view raw) {
  const auto text = clean_text(raw, 0, 2000);
  return text ? text->value : "refused: " + text.error().code;
}
std::string refusal(std::string_view raw, std::int64_t min, std::int64_t max) {
  const auto text = clean_text(raw, min, max);
  return text ? "accepted" : text.error().code;
}

// Code points that are at home in this language, beside those that mean trouble.
std::string utf8(const std::vector<int>& points) {
  std::string out;
  for (const int point : points) {
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(point, bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  return out;
}
const std::vector<int> troublesome = {
    'a',    'e',    'n',    ' ',    '\n',   '\r',    '\t',    0x00,    0x07,    0x7F,    0x85,
    0xA0,   0xAD,   0xE9,   0x300,  0x301,  0x327,   0x1161,  0x1100,  0x200B,  0x200D,  0x200F,
    0x2028, 0x202A, 0x202E, 0x202F, 0x2066, 0x2069,  0x2060,  0x3000,  0xFE0F,  0xFEFF,  0xFFFD,
    0xD55C, 0x344,  0x958,  0x212B, 0xFB01, 0x1F600, 0x1F468, 0x1D15E, 0xE0001, 0x10FFFF};

rc::Gen<std::string> troublesome_text() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::elementOf(troublesome)), &utf8);
}

}  // namespace

TEST_CASE("French stays as it was typed, composed, with its own spaces and signs") {
  CHECK(cleaned("L’été, « ça » œuvre : où ? — ñandú") == "L’été, « ça » œuvre : où ? — ñandú");
  CHECK(cleaned("e\xCC\x81t\xC3\xA9") == "été");  // decomposed and composed
  CHECK(clean_text("œuvrée", 1, 10)->length == 6);
  CHECK(cleaned("Attention\xE2\x80\xAF!") == "Attention\xE2\x80\xAF!");
  CHECK(cleaned("👩‍🌾 sème") == "👩‍🌾 sème");
}

TEST_CASE("edges are trimmed, tabs are spaces, line breaks are at most two in a row") {
  CHECK(cleaned("  \n un\tdeux \r\n ") == "un deux");
  CHECK(cleaned("un\r\ndeux") == "un\ndeux");
  CHECK(cleaned("un\n\n\n\n\ndeux\n") == "un\n\ndeux");
  CHECK(cleaned("\xC2\xA0un\xE2\x80\xAF") == "un");
}

TEST_CASE("what could make a text lie about itself is gone") {
  CHECK(cleaned("a\xE2\x80\xAE"
                "b") == "ab");  // right-to-left override
  CHECK(cleaned(std::string("a\0\a\x7F"
                            "b",
                            5)) == "ab");
  CHECK(cleaned("a\xC2\x85"
                "b") == "ab");
  CHECK(cleaned("e\xE2\x80\xAE\xCC\x81") == "é");  // composed across what was dropped
  CHECK(cleaned("a\xE2\x80\xA8"
                "b") == "a\nb");  // a line separator is a line break
}

TEST_CASE("words that nobody can see are no words") {
  CHECK(refusal("", 1, 40) == "text_too_short");
  CHECK(refusal(" \n ", 1, 40) == "text_too_short");
  CHECK(refusal("\xE2\x80\x8B", 1, 40) == "text_too_short");              // zero width space
  CHECK(refusal("\xE2\x81\xA0\xC2\xAD", 1, 40) == "text_too_short");      // joiner, soft hyphen
  CHECK(refusal("\xE3\x80\x80\xE3\x85\xA4", 1, 40) == "text_too_short");  // wide space, filler
  CHECK(refusal("", 0, 40) == "accepted");
}

TEST_CASE("lengths count code points after cleaning, and bound the work before") {
  CHECK(refusal("éééé", 1, 4) == "accepted");
  CHECK(refusal("ééééé", 1, 4) == "text_too_long");
  CHECK(clean_text("ééééé", 1, 4).error().params == Json{{"max", 4}, {"length", 5}});
  CHECK(refusal("   éééé   ", 1, 4) == "accepted");
  CHECK(refusal("ab", 3, 4) == "text_too_short");
  CHECK(refusal(std::string(1'000'000, ' '), 0, 4) == "text_too_long");
}

TEST_CASE("bytes that are no UTF-8 are refused") {
  for (const char* bytes :
       {"\xFF", "a\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"})
    CHECK(refusal(bytes, 0, 100) == "text_not_utf8");
}

TEST_CASE("a clean text is clean: cleaning it again changes nothing") {
  CHECK(rc::check([] {
    const std::string raw = *troublesome_text();
    const auto once = clean_text(raw, 0, 2000);
    RC_ASSERT(once.has_value());
    const auto twice = clean_text(once->value, 0, 2000);
    RC_ASSERT(twice.has_value());
    RC_ASSERT(*twice == *once);
    std::size_t points = 0;
    for (const char c : once->value) {
      points += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
      RC_ASSERT((static_cast<unsigned char>(c) >= 0x20 || c == '\n'));
    }
    RC_ASSERT(points == once->length);
    RC_ASSERT(once->value.find("\n\n\n") == std::string::npos);
    RC_ASSERT(!Json(once->value).dump().empty());
  }));
}

TEST_CASE("any bytes give a text or a refusal") {
  CHECK(rc::check([](const std::string& bytes) {
    const auto text = clean_text(bytes, 0, 100);
    if (text)
      RC_ASSERT(clean_text(text->value, 0, 100).has_value());
    else
      RC_ASSERT((text.error().code == "text_not_utf8" || text.error().code == "text_too_long"));
  }));
}
