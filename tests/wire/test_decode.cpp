// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "wire/decode.hpp"
#include "wire/encode.hpp"
#include "wire/wish_codec.hpp"

using namespace palabre;
using namespace palabre::wire;

namespace {

std::string reason_of(std::string_view message) {
  const auto frames = decode_message(message);
  REQUIRE(frames.size() == 1);
  REQUIRE_FALSE(frames[0]);
  REQUIRE(frames[0].error().code == "bad_frame");
  return frames[0].error().params["reason"].get<std::string>();
}

FrameUp only(std::string_view message) {
  auto frames = decode_message(message);
  REQUIRE(frames.size() == 1);
  REQUIRE(frames[0]);
  return *frames[0];
}

rc::Gen<std::uint64_t> integers() { return rc::gen::inRange<std::uint64_t>(1, 1ULL << 53U); }

rc::Gen<std::string> printable(std::size_t max) {
  return rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~')),
                      [max](std::string text) { return 'x' + text.substr(0, max); });
}

rc::Gen<FrameUp> commands() {
  return rc::gen::exec([] {
    Command frame;
    frame.cseq = *integers();
    frame.seen = *integers();
    frame.on = *rc::gen::element<std::string>("", "c1", "a12");
    if (*rc::gen::arbitrary<bool>()) frame.version = *rc::gen::inRange<std::int64_t>(0, 1 << 20);
    if (*rc::gen::arbitrary<bool>()) frame.for_seat = SeatId{*rc::gen::inRange(1U, 9999U)};
    frame.body = {{"type", *printable(12)}, {"text", *printable(40)}};
    return FrameUp(frame);
  });
}

}  // namespace

TEST_CASE("[L1] a message is an array of 1 to 64 frames", "[wire]") {
  CHECK(decode_message(R"([{"t":"ping"},{"t":"ping"}])").size() == 2);
  CHECK(reason_of("[]") == "frames_expected");
  CHECK(reason_of(R"({"t":"ping"})") == "frames_expected");
  std::string many = "[{\"t\":\"ping\"}";
  for (int i = 0; i < 64; ++i) many += ",{\"t\":\"ping\"}";
  CHECK(reason_of(many + "]") == "frames_expected");
}

TEST_CASE("[L3] an unknown or malformed frame is told apart from its neighbours", "[wire]") {
  const auto frames =
      decode_message(R"([{"t":"dance"},{"t":"ping"},{"t":"ping","loud":true},7,{}])");
  REQUIRE(frames.size() == 5);
  CHECK(frames[0].error().params["reason"] == "unknown_frame");
  CHECK(frames[1].has_value());
  CHECK(frames[2].error().params["reason"] == "unknown_field");
  CHECK(frames[3].error().params["reason"] == "object_expected");
  CHECK(frames[4].error().params["reason"] == "missing");
}

TEST_CASE("[L4] a message longer than 16 KiB or deeper than 16 is refused unread", "[wire]") {
  CHECK(reason_of(std::string(message_bytes_max + 1, ' ')) == "too_long");
  CHECK(reason_of(std::string(17, '[') + std::string(17, ']')) == "too_deep");
  CHECK(reason_of(std::string(16, '[') + std::string(16, ']')) == "object_expected");
  CHECK(reason_of(R"(["\"[[[[[[[[[[[[[[[[[["])") == "object_expected");
}

TEST_CASE("[P1] hello says code and secret, perhaps a position and the screen", "[wire]") {
  const auto hello = std::get<Hello>(only(
      R"([{"t":"hello","code":"KATA-27XB","secret":"00ff","position":{"epoch":1,"seq":42,"nonce":"0123456789abcdef"},"watch":["screen"]}])"));
  CHECK(hello == Hello{"KATA-27XB", "00ff", Position{1, 42, "0123456789abcdef"}, true});
  CHECK(reason_of(R"([{"t":"hello","code":"A","secret":"b","position":{"epoch":1}}])") ==
        "position_expected");
  CHECK(reason_of(R"([{"t":"hello","code":"A","secret":"b","watch":["desk"]}])") ==
        "layers_expected");
}

