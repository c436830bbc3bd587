// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/redis_shelf.hpp"

#include <utility>

#include "app/log_rules.hpp"
#include "redis/keys.hpp"

namespace palabre::redis {
namespace {

std::vector<std::string> texts_in(Reply& reply) {
  std::vector<std::string> texts;
  texts.reserve(reply.list.size());
  for (Reply& one : reply.list) texts.push_back(std::move(one.text));
  return texts;
}

tl::unexpected<Error> refused(const Reply& reply) {
  const std::string verdict = reply.text_at(0);
  if (verdict == "erased") return refuse(verdict);
  if (verdict == "conflict" || verdict == "left") return app::conflict_with(read_head(reply, 1));
  return refuse("unavailable", {{"reason", verdict}});
}

}  // namespace

Task<Result<app::Shelf::Told>> RedisShelf::report(Report report) {
  Command command{"FCALL",
                  "palabre_report_v1",
                  "4",
                  servers_key,
                  closed_key,
                  wanted_key,
                  erased_key,
                  std::move(report.server),
                  std::to_string(app::server_gone_ms),
                  std::to_string(report.closed_before),
                  std::to_string(report.due_after),
                  std::to_string(report.erased_since),
                  std::to_string(app::shelf_rooms_max),
                  std::to_string(app::wanted_ms),
                  std::to_string(app::tombstone_ms)};
  auto reply = co_await log_.call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (reply->list.size() < 7) co_return refused(*reply);
  Told told;
  told.known = reply->integer_at(2) == 1;
  told.due = texts_in(reply->list[3]);
  told.wanted = texts_in(reply->list[4]);
  told.erased = texts_in(reply->list[5]);
  told.erased_until = reply->integer_at(6);
  co_return told;
}

Task<Result<void>> RedisShelf::close(app::RoomId room, app::Head head, Instant at) {
  Command command{"FCALL", "palabre_close_v1", "2", room_key(room, "head"), closed_key, room};
  command.push_back(std::to_string(head.epoch));
  command.push_back(std::to_string(head.seq));
  command.push_back(std::move(head.hash));
  command.push_back(std::to_string(at));
  const auto reply = co_await log_.call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (reply->text_at(0) != "ok") co_return refused(*reply);
  co_return Result<void>();
}

Task<Result<bool>> RedisShelf::leave(app::RoomId room, app::Head head, std::string server) {
  Command command{"FCALL", "palabre_leave_v1", "6"};
  for (const char* what : {"head", "log", "words", "kept"}) command.push_back(room_key(room, what));
  command.emplace_back(closed_key);
  command.emplace_back(servers_key);
  command.push_back(std::move(room));
  command.push_back(std::to_string(head.epoch));
  command.push_back(std::to_string(head.seq));
  command.push_back(std::move(head.hash));
  command.push_back(std::move(server));
  command.push_back(std::to_string(app::server_gone_ms));
  const auto reply = co_await log_.call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  const std::string verdict = reply->text_at(0);
  if (verdict != "ok" && verdict != "kept") co_return refused(*reply);
  co_return verdict == "ok";
}

Task<Result<void>> RedisShelf::want(app::RoomId room) {
  Command command{"FCALL", "palabre_want_v1", "2", room_key(room, "head"), wanted_key, room};
  const auto reply = co_await log_.call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  co_return Result<void>();
}

Task<Result<std::vector<std::string>>> RedisShelf::codes(app::RoomId room) {
  Command command{"SMEMBERS", room_key(room, "codes")};
  auto reply = co_await log_.call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  co_return texts_in(*reply);
}

}  // namespace palabre::redis
