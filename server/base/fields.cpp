// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/fields.hpp"

#include <algorithm>

namespace palabre::fields_detail {

Error bad_field(std::string_view field, std::string reason) {
  return Error{"bad_field", {{"field", std::string(field)}, {"reason", std::move(reason)}}};
}

// A part of what was sent goes back with the refusal, cut where a code point begins.
Error unknown_command(std::string_view type) {
  std::size_t size = std::min<std::size_t>(type.size(), 64);
  while (size > 0 && size < type.size() &&
         (static_cast<unsigned char>(type[size]) & 0xC0U) == 0x80U)
    --size;
  return Error{"unknown_command", {{"type", std::string(type.substr(0, size))}}};
}

Result<bool> read_boolean(const Json& json, std::string_view field) {
  if (!json.is_boolean()) return tl::unexpected(bad_field(field, "boolean_expected"));
  return json.get<bool>();
}

Result<std::int64_t> read_integer(const Json& json, std::string_view field, Bounds bounds) {
  if (!json.is_number_integer() ||
      (json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{1} << 53U))
    return tl::unexpected(bad_field(field, "integer_expected"));
  const auto n = json.get<std::int64_t>();
  if (n < bounds.min || n > bounds.max) return tl::unexpected(bad_field(field, "out_of_bounds"));
  return n;
}

Result<std::string> read_token(const Json& json, std::string_view field, Bounds bounds) {
  if (!json.is_string()) return tl::unexpected(bad_field(field, "token_expected"));
  const auto& token = json.get_ref<const std::string&>();
  const auto size = static_cast<std::int64_t>(token.size());
  if (size < bounds.min || size > bounds.max)
    return tl::unexpected(bad_field(field, "token_length"));
  for (const char c : token)
    if (c < ' ' || c > '~') return tl::unexpected(bad_field(field, "token_expected"));
  return token;
}

Result<Text> read_text(const Json& json, std::string_view field, Bounds bounds) {
  if (!json.is_string()) return tl::unexpected(bad_field(field, "text_expected"));
  auto text = clean_text(json.get_ref<const std::string&>(), bounds.min, bounds.max);
  if (!text) text.error().params["field"] = std::string(field);
  return text;
}

}  // namespace palabre::fields_detail