TEST_CASE("[P2] a command says its count, what was seen and what it is about", "[wire]") {
  const auto command = std::get<Command>(only(
      R"([{"t":"command","cseq":3,"seen":9,"on":"a7","version":2,"for":"s4","body":{"type":"answer"}}])"));
  CHECK(command == Command{3, 9, "a7", 2, SeatId{4}, {{"type", "answer"}}});
  CHECK(reason_of(R"([{"t":"command","cseq":0,"seen":9,"body":{"type":"lock"}}])") ==
        "integer_expected");
  CHECK(reason_of(R"([{"t":"command","cseq":1,"seen":9,"on":"room","body":{"type":"lock"}}])") ==
        "id_expected");
  CHECK(reason_of(R"([{"t":"command","cseq":1,"seen":9,"body":{}}])") == "command_expected");
  CHECK(reason_of(R"([{"t":"command","cseq":1,"seen":9.5,"body":{"type":"lock"}}])") ==
        "integer_expected");
}

TEST_CASE("[P3] visible, ping and watch", "[wire]") {
  CHECK(std::get<Visible>(only(R"([{"t":"visible","hidden":true}])")).hidden);
  CHECK(std::get<Watch>(only(R"([{"t":"watch","layers":["screen"]}])")).screen);
  CHECK_FALSE(std::get<Watch>(only(R"([{"t":"watch","layers":[]}])")).screen);
  CHECK(reason_of(R"([{"t":"watch"}])") == "missing");
}

TEST_CASE("any bytes decode to at least one answer", "[wire][property]") {
  CHECK(rc::check("random bytes",
                  [](const std::string& bytes) { RC_ASSERT(!decode_message(bytes).empty()); }));
  CHECK(rc::check("a broken message", [] {
    std::string bytes = "[" + encode(*commands()) + "]";
    const auto cuts =
        *rc::gen::container<std::vector<std::uint16_t>>(rc::gen::arbitrary<std::uint16_t>());
    for (const std::uint16_t cut : cuts) bytes[cut % bytes.size()] = static_cast<char>(cut >> 8U);
    RC_ASSERT(!decode_message(bytes).empty());
  }));
}

TEST_CASE("what a phone says comes through unchanged", "[wire][property]") {
  CHECK(rc::check("command", [] {
    const FrameUp frame = *commands();
    const auto frames = decode_message("[" + encode(frame) + "]");
    RC_ASSERT(frames.size() == 1U);
    RC_ASSERT(frames[0].has_value());
    RC_ASSERT(*frames[0] == frame);
  }));
  CHECK(rc::check("a parked wish", [] {
    const room::Wish wish = wish_of("00ff", std::get<Command>(*commands()));
    const auto read = decode_wish(encode_wish(wish));
    RC_ASSERT(read.has_value());
    RC_ASSERT(encode_wish(*read) == encode_wish(wish));
  }));
}

TEST_CASE("whoever comes in by another server is parked with all that was given", "[wire]") {
  room::OpenSession open;
  open.sid = "00ff";
  open.face = room::Face::desk;
  open.name_given = Text{"Léa", 3};
  open.claim = SeatId{4};
  open.place = "Lyon";
  const auto read = decode_parked(encode_open(open, 17));
  REQUIRE(read);
  CHECK(read->until == 17);
  const auto& again = std::get<room::OpenSession>(std::get<room::ServerCommand>(read->input));
  CHECK(to_json_whole(again) == to_json_whole(open));
  const Command said{3, 0, "a2", std::nullopt, std::nullopt, {{"type", "finish"}}};
  const auto wish = decode_parked(encode_wish(wish_of("00ff", said)));
  REQUIRE(wish);
  CHECK(wish->until == 0);
  CHECK(std::get<room::Wish>(wish->input).cseq == 3);
  for (const char* broken : {R"({"open":{}})",
                             R"({"open":{},"until":3})",
                             R"({"open":{"sid":"00ff","face":"wall"},"until":3})",
                             R"({"open":{"sid":"00ff","face":"phone"},"until":"3"})",
                             "[]",
                             "{"})
    CHECK(decode_parked(broken).error().code == "damaged");
}
