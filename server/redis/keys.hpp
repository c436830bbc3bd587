// SPDX-License-Identifier: AGPL-3.0-or-later
// What things are called in Redis; functions.lua says what they hold.
#pragma once

#include <string>
#include <vector>

#include "app/ports.hpp"

namespace palabre::redis {

inline constexpr const char* room_key_begins = "palabre:{";
inline std::string room_key(const app::RoomId& room, const char* what) {
  return room_key_begins + room + "}:" + what;
}

inline constexpr const char* code_key_begins = "palabre:code:";
inline std::string code_key(const std::string& code) { return code_key_begins + code; }
inline std::string blob_key(const std::string& hash) { return "palabre:blob:" + hash; }

// Of all palabres, for app::Shelf.
inline constexpr const char* servers_key = "palabre:servers";
inline constexpr const char* closed_key = "palabre:closed";
inline constexpr const char* wanted_key = "palabre:wanted";
inline constexpr const char* erased_key = "palabre:erased";

/// A write that changes nothing: whether it is taken, and once it is, what was written before it is
/// where it is.
inline std::vector<std::string> probe() { return {"SET", "palabre:probe", "1"}; }

/// Channels know nothing of databases.
inline std::string channel_begins(int database) {
  return "palabre:" + std::to_string(database) + ":moved:";
}
/// Where servers tell each other who is connected: "<the server's name> <seats in base64>".
inline std::string presence_channel_begins(int database) {
  return "palabre:" + std::to_string(database) + ":present:";
}

}  // namespace palabre::redis
