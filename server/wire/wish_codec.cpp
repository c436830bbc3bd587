// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/wish_codec.hpp"

#include <utility>

#include "wire/decode.hpp"
#include "wire/encode.hpp"

namespace palabre::wire {

room::Wish wish_of(const std::string& sid, Command frame) {
  return {
      sid, frame.cseq, std::move(frame.on), frame.version, frame.for_seat, std::move(frame.body)};
}

std::string encode_wish(const room::Wish& wish) {
  const Command frame{wish.cseq, 0, wish.on, wish.version, wish.for_seat, wish.body};
  return "{\"sid\":" + Json(wish.sid).dump() + ",\"command\":[" + encode(FrameUp(frame)) + "]}";
}

Result<room::Wish> decode_wish(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.size() != 2 || !json.contains("sid") || !json["sid"].is_string() ||
      !json.contains("command"))
    return refuse("damaged", {{"part", "parked"}});
  auto frames = decode_message(json["command"].dump());
  if (frames.size() != 1 || !frames[0] || !std::holds_alternative<Command>(*frames[0]))
    return refuse("damaged", {{"part", "parked"}});
  return wish_of(json["sid"].get<std::string>(), std::get<Command>(std::move(*frames[0])));
}

std::string encode_open(const room::OpenSession& open, Instant until) {
  return Json{{"open", to_json_whole(open)}, {"until", until}}.dump();
}

Result<Parked> decode_parked(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("open")) {
    auto wish = decode_wish(text);
    if (!wish) return tl::unexpected(wish.error());
    return Parked{std::move(*wish), 0};
  }
  if (json.size() != 2 || !json.contains("until") || !json["until"].is_number_integer())
    return refuse("damaged", {{"part", "parked"}});
  auto open = from_json_whole<room::OpenSession>(json["open"]);
  if (!open) return refuse("damaged", {{"part", "parked"}});
  return Parked{room::ServerCommand(std::move(*open)), json["until"].get<Instant>()};
}

}  // namespace palabre::wire
