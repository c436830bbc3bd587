// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/redis_event_log.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <spdlog/spdlog.h>

#include "app/log_rules.hpp"
#include "base/check.hpp"
#include "base/hash.hpp"
#include "redis/keys.hpp"

namespace palabre::redis {
namespace {

using app::Head;
using app::LoggedEntry;
using app::RoomId;
using app::StoredEntry;

constexpr Duration ahead_max_ms = 2'000;
constexpr std::size_t read_bytes_max = 2 * 1024 * 1024;  // of one answer: others wait meanwhile

Command function(const char* name, std::vector<std::string> keys) {
  Command command{"FCALL", name, std::to_string(keys.size())};
  for (std::string& key : keys) command.push_back(std::move(key));
  return command;
}

std::string text_of(std::uint64_t number) { return std::to_string(number); }

void add_head(Command& command, const Head& head) {
  command.push_back(std::to_string(head.epoch));
  command.push_back(text_of(head.seq));
  command.push_back(head.hash);
}

// Each with its link of the chain that begins with `hash`.
void add_entries(Command& command, std::vector<StoredEntry> entries, std::string hash) {
  for (StoredEntry& entry : entries) {
    hash = hash_of({hash, entry.header, entry.facts});
    command.push_back(std::move(entry.header));
    command.push_back(std::move(entry.facts));
    command.push_back(std::move(entry.words));
    command.push_back(hash);
  }
}

// {verdict, time, epoch, seq, hash, more}, as functions.lua answers.
Head head_in(const Reply& reply) { return read_head(reply, 1); }

tl::unexpected<Error> refused(const Reply& reply) {
  const std::string verdict = reply.text_at(0);
  if (verdict == "conflict") return app::conflict_with(head_in(reply));
  if (verdict == "behind") return app::log_behind(head_in(reply));
  if (verdict == "erased" || verdict == "inbox_full") return refuse(verdict);
  if (verdict == "restoring") return app::restoring_at(head_in(reply));
  if (verdict == "left") return app::left_at(head_in(reply));
  if (verdict == "none") return refuse("no_such_room");
  if (verdict == "ahead")
    return refuse("unavailable", {{"reason", "this server's clock is ahead of Redis'"}});
  return refuse("unavailable", {{"reason", "an answer that nobody knows: " + verdict}});
}

bool is_ok(const Result<Reply>& reply) { return reply && reply->text_at(0) == "ok"; }

// Whether something was written, that is to say not refused by a function.
bool wrote(const Reply& reply) { return reply.kind != Reply::Kind::list || is_ok(reply); }

std::vector<LoggedEntry> entries_in(Reply& reply) {
  constexpr std::size_t fields = 5;
  std::vector<LoggedEntry> entries;
  if (reply.list.size() < 6) return entries;
  std::vector<Reply>& found = reply.list[5].list;
  for (std::size_t at = 0; at + fields <= found.size(); at += fields) {
    LoggedEntry logged;
    logged.seq = std::strtoull(found[at].text.c_str(), nullptr, 10);
    logged.entry = {std::move(found[at + 1].text),
                    std::move(found[at + 2].text),
                    std::move(found[at + 4].text)};
    logged.hash = std::move(found[at + 3].text);
    entries.push_back(std::move(logged));
  }
  return entries;
}

}  // namespace

// ---- opening

Task<Result<std::unique_ptr<RedisEventLog>>> RedisEventLog::open(
    asio::io_context& loop, Address address, Patience patience, std::chrono::milliseconds at_most) {
  const std::string shown = address.shown();
  std::unique_ptr<RedisEventLog> log(new RedisEventLog(loop, std::move(address), patience));
  const auto until = Clock::now() + at_most;
  while (!log->standing_->known && log->standing_->unusable.empty() && Clock::now() < until) {
    Timer timer(loop, std::chrono::milliseconds(10));
    co_await wait_for(timer);
  }
  if (log->commands_->current()) co_return log;
  const std::string why =
      log->standing_->unusable.empty() ? log->commands_->reason() : log->standing_->unusable;
  co_return refuse("cannot_open", {{"sentence", "Redis at " + shown + " cannot be used: " + why}});
}

RedisEventLog::RedisEventLog(asio::io_context& loop, Address address, Patience patience)
    : loop_(loop),
      address_(std::move(address)),
      commands_(std::make_shared<RespLink>(loop, address_, patience, "commands")),
      follower_(std::make_shared<Follower>(loop, address_, patience, standing_, commands_)),
      presence_(std::make_shared<RedisPresence>(loop, address_, patience, commands_)),
      replica_wait_(loop),
      sweep_(loop) {
  commands_->start([standing = standing_](RespLink::Connection connection) {
    return prepare(standing, std::move(connection));
  });
  follower_->start();
  presence_->start();
}

RedisEventLog::~RedisEventLog() {
  follower_->stop();
  presence_->stop();
  commands_->stop();
}

std::string RedisEventLog::channel_of(const RoomId& room) const {
  return channel_begins(address_.database) + room;
}

// ---- how it is

bool RedisEventLog::takes_appends() const {
  return commands_->current() != nullptr && standing_->trouble.empty();
}

app::LogCondition RedisEventLog::condition() const {
  const auto number = [](auto value) { return static_cast<double>(value); };
  const bool durable = standing_->promises.lacks().empty();
  app::LogCondition now;
  now.takes_appends = takes_appends();
  now.figures = {
      {"palabre_redis_connected", "Redis answers", number(commands_->current() != nullptr)},
      {"palabre_redis_takes_writes", "Redis takes what it is told", number(now.takes_appends)},
      {"palabre_redis_connections",
       "How often it was connected to",
       number(commands_->connected_times())},
      {"palabre_redis_replicas", "Replicas in step with it", number(standing_->promises.replicas)},
      {"palabre_redis_hears_others",
       "Other servers are heard of",
       number(presence_->hearing().proven_now)},
      {"palabre_redis_refusals", "Calls that Redis refused by itself", number(standing_->refusals)},
      {"palabre_redis_durable", "Its settings lose nothing that was acknowledged", number(durable)},
      {"palabre_redis_clock_ahead_ms",
       "How far room time is ahead of its latest answer",
       number(standing_->clock.ahead())}};
  return now;
}

// ---- asking

// Redis' own refusals become ours; its time is learnt.
Result<Reply> RedisEventLog::judge(const RespLink::Connection& connection, Result<Reply> reply) {
  if (!reply) return reply;
  if (!reply->is_error()) {
    if (reply->list.size() >= 2 && reply->list[1].kind == Reply::Kind::integer)
      standing_->clock.learn(reply->integer_at(1));
    return reply;
  }
  ++standing_->refusals;
  Error error = refusal_of(*reply);
  if (std::exchange(standing_->trouble, reply->text) != reply->text)
    spdlog::error("Redis refuses: {}", reply->text);
  if (needs_new_connection(*reply)) connection->close(reply->text);
  return tl::unexpected(std::move(error));
}

Task<Result<Reply>> RedisEventLog::call(Command command) {
  const auto connection = co_await commands_->connection();
  if (!connection) co_return tl::unexpected(connection.error());
  auto reply = co_await (*connection)->ask(std::move(command));
  co_return judge(*connection, std::move(reply));
}

// With replicas, what is answered is on one of them: WAIT counts what its own connection wrote.
Task<Result<Reply>> RedisEventLog::call_and_keep(Command command) {
  const auto connection = co_await commands_->connection();
  if (!connection) co_return tl::unexpected(connection.error());
  Asked asked(loop_, *connection, command);
  const auto kept = standing_->has_replicas() ? replica_wait_.join(*connection) : nullptr;
  auto answered = co_await asked.reply();
  auto reply = judge(*connection, std::move(answered));
  if (!reply || !wrote(*reply)) co_return reply;
  standing_->trouble.clear();
  if (!kept) co_return reply;
  co_await kept->answered.wait();
  if (kept->is_kept) co_return reply;
  standing_->doubtful = true;
  co_return refuse("unavailable", {{"reason", "no replica has it yet"}});
}

// After an answer that was lost, what is read may be on the primary alone: a write of ours that a
// replica has proves that it has everything before as well.
Task<Result<void>> RedisEventLog::settle() {
  if (!standing_->doubtful) co_return Result<void>();
  Command write = probe();
  const auto settled = co_await call_and_keep(std::move(write));
  if (!settled) co_return tl::unexpected(settled.error());
  standing_->doubtful = false;
  co_return Result<void>();
}

// ---- entries

Task<Result<app::Appended>> RedisEventLog::append(RoomId room,
                                                  Head expected,
                                                  std::vector<StoredEntry> entries,
                                                  std::vector<std::string> commands) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  Command command = function("palabre_append_v1",
                             {room_key(room, "head"),
                              room_key(room, "log"),
                              room_key(room, "words"),
                              room_key(room, "parked")});
  command.push_back(channel_of(room));
  command.push_back(std::to_string(now()));
  command.push_back(std::to_string(ahead_max_ms));
  command.push_back(text_of(app::parked_commands_max));
  add_head(command, expected);
  command.push_back(text_of(entries.size()));
  const bool any = !entries.empty();
  add_entries(command, std::move(entries), std::move(expected.hash));
  for (std::string& parked : commands) command.push_back(std::move(parked));
  auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (!is_ok(reply)) co_return refused(*reply);
  app::Appended appended;
  appended.head = head_in(*reply);
  if (reply->list.size() > 5)
    for (Reply& parked : reply->list[5].list) appended.parked.push_back(std::move(parked.text));
  if (any) follower_->saw(room, appended.head);
  co_return appended;
}

