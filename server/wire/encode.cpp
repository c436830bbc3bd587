// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/encode.hpp"

#include "base/fields.hpp"
#include "wire/decode.hpp"

namespace palabre::wire {
namespace {

Json ids(const std::vector<SeatId>& seats) {
  Json list = Json::array();
  for (const SeatId seat : seats) list.push_back(seat.str());
  return list;
}

Json written(const Welcome& frame) {
  Json rights = Json::array();
  if (frame.founder) rights.push_back("founder");
  Json json = {{"t", "welcome"},
               {"seats", ids(frame.seats)},
               {"rights", std::move(rights)},
               {"face", frame.face},
               {"now", frame.now},
               {"scenario", frame.scenario},
               {"build", frame.build},
               {"cseq", frame.cseq}};
  if (frame.claiming) json["claiming"] = frame.claiming->str();
  return json;
}

Json written(const Ack& frame) { return {{"t", "ack"}, {"cseq", frame.cseq}, {"seq", frame.seq}}; }

Json written(const Refused& frame) {
  return {{"t", "refused"},
          {"cseq", frame.cseq},
          {"code", frame.error.code},
          {"params", frame.error.params},
          {"final", frame.final}};
}

Json written(const Time& frame) { return {{"t", "time"}, {"now", frame.now}}; }

Json written(const Presence& frame) {
  return {{"t", "presence"}, {"here", frame.here}, {"awaited", ids(frame.awaited)}};
}

Json written(const Notice& frame) {
  return {{"t", "notice"}, {"code", frame.error.code}, {"params", frame.error.params}};
}

Json written(const Go& frame) {
  return {{"t", "go"}, {"after_ms", frame.after_ms}, {"code", frame.code}};
}

Json written(const Hello& frame) {
  Json json = {{"t", "hello"}, {"code", frame.code}, {"secret", frame.secret}};
  if (frame.position) json["position"] = to_json(*frame.position);
  if (frame.watches_screen) json["watch"] = Json::array({"screen"});
  if (frame.unpacks) json["gzip"] = true;
  return json;
}

Json written(const Command& frame) {
  Json json = {{"t", "command"}, {"cseq", frame.cseq}, {"seen", frame.seen}, {"body", frame.body}};
  if (!frame.on.empty()) json["on"] = frame.on;
  if (frame.version) json["version"] = *frame.version;
  if (frame.for_seat) json["for"] = frame.for_seat->str();
  return json;
}

Json written(const Visible& frame) { return {{"t", "visible"}, {"hidden", frame.hidden}}; }
Json written(const Ping&) { return {{"t", "ping"}}; }
Json written(const Watch& frame) {
  return {{"t", "watch"}, {"layers", frame.screen ? Json::array({"screen"}) : Json::array()}};
}

}  // namespace

std::string encode(const FrameDown& frame) {
  return std::visit([](const auto& one) { return written(one).dump(); }, frame);
}

std::string encode(const FrameUp& frame) {
  return std::visit([](const auto& one) { return written(one).dump(); }, frame);
}

std::string view_head(const Position& position) {
  return R"({"t":"view","position":)" + to_json(position).dump() + R"(,"layers":{)";
}

std::string patch_head(const Position& from, const Position& to) {
  return R"({"t":"patch","from":)" + to_json(from).dump() + R"(,"to":)" + to_json(to).dump() +
         R"(,"layers":{)";
}

std::string layer_piece(const std::string& name, const Json& layer) {
  return '"' + name + "\":" + layer.dump();
}

std::string sum_frame(const Position& position, const Json& layers) {
  return Json{{"t", "sum"}, {"position", to_json(position)}, {"layers", layers}}.dump();
}

}  // namespace palabre::wire
