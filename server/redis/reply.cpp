// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redis/reply.hpp"

#include <cstdlib>

#include <hiredis/hiredis.h>

#include "base/check.hpp"

namespace palabre::redis {
namespace {

// hiredis makes room for all elements that a list announces, before one has come.
constexpr int elements_max = 1 << 20;

const redisReplyObjectFunctions& functions_of_hiredis() {
  static const redisReplyObjectFunctions functions = [] {
    redisReader* const reader = redisReaderCreate();
    PALABRE_CHECK(reader != nullptr);
    const redisReplyObjectFunctions found = *reader->fn;
    redisReaderFree(reader);
    return found;
  }();
  return functions;
}

template <class Count>
void* make_list(const redisReadTask* task, Count elements) {
  return elements > elements_max ? nullptr : functions_of_hiredis().createArray(task, elements);
}

// As hiredis makes replies, but for longer lists, which are refused.
redisReplyObjectFunctions* bounded_functions() {
  static redisReplyObjectFunctions functions = [] {
    redisReplyObjectFunctions own = functions_of_hiredis();
    own.createArray = &make_list;
    return own;
  }();
  return &functions;
}

// No deeper than hiredis reads, which is seven lists.
Reply value_of(const redisReply& given) {
  Reply reply;
  switch (given.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: reply.kind = Reply::Kind::text; break;
    case REDIS_REPLY_ERROR: reply.kind = Reply::Kind::error; break;
    case REDIS_REPLY_INTEGER:
      reply.kind = Reply::Kind::integer;
      reply.integer = given.integer;
      return reply;
    case REDIS_REPLY_ARRAY:
      reply.kind = Reply::Kind::list;
      reply.list.reserve(given.elements);
      for (std::size_t i = 0; i < given.elements; ++i)
        reply.list.push_back(value_of(*given.element[i]));
      return reply;
    default: return reply;
  }
  reply.text.assign(given.str, given.len);
  return reply;
}

}  // namespace

std::string encode(const Command& command) {
  std::vector<const char*> arguments;
  std::vector<std::size_t> lengths;
  arguments.reserve(command.size());
  lengths.reserve(command.size());
  for (const std::string& argument : command) {
    arguments.push_back(argument.data());
    lengths.push_back(argument.size());
  }
  char* formatted = nullptr;
  const int length = redisFormatCommandArgv(
      &formatted, static_cast<int>(command.size()), arguments.data(), lengths.data());
  PALABRE_CHECK(length > 0);
  std::string bytes(formatted, static_cast<std::size_t>(length));
  redisFreeCommand(formatted);
  return bytes;
}

ReplyReader::ReplyReader() : reader_(redisReaderCreateWithFunctions(bounded_functions())) {
  PALABRE_CHECK(reader_ != nullptr);
}

ReplyReader::~ReplyReader() { redisReaderFree(reader_); }

void ReplyReader::feed(std::string_view bytes) {
  redisReaderFeed(reader_, bytes.data(), bytes.size());
}

Result<std::optional<Reply>> ReplyReader::next() {
  void* given = nullptr;
  if (redisReaderGetReply(reader_, &given) != REDIS_OK)
    return refuse("unavailable", {{"reason", std::string("no RESP: ") + reader_->errstr}});
  if (given == nullptr) return std::optional<Reply>();
  Reply reply = value_of(*static_cast<redisReply*>(given));
  freeReplyObject(given);
  return std::optional<Reply>(std::move(reply));
}

}  // namespace palabre::redis
