// SPDX-License-Identifier: AGPL-3.0-or-later
// protocol/examples is read by this test and by the pages' own.
#include <fstream>

#include <catch2/catch.hpp>

#include "wire/decode.hpp"
#include "wire/encode.hpp"

using namespace palabre;
using namespace palabre::wire;

namespace {

Json read_examples(const std::string& name) {
  std::ifstream file(std::string(PALABRE_TREE) + "/protocol/examples/" + name);
  REQUIRE(file);
  return Json::parse(file);
}

std::vector<SeatId> seats_of(const Json& list) {
  std::vector<SeatId> seats;
  for (const Json& one : list) seats.push_back(*SeatId::parse(one.get<std::string>()));
  return seats;
}

// The frame as the server writes it, from the values that stand in the example.
std::string written(const Json& f) {
  const std::string t = f["t"];
  if (t == "welcome") {
    Welcome welcome{seats_of(f["seats"]),
                    !f["rights"].empty(),
                    f["face"],
                    f["now"],
                    f["scenario"],
                    f["build"],
                    f["cseq"],
                    {}};
    if (f.contains("claiming")) welcome.claiming = SeatId::parse(f["claiming"].get<std::string>());
    return encode(FrameDown(welcome));
  }
  if (t == "ack") return encode(FrameDown(Ack{f["cseq"], f["seq"]}));
  if (t == "refused")
    return encode(FrameDown(Refused{f["cseq"], {f["code"], f["params"]}, f["final"]}));
  if (t == "time") return encode(FrameDown(Time{f["now"]}));
  if (t == "presence") return encode(FrameDown(Presence{f["here"], seats_of(f["awaited"])}));
  if (t == "notice") return encode(FrameDown(Notice{{f["code"], f["params"]}}));
  if (t == "go") return encode(FrameDown(Go{f["after_ms"], f["code"]}));
  if (t == "sum") return sum_frame(*position_from(f["position"]), f["layers"]);
  std::string frame = t == "view" ? view_head(*position_from(f["position"]))
                                  : patch_head(*position_from(f["from"]), *position_from(f["to"]));
  std::string comma;
  for (const auto& [name, layer] : f["layers"].items()) {
    frame += comma + layer_piece(name, layer);
    comma = ",";
  }
  return frame + std::string(layers_tail);
}

}  // namespace

TEST_CASE("examples of what a phone says are read, or refused for the reason given", "[wire]") {
  for (const Json& example : read_examples("frames_up.json")) {
    INFO(example.dump());
    const auto frames = decode_message(Json::array({example["frame"]}).dump());
    REQUIRE(frames.size() == 1);
    REQUIRE(frames[0].has_value() != example.contains("refused"));
    if (frames[0])
      CHECK(decode_message("[" + encode(*frames[0]) + "]")[0] == frames[0]);
    else
      CHECK(frames[0].error().params["reason"] == example["refused"]);
  }
}

TEST_CASE("examples of what the server says are what it writes", "[wire]") {
  for (const Json& example : read_examples("frames_down.json")) {
    INFO(example.dump());
    CHECK(Json::parse(written(example["frame"])) == example["frame"]);
  }
}
