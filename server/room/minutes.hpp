// SPDX-License-Identifier: AGPL-3.0-or-later
// The minutes: what was decided, how, and who was heard, from the room that the log gives.
#pragma once

#include <map>
#include <string>

#include "base/result.hpp"
#include "room/room.hpp"

namespace palabre::room {

/// The sentences of the catalogue in each language (protocol/catalogue/<language>.json).
class Catalogue {
 public:
  void add(std::string language, Json sentences) {
    languages_[std::move(language)] = std::move(sentences);
  }
  /// The sentence at `path` ("minutes.round_note"), in the form of `address`, counted by the
  /// parameter `count`, its `{parameters}` filled in. An unknown path gives the path itself.
  std::string say(const std::string& language,
                  const std::string& address,
                  const std::string& path,
                  const Json& params) const;
  bool has(const std::string& language, const std::string& path) const;

 private:
  std::map<std::string, Json> languages_;
};

/// The minutes as data, "palabre-minutes/1": recomputed from the log, the same for the same
/// position.
Json minutes_json(const Room& room);

/// The minutes as Markdown, in the palabre's own language, address and time zone.
std::string minutes_markdown(const Room& room, const Catalogue& catalogue);

}  // namespace palabre::room
