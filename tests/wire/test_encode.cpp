// SPDX-License-Identifier: AGPL-3.0-or-later
#include <catch2/catch.hpp>

#include "wire/encode.hpp"

using namespace palabre;
using namespace palabre::wire;

TEST_CASE("[S1] welcome says who one is here", "[wire]") {
  const Json json = Json::parse(
      encode(FrameDown(Welcome{{SeatId{3}}, true, "desk", 1700, "ab", "0.1.0", 12, SeatId{5}})));
  CHECK(json == Json::parse(R"({"t":"welcome","seats":["s3"],"rights":["founder"],"face":"desk",
    "now":1700,"scenario":"ab","build":"0.1.0","cseq":12,"claiming":"s5"})"));
  const Json plain = Json::parse(encode(FrameDown(Welcome{{}, false, "screen", 0, "", "", 0, {}})));
  CHECK(plain["rights"] == Json::array());
  CHECK_FALSE(plain.contains("claiming"));
}

TEST_CASE("[S2] [S3] views and patches are heads, layer pieces and a tail", "[wire]") {
  const Position from{1, 7, "aaaaaaaaaaaaaaaa"};
  const Position to{1, 9, "bbbbbbbbbbbbbbbb"};
  const std::string patch = patch_head(from, to) + layer_piece("room", {{"counted", 4}}) + "," +
                            layer_piece("desk", nullptr) + std::string(layers_tail);
  CHECK(Json::parse(patch) == Json::parse(R"({"t":"patch",
    "from":{"epoch":1,"seq":7,"nonce":"aaaaaaaaaaaaaaaa"},
    "to":{"epoch":1,"seq":9,"nonce":"bbbbbbbbbbbbbbbb"},
    "layers":{"room":{"counted":4},"desk":null}})"));
  CHECK(Json::parse(view_head(to) + std::string(layers_tail)) ==
        Json::parse(R"({"t":"view","position":{"epoch":1,"seq":9,"nonce":"bbbbbbbbbbbbbbbb"},
    "layers":{}})"));
}

TEST_CASE("[S4] [S5] [S6] answers and tidings", "[wire]") {
  CHECK(encode(FrameDown(Ack{3, 42})) == R"({"cseq":3,"seq":42,"t":"ack"})");
  CHECK(encode(FrameDown(Refused{4, {"stale", {{"on", "a1"}}}, true})) ==
        R"({"code":"stale","cseq":4,"final":true,"params":{"on":"a1"},"t":"refused"})");
  CHECK(encode(FrameDown(Time{99})) == R"({"now":99,"t":"time"})");
  CHECK(encode(FrameDown(Presence{2, {SeatId{4}}})) ==
        R"({"awaited":["s4"],"here":2,"t":"presence"})");
  CHECK(encode(FrameDown(Notice{{"saving", Json::object()}})) ==
        R"({"code":"saving","params":{},"t":"notice"})");
  CHECK(encode(FrameDown(Go{250, "restarting"})) ==
        R"({"after_ms":250,"code":"restarting","t":"go"})");
}
