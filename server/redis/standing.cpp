// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/standing.hpp"

#include <charconv>
#include <cstdlib>
#include <utility>

#include <spdlog/spdlog.h>

#include "redis/functions.hpp"

namespace palabre::redis {
namespace {

tl::unexpected<Error> unavailable(const std::string& reason) {
  return refuse("unavailable", {{"reason", reason}});
}

// The functions there answer their revision; ours is in their text.
std::int64_t own_revision() {
  constexpr std::string_view text = functions_lua;
  constexpr std::string_view begins = "local function revision()\n  return ";
  constexpr std::size_t at = text.find(begins);
  static_assert(at != std::string_view::npos);
  std::int64_t revision = 0;
  std::from_chars(text.data() + at + begins.size(), text.data() + text.size(), revision);
  return revision;
}

Task<Result<void>> load_functions(RespLink::Connection connection) {
  Command ask_revision{"FCALL_RO", "palabre_revision_v1", "0"};
  const auto there = co_await connection->ask(std::move(ask_revision));
  if (!there) co_return tl::unexpected(there.error());
  if (!there->is_error() && there->integer >= own_revision()) co_return Result<void>();
  Command load{"FUNCTION", "LOAD", "REPLACE", functions_lua};
  const auto loaded = co_await connection->ask(std::move(load));
  if (!loaded) co_return tl::unexpected(loaded.error());
  if (loaded->is_error()) co_return unavailable(loaded->text);
  spdlog::info("Redis: the functions were loaded (revision {})", own_revision());
  co_return Result<void>();
}

void say(const Promises& promises) {
  spdlog::info("{}", promises.in_words());
  for (const std::string& lack : promises.lacks())
    spdlog::warn("Redis may lose what was acknowledged: {}", lack);
}

}  // namespace

Task<Result<void>> prepare(std::shared_ptr<Standing> standing, RespLink::Connection connection) {
  const auto promises = co_await read_promises(connection);
  if (!promises) {
    if (promises.error().code == "cannot_open")
      standing->unusable = promises.error().params["sentence"].get<std::string>();
    co_return unavailable(standing->unusable.empty()
                              ? promises.error().params.value("reason", std::string())
                              : standing->unusable);
  }
  if (!promises->is_primary) co_return unavailable("it is a replica");
  const Result<void> loaded = co_await load_functions(connection);
  if (!loaded) co_return tl::unexpected(loaded.error());
  Command ask_time{"FCALL_RO", "palabre_heads_v1", "0"};
  const auto time = co_await connection->ask(std::move(ask_time));
  if (!time) co_return tl::unexpected(time.error());
  if (time->is_error()) co_return unavailable(time->text);
  standing->clock.learn(time->integer_at(0));
  if (!std::exchange(standing->known, true) ||
      standing->promises.in_words() != promises->in_words())
    say(*promises);
  standing->promises = *promises;
  standing->doubtful = standing->has_replicas();
  co_return Result<void>();
}

bool learn_replication(Standing& standing, const std::string& info) {
  const int replicas = replicas_in_step(info);
  if (replicas != standing.promises.replicas) {
    spdlog::warn("Redis: {} replicas are in step, {} before", replicas, standing.promises.replicas);
    standing.promises.replicas = replicas;
  }
  if (!standing.has_replicas()) standing.doubtful = false;
  return info_field(info, "role") != "slave";
}

Error refusal_of(const Reply& reply) {
  const bool full = reply.is_error("OOM") || reply.is_error("MISCONF");
  return Error{full ? "disk_full" : "unavailable", {{"reason", reply.text}}};
}

bool needs_new_connection(const Reply& reply) {
  return reply.is_error("READONLY") || reply.is_error("ERR Function not found") ||
         reply.is_error("MASTERDOWN");
}

}  // namespace palabre::redis
