// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes are replies or refused, the same whatever pieces they come in; what was read can be
// said.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "redis/reply.hpp"

namespace {

using palabre::redis::Reply;
using palabre::redis::ReplyReader;

struct Heard {
  std::vector<Reply> replies;
  bool refused = false;
  bool operator==(const Heard&) const = default;
};

Heard hear(std::string_view bytes, std::size_t piece) {
  ReplyReader reader;
  Heard heard;
  for (std::size_t at = 0; at < bytes.size() && !heard.refused; at += piece) {
    reader.feed(bytes.substr(at, piece));
    auto reply = reader.next();
    for (; reply && *reply; reply = reader.next()) heard.replies.push_back(std::move(**reply));
    heard.refused = !reply;
  }
  return heard;
}

// As whoever asks a question looks at its answer.
void look_at(const Reply& reply) {
  for (std::size_t at = 0; at <= std::min<std::size_t>(reply.list.size(), 8); ++at)
    static_cast<void>(reply.text_at(at).size() + static_cast<std::size_t>(reply.integer_at(at)));
  for (const Reply& inner : reply.list) look_at(inner);
}

// A command that carries what was read is read back as it was.
bool comes_back(const std::vector<Reply>& replies) {
  palabre::redis::Command command{"SET"};
  for (const Reply& reply : replies) command.push_back(reply.text);
  const std::string bytes = palabre::redis::encode(command);
  const Heard heard = hear(bytes, bytes.size());
  if (heard.refused || heard.replies.size() != 1) return false;
  const std::vector<Reply>& said = heard.replies.front().list;
  return std::equal(said.begin(),
                    said.end(),
                    command.begin(),
                    command.end(),
                    [](const Reply& one, const auto& text) {
                      return one.kind == Reply::Kind::text && one.text == text;
                    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are characters here
  const std::string_view text(reinterpret_cast<const char*>(bytes + 1), size - 1);
  const Heard whole = hear(text, size);
  if (hear(text, 1 + bytes[0] % 16U) != whole) __builtin_trap();
  for (const Reply& reply : whole.replies) look_at(reply);
  if (!comes_back(whole.replies)) __builtin_trap();
  return 0;
}
