// SPDX-License-Identifier: AGPL-3.0-or-later
// What Redis is told and what it answers, as values (RESP2, read and written by hiredis).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct redisReader;

namespace palabre::redis {

/// A command and its arguments; any bytes.
using Command = std::vector<std::string>;

/// The bytes of a command on the line.
std::string encode(const Command& command);

/// An answer of any kind.
struct Reply {
  enum class Kind { nothing, text, integer, list, error };
  Kind kind = Kind::nothing;
  std::string text;  ///< of a text, or what an error says: "WRONGTYPE …"
  std::int64_t integer = 0;
  std::vector<Reply> list;
  bool operator==(const Reply&) const = default;

  bool is_error(std::string_view begins = "") const {
    return kind == Kind::error && text.starts_with(begins);
  }
  /// The text at `index` of a list, or nothing's: an empty one.
  std::string text_at(std::size_t index) const {
    return index < list.size() ? list[index].text : std::string();
  }
  std::int64_t integer_at(std::size_t index) const {
    return index < list.size() ? list[index].integer : 0;
  }
};

/// Makes replies of the bytes that come.
class ReplyReader {
 public:
  ReplyReader();
  ~ReplyReader();
  ReplyReader(const ReplyReader&) = delete;
  ReplyReader& operator=(const ReplyReader&) = delete;

  void feed(std::string_view bytes);
  /// The next whole reply, or none yet. Refuses with `unavailable` {reason} what is no RESP;
  /// nothing more can be read then.
  Result<std::optional<Reply>> next();

 private:
  redisReader* reader_;
};

}  // namespace palabre::redis
