// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/decode.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <utility>

namespace palabre::wire {
namespace {

constexpr std::uint64_t integer_max = (std::uint64_t{1} << 53U) - 1;  // [V1]
constexpr std::size_t code_bytes_max = 32;
constexpr std::size_t secret_bytes_max = 128;
constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t on_bytes_max = 12;

tl::unexpected<Error> bad(std::string reason, std::string field = {}) {
  Json params = {{"reason", std::move(reason)}};
  if (!field.empty()) params["field"] = std::move(field);
  return refuse("bad_frame", std::move(params));
}

// The depth of brackets outside strings, so that nothing deep is ever built.
bool deeper_than(std::string_view bytes, std::size_t depth_max) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_max) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

// "c7" or "a3": a configuration entry or an activity.
bool is_subject(const std::string& on) {
  return Id<'c'>::parse(on).has_value() || ActivityId::parse(on).has_value();
}

// Reads the fields of one frame; keeps the first thing wrong.
class Fields {
 public:
  explicit Fields(const Json& frame) : frame_(frame) {}

  const Json* take(const char* name, bool required) {
    const auto at = frame_.find(name);
    if (at == frame_.end()) {
      if (required) fail("missing", name);
      return nullptr;
    }
    ++known_;
    return &*at;
  }
  std::uint64_t integer(const char* name, std::uint64_t min) {
    const Json* json = take(name, true);
    if (json == nullptr) return 0;
    if (json->is_number_unsigned()) {
      const auto n = json->get<std::uint64_t>();
      if (n >= min && n <= integer_max) return n;
    }
    fail("integer_expected", name);
    return 0;
  }
  std::string string(const char* name, std::size_t bytes_max) {
    const Json* json = take(name, true);
    if (json == nullptr) return {};
    if (json->is_string()) {
      const auto& text = json->get_ref<const std::string&>();
      if (!text.empty() && text.size() <= bytes_max) return text;
    }
    fail("string_expected", name);
    return {};
  }
  bool boolean(const char* name, bool required) {
    const Json* json = take(name, required);
    if (json == nullptr) return false;
    if (json->is_boolean()) return json->get<bool>();
    fail("boolean_expected", name);
    return false;
  }
  void fail(const char* reason, const char* field) {
    if (!error_) error_ = bad(reason, field).value();
  }
  // `t` and everything taken are known; anything else is refused.
  template <class T>
  Result<FrameUp> finish(T frame) {
    if (!error_ && known_ + 1 != frame_.size()) error_ = bad("unknown_field").value();
    if (error_) return tl::unexpected(*error_);
    return FrameUp(std::move(frame));
  }