Task<Result<Head>> RedisEventLog::restore(RoomId room,
                                          Head expected,
                                          std::uint32_t epoch,
                                          std::vector<StoredEntry> entries,
                                          std::uint64_t whole_at) {
  const Result<void> fits = app::check_size(entries);
  if (!fits) co_return tl::unexpected(fits.error());
  Command command =
      function("palabre_restore_v1",
               {room_key(room, "head"), room_key(room, "log"), room_key(room, "words")});
  command.push_back(channel_of(room));
  add_head(command, expected);
  command.push_back(std::to_string(epoch));
  command.push_back(text_of(entries.size()));
  add_entries(command, std::move(entries), std::move(expected.hash));
  command.push_back(text_of(whole_at));
  command.push_back(std::to_string(app::restoring_ms));
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (!is_ok(reply)) co_return refused(*reply);
  const Head head = head_in(*reply);
  follower_->saw(room, head);
  co_return head;
}

// In answers of a bounded size, until there is nothing more or enough.
Task<Result<std::vector<LoggedEntry>>> RedisEventLog::read(RoomId room,
                                                           std::uint64_t seq,
                                                           std::size_t max) {
  const auto settled = co_await settle();
  if (!settled) co_return tl::unexpected(settled.error());
  std::vector<LoggedEntry> entries;
  max = std::min(max, app::append_entries_max);
  for (;;) {
    Command command =
        function("palabre_read_v1",
                 {room_key(room, "head"), room_key(room, "log"), room_key(room, "words")});
    command.push_back(text_of(seq));
    command.push_back(text_of(max - entries.size()));
    command.push_back(text_of(read_bytes_max));
    auto reply = co_await call(std::move(command));
    if (!reply) co_return tl::unexpected(reply.error());
    if (!is_ok(reply)) co_return refused(*reply);
    std::vector<LoggedEntry> more = entries_in(*reply);
    if (more.empty()) co_return entries;
    seq = more.back().seq;
    entries.insert(
        entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    if (entries.size() >= max || seq >= head_in(*reply).seq) co_return entries;
  }
}

Task<Result<Head>> RedisEventLog::head(RoomId room) {
  const auto settled = co_await settle();
  if (!settled) co_return tl::unexpected(settled.error());
  Command command = function("palabre_heads_v1", {room_key(room, "head")});
  const auto reply = co_await call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  const Head head = read_head(*reply, 1);
  if (reply->text_at(1) == "restoring") co_return app::restoring_at(head);
  if (reply->text_at(1) == "left") co_return app::left_at(head);
  if (head.epoch == 0) co_return refuse("erased");
  if (is_nowhere(head)) co_return refuse("no_such_room");
  co_return head;
}

void RedisEventLog::subscribe(RoomId room, std::function<void()> moved) {
  follower_->subscribe(room, std::move(moved));
}

void RedisEventLog::unsubscribe(RoomId room) { follower_->unsubscribe(room); }

// ---- blobs and codes

Task<Result<void>> RedisEventLog::put_blob(std::string hash, std::string bytes) {
  PALABRE_CHECK(hash == short_hash_of(bytes));
  const Result<void> fits = app::check_size(bytes);
  if (!fits) co_return tl::unexpected(fits.error());
  Command command{"SET", blob_key(hash), std::move(bytes)};
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  co_return Result<void>();
}

Task<Result<std::string>> RedisEventLog::get_blob(std::string hash) {
  Command command{"GET", blob_key(hash)};
  auto reply = co_await call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (reply->kind != Reply::Kind::text) co_return refuse("no_such_blob");
  co_return std::move(reply->text);
}

Task<Result<void>> RedisEventLog::bind_code(std::string code, RoomId room) {
  Command command = function("palabre_bind_code_v1", {code_key(code), room_key(room, "codes")});
  command.push_back(std::move(room));
  command.push_back(std::move(code));
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (reply->text == "taken") co_return refuse("code_taken");
  co_return Result<void>();
}

Task<Result<RoomId>> RedisEventLog::find_code(std::string code) {
  Command command{"GET", code_key(code)};
  auto reply = co_await call(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (reply->kind != Reply::Kind::text) co_return refuse("no_such_palabre");
  co_return std::move(reply->text);
}

Task<Result<void>> RedisEventLog::release_code(std::string code) {
  Command command = function("palabre_release_code_v1", {code_key(code)});
  command.push_back(std::move(code));
  command.push_back(room_key_begins);
  command.push_back("}:codes");
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  co_return Result<void>();
}

// ---- erasing

Task<Result<void>> RedisEventLog::erase_words(RoomId room, std::vector<std::uint64_t> seqs) {
  Command command =
      function("palabre_erase_words_v1", {room_key(room, "head"), room_key(room, "words")});
  for (const std::uint64_t seq : seqs) command.push_back(text_of(seq));
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (!is_ok(reply)) co_return refused(*reply);
  sweep_.ask(*commands_);
  co_return Result<void>();
}

Task<Result<void>> RedisEventLog::erase(RoomId room) {
  Command command = function("palabre_erase_v1",
                             {room_key(room, "head"),
                              room_key(room, "log"),
                              room_key(room, "words"),
                              room_key(room, "parked"),
                              room_key(room, "codes"),
                              erased_key});
  command.push_back(std::to_string(app::tombstone_ms));
  command.push_back(code_key_begins);
  command.push_back(channel_of(room));
  command.push_back(std::move(room));
  const auto reply = co_await call_and_keep(std::move(command));
  if (!reply) co_return tl::unexpected(reply.error());
  if (!is_ok(reply)) co_return refused(*reply);
  sweep_.ask(*commands_);
  co_return Result<void>();
}

}  // namespace palabre::redis
