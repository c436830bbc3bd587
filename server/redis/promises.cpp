// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/promises.hpp"

#include <array>
#include <cstdlib>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace palabre::redis {
namespace {

constexpr int version_needed = 7;

// One pattern a question: Redis 6 took no more, and what stands between may not either.
constexpr std::array<const char*, 4> settings_asked{
    "appendonly", "appendfsync", "maxmemory-policy", "min-replicas-to-write"};

// Settings by name, however many the pattern found.
std::map<std::string, std::string> settings_of(const Reply& reply) {
  std::map<std::string, std::string> settings;
  for (std::size_t i = 0; i + 1 < reply.list.size(); i += 2)
    settings[reply.text_at(i)] = reply.text_at(i + 1);
  return settings;
}

std::string kept_in_words(const Promises& promises) {
  if (!promises.settings_known)
    return "how it keeps what it is told cannot be seen (CONFIG GET is refused)";
  if (promises.appendonly != "yes")
    return "it has no append-only file: a restart may lose the last minutes";
  if (promises.appendfsync == "always") return "every write is on its disk before it is answered";
  if (promises.appendfsync == "everysec") return "a power cut may lose the last two seconds";
  return "a power cut may lose whatever the system had not written yet";
}

}  // namespace

std::string info_field(const std::string& info, const std::string& key) {
  const std::string begins = "\n" + key + ":";
  const std::size_t at = info.find(begins);
  if (at == std::string::npos) return "";
  const std::size_t from = at + begins.size();
  return info.substr(from, info.find_first_of("\r\n", from) - from);
}

int replicas_in_step(const std::string& info) {
  constexpr std::string_view in_step = "state=online";
  int count = 0;
  for (std::size_t at = info.find(in_step); at != std::string::npos;
       at = info.find(in_step, at + in_step.size()))
    ++count;
  return count;
}

std::vector<std::string> Promises::lacks() const {
  if (!settings_known) return {"CONFIG GET must be allowed, or its settings cannot be checked"};
  std::vector<std::string> found;
  if (appendonly != "yes") found.emplace_back("appendonly must be yes");
  if (appendfsync != "always")
    found.push_back(fmt::format("appendfsync must be always (it is {})", appendfsync));
  if (eviction != "noeviction")
    found.push_back(fmt::format("maxmemory-policy must be noeviction (it is {})", eviction));
  if (replicas > 0 && replicas_needed == 0)
    found.emplace_back("with a replica, min-replicas-to-write must be 1 at least");
  return found;
}

std::string Promises::in_words() const {
  std::string words = fmt::format("Redis {}: {}", version, kept_in_words(*this));
  if (settings_known && eviction != "noeviction")
    words += fmt::format("; a full memory evicts palabres ({})", eviction);
  if (replicas_needed > 0)
    words += fmt::format(
        "; it takes nothing without {} replica(s), {} connected", replicas_needed, replicas);
  else if (replicas > 0)
    words += fmt::format("; {} replica(s): acknowledged once one has it", replicas);
  else
    words += "; no replica";
  return words;
}

Task<Result<Promises>> read_promises(std::shared_ptr<RespConnection> connection) {
  Command ask_info{"INFO"};
  const auto info = co_await connection->ask(std::move(ask_info));
  if (!info) co_return tl::unexpected(info.error());
  if (info->is_error()) co_return refuse("unavailable", {{"reason", info->text}});
  Promises promises;
  promises.version = info_field(info->text, "redis_version");
  promises.run_id = info_field(info->text, "run_id");
  promises.is_primary = info_field(info->text, "role") != "slave";
  promises.replicas = replicas_in_step(info->text);
  if (std::atoi(promises.version.c_str()) < version_needed)
    co_return refuse(
        "cannot_open",
        {{"sentence", fmt::format("Redis 7 or later is needed, this is {}", promises.version)}});
  std::map<std::string, std::string> settings;
  for (const char* name : settings_asked) {
    Command ask_setting{"CONFIG", "GET", name};
    const auto setting = co_await connection->ask(std::move(ask_setting));
    if (!setting) co_return tl::unexpected(setting.error());
    settings.merge(settings_of(*setting));
  }
  promises.settings_known = settings.contains("appendonly");
  promises.appendonly = settings["appendonly"];
  promises.appendfsync = settings["appendfsync"];
  promises.eviction = settings["maxmemory-policy"];
  promises.replicas_needed = std::atoi(settings["min-replicas-to-write"].c_str());
  co_return promises;
}

}  // namespace palabre::redis