 private:
  const Json& frame_;
  std::size_t known_ = 0;
  std::optional<Error> error_;
};

bool watches_screen(Fields& fields, const char* name, bool required) {
  const Json* json = fields.take(name, required);
  if (json == nullptr) return false;
  if (!json->is_array() || json->size() > 1 || (json->size() == 1 && (*json)[0] != "screen")) {
    fields.fail("layers_expected", name);
    return false;
  }
  return json->size() == 1;
}

Result<FrameUp> read_hello(const Json& json) {
  Fields fields(json);
  Hello hello;
  hello.code = fields.string("code", code_bytes_max);
  hello.secret = fields.string("secret", secret_bytes_max);
  if (const Json* at = fields.take("position", false)) {
    auto position = position_from(*at);
    if (position)
      hello.position = std::move(*position);
    else
      fields.fail("position_expected", "position");
  }
  hello.watches_screen = watches_screen(fields, "watch", false);
  hello.unpacks = fields.boolean("gzip", false);
  return fields.finish(std::move(hello));
}

Result<FrameUp> read_command(const Json& json) {
  Fields fields(json);
  Command command;
  command.cseq = fields.integer("cseq", 1);
  command.seen = fields.integer("seen", 0);
  if (json.contains("on")) {
    command.on = fields.string("on", on_bytes_max);
    if (!is_subject(command.on)) fields.fail("id_expected", "on");
  }
  if (json.contains("version"))
    command.version = static_cast<std::int64_t>(fields.integer("version", 0));
  if (json.contains("for")) {
    command.for_seat = SeatId::parse(fields.string("for", on_bytes_max));
    if (!command.for_seat) fields.fail("id_expected", "for");
  }
  if (const Json* body = fields.take("body", true)) {
    if (body->is_object() && body->contains("type") && (*body)["type"].is_string())
      command.body = *body;
    else
      fields.fail("command_expected", "body");
  }
  return fields.finish(std::move(command));
}

Result<FrameUp> read_visible(const Json& json) {
  Fields fields(json);
  const bool hidden = fields.boolean("hidden", true);
  return fields.finish(Visible{hidden});
}

Result<FrameUp> read_ping(const Json& json) {
  Fields fields(json);
  return fields.finish(Ping{});
}

Result<FrameUp> read_watch(const Json& json) {
  Fields fields(json);
  const bool screen = watches_screen(fields, "layers", true);
  return fields.finish(Watch{screen});
}

Result<FrameUp> read_frame(const Json& json) {
  using Reader = Result<FrameUp> (*)(const Json&);
  static constexpr std::array<std::pair<std::string_view, Reader>, 5> readers{{
      {"hello", read_hello},
      {"command", read_command},
      {"visible", read_visible},
      {"ping", read_ping},
      {"watch", read_watch},
  }};
  if (!json.is_object()) return bad("object_expected");
  const auto t = json.find("t");
  if (t == json.end() || !t->is_string()) return bad("missing", "t");
  for (const auto& [name, read] : readers)
    if (*t == name) return read(json);
  return bad("unknown_frame", "t");
}

}  // namespace

Result<Json> parse_json(std::string_view bytes, std::size_t bytes_max, std::size_t depth_max) {
  if (bytes.size() > bytes_max) return refuse("bad_json", {{"reason", "too_long"}});
  if (deeper_than(bytes, depth_max)) return refuse("bad_json", {{"reason", "too_deep"}});
  Json json = Json::parse(bytes, nullptr, false);
  if (json.is_discarded()) return refuse("bad_json", {{"reason", "not_json"}});
  return json;
}

std::vector<Result<FrameUp>> decode_message(std::string_view bytes) {
  std::vector<Result<FrameUp>> frames;
  const auto json = parse_json(bytes, message_bytes_max, json_depth_max);
  if (!json) {
    frames.emplace_back(bad(json.error().params["reason"].get<std::string>()));
  } else if (!json->is_array() || json->empty() || json->size() > frames_max) {
    frames.emplace_back(bad("frames_expected"));
  } else {
    frames.reserve(json->size());
    for (const Json& frame : *json) frames.push_back(read_frame(frame));
  }
  return frames;
}

Result<Position> position_from(const Json& json) {
  if (!json.is_object() || json.size() != 3) return bad("position_expected");
  const auto epoch = json.find("epoch");
  const auto seq = json.find("seq");
  const auto nonce = json.find("nonce");
  if (epoch == json.end() || seq == json.end() || nonce == json.end() ||
      !epoch->is_number_unsigned() || !seq->is_number_unsigned() || !nonce->is_string())
    return bad("position_expected");
  const auto& digits = nonce->get_ref<const std::string&>();
  const auto epoch_number = epoch->get<std::uint64_t>();
  const auto seq_number = seq->get<std::uint64_t>();
  if (epoch_number > std::numeric_limits<std::uint32_t>::max() || seq_number > integer_max ||
      digits.size() != nonce_bytes || !is_hex(digits))
    return bad("position_expected");
  return Position{static_cast<std::uint32_t>(epoch_number), seq_number, digits};
}

Json to_json(const Position& position) {
  return {{"epoch", position.epoch}, {"seq", position.seq}, {"nonce", position.nonce}};
}

}  // namespace palabre::wire
